import Basics
import GroundTruth
import Storage

extension CompanyLoader {
    /// Writes what was said with some accounts, on the days on which it was said.
    func talk(
        _ indices: Range<Int>, _ accounts: [Account], _ contacts: [(contact: Contact, account: Account.ID)], _ places: Places,
        in connection: Connection
    ) throws {
        let people = Dictionary(grouping: contacts, by: \.account)
        let zone = Organisation.unnamed.zone
        for (index, account) in zip(indices, accounts) {
            for conversation in company.conversations(of: company.account(at: index)).reversed() {
                let id: Note.ID = try connection.newIdentifier("note", reserve: 512)
                let own = people[account.id] ?? []
                let contact = conversation.contact.flatMap { own.indices.contains($0) ? own[$0].contact.id : nil }
                let said = Timestamp(conversation.day, hour: 10, in: zone)
                try NoteStore.insert(Note(
                    id: id, accountID: account.id, kind: Note.Kind(rawValue: conversation.kind) ?? .note, happenedOn: conversation.day,
                    body: conversation.text, contactID: contact, authorID: account.ownerID
                ), at: said, in: connection)
                try ActivityStore.record(
                    .added, by: account.ownerID, at: said, subject: (NoteRecord.subject, id.value), account: account.id,
                    after: String(conversation.text.prefix(80)), in: connection
                )
            }
        }
    }
}
