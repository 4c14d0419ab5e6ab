import Basics
import Storage

extension AccountStore {
    /// Accounts that an import brought, that nobody has changed and that have no documents.
    static func untouched(importID: Int64, in connection: Connection) throws -> [Account.ID] {
        try connection.rows("""
            SELECT a.id FROM account a JOIN account_summary s ON s.account_id = a.id
            WHERE a.import_id = \(importID) AND a.version = 1 AND a.owner_id IS NULL AND s.orders = 0 AND s.invoices = 0
                AND s.return_documents = 0
                AND NOT EXISTS (SELECT 1 FROM account_member m WHERE m.account_id = a.id)
                AND NOT EXISTS (SELECT 1 FROM account c WHERE c.parent_id = a.id)
            ORDER BY a.id
            """) { try $0.get(0) }
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
