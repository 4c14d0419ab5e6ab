import Basics
import Storage

/// Whether somebody may do today what taking an action back does: rights and reach may have changed since.
enum UndoRight {
    /// Every row of an action, part by part.
    static func covers(_ batch: Int64, of user: User, within scope: Scope, in connection: Connection) throws -> Bool {
        var cursor: Int64?
        while true {
            let rows = try ActivityStore.toTakeBack(batch, before: cursor, limit: TakingBack.partSize, in: connection)
            guard let oldest = rows.last else { return true }
            guard try covers(rows, of: user, within: scope, in: connection) else { return false }
            cursor = oldest.id
        }
    }

    private static func covers(_ rows: [ActivityStore.BatchRow], of user: User, within scope: Scope, in connection: Connection) throws -> Bool {
        guard rows.allSatisfy({ user.role.may(right(of: $0)) }) else { return false }
        // Whoever may hand accounts over takes them back from wherever they have gone.
        let accounts = Set(rows.filter { right(of: $0) != .assignOwners }.compactMap(\.accountID)).sorted()
        return try AccountStore.reach(accounts, within: scope, in: connection)
    }

    private static func right(of row: ActivityStore.BatchRow) -> Right {
        switch row.subject {
        case AccountRecord.subject:
            row.verb == .added ? .addAccounts : ChangeText.decoded(row.after).contains { $0.field == "owner" } ? .assignOwners : .editAccounts
        case ContactRecord.subject, NoteRecord.subject, AttachmentRecord.subject: .writeNotes
        case ProductRecord.subject, CategoryRecord.subject: .manageProducts
        case DocumentRecord.subject, OrderRecord.subject, PaymentRecord.subject: .bookDocuments
        default: .manageUsers
        }
    }
}

extension AccountStore {
    /// Whether all accounts are within a scope.
    static func reach(_ accounts: [Account.ID], within scope: Scope, in connection: Connection) throws -> Bool {
        if scope == .all { return true }
        return try accounts.chunks(of: 400).allSatisfy { part in
            let found: Int = try connection.first("""
                SELECT COUNT(*) FROM account_summary s WHERE s.account_id IN \(list: part)
                    AND \(scope.condition(account: "s.account_id", team: "s.team_id"))
                """) { try $0.get(0) } ?? 0
            return found == part.count
        }
    }
}
