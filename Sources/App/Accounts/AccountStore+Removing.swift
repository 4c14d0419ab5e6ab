import Basics
import Storage

extension AccountStore {
    /// Accounts that an import brought, in the order of their numbers.
    static func brought(
        by importID: Int64, after cursor: Account.ID?, limit: Int, in connection: Connection
    ) throws -> [(id: Account.ID, code: String, name: String)] {
        try connection.rows("""
            SELECT id, code, name FROM account WHERE import_id = \(importID) AND id > \(cursor ?? Account.ID(0)) ORDER BY id LIMIT \(limit)
            """) { (try $0.get(0), try $0.get(1), try $0.get(2)) }
    }

    /// Which of some accounts others belong to.
    static func parents(among accounts: [Account.ID], in connection: Connection) throws -> Set<Account.ID> {
        Set(try connection.rows("SELECT DISTINCT parent_id FROM account WHERE parent_id IN \(list: accounts)") { try $0.get(0) })
    }

    /// Removes accounts with everything that this subject keeps of them.
    static func remove(_ accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 400) {
            try uncountFacets(part, in: connection)
            try removeGrams(of: part, in: connection)
            for table in ["account_tag", "account_other_sales", "account_member", "account_code", "account_summary"] as [SQL] {
                try connection.execute("DELETE FROM \(table) WHERE account_id IN \(list: part)")
            }
            try connection.execute("DELETE FROM account WHERE id IN \(list: part)")
        }
    }

    private static func uncountFacets(_ accounts: [Account.ID], in connection: Connection) throws {
        for (kind, column) in [("industry", "industry"), ("region", "region")] as [(String, SQL)] {
            try connection.execute("""
                UPDATE account_facet SET accounts = accounts - (
                    SELECT COUNT(*) FROM account a WHERE a.id IN \(list: accounts) AND a.\(column) = account_facet.value)
                WHERE kind = \(kind)
                """)
        }
    }
}
