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
        var notes: [(note: Note, at: Timestamp)] = []
        for (index, account) in zip(indices, accounts) {
            for conversation in company.conversations(of: company.account(at: index)).reversed() {
                let own = people[account.id] ?? []
                let contact = conversation.contact.flatMap { own.indices.contains($0) ? own[$0].contact.id : nil }
                notes.append((Note(
                    id: try connection.newIdentifier("note", reserve: 512), accountID: account.id,
                    kind: Note.Kind(rawValue: conversation.kind) ?? .note, happenedOn: conversation.day,
                    body: conversation.text, contactID: contact, authorID: account.ownerID
                ), Timestamp(conversation.day, hour: 10, in: zone)))
            }
        }
        try NoteStore.insert(notes, in: connection)
        try ActivityStore.recordAdded(notes.map { note, at in
            (NoteRecord.subject, note.id.value, note.accountID, String(note.body.prefix(80)), note.authorID, at)
        }, in: connection)
    }
}
