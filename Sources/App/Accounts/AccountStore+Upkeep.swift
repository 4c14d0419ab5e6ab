import Basics
import Storage

/// Works out anew what accounts keep of their own record.
extension AccountStore {
    /// Copies of the record, the score of the last run, and the key that lists sort names by.
    static func repairSummaries(in connection: Connection) throws {
        for id in try connection.rows("SELECT a.id FROM account a WHERE NOT EXISTS (SELECT 1 FROM account_summary s WHERE s.account_id = a.id)", {
            try $0.get(0, as: Account.ID.self)
        }) {
            try connection.execute("INSERT INTO account_summary (account_id, name_key, search_text) VALUES (\(id), '', '')")
        }
        try connection.execute("""
            UPDATE account_summary SET owner_id = a.owner_id, team_id = a.team_id, industry = a.industry, region = a.region, stage = a.stage,
                net_sales = account_summary.gross_sales + account_summary.returns
            FROM account a WHERE a.id = account_summary.account_id
            """)
        try connection.execute("""
            UPDATE account_summary SET
                tier = (SELECT x.tier FROM account_score x WHERE x.account_id = account_summary.account_id ORDER BY x.run_id DESC LIMIT 1),
                score = COALESCE((SELECT x.score FROM account_score x WHERE x.account_id = account_summary.account_id ORDER BY x.run_id DESC LIMIT 1), -1),
                provisional = COALESCE((SELECT x.provisional FROM account_score x WHERE x.account_id = account_summary.account_id ORDER BY x.run_id DESC LIMIT 1), 0)
            """)
        for part in try identifiers(in: connection).chunks(of: 1_000) {
            for account in try connection.rows("\(accountColumns) WHERE id IN \(list: part)", account) {
                try connection.execute("""
                    UPDATE account_summary SET name_key = \(SearchText.sortKey(account.displayName(english: false))), search_text = \(searchText(of: account))
                    WHERE account_id = \(account.id)
                    """)
            }
        }
    }

    /// Owners are members.
    static func repairMembers(in connection: Connection) throws {
        try connection.execute("DELETE FROM account_member WHERE role = 'owner'")
        try connection.execute("""
            INSERT INTO account_member (user_id, account_id, role) SELECT owner_id, id, 'owner' FROM account WHERE owner_id IS NOT NULL
            """)
    }

    /// How many accounts each filter's value has.
    static func repairFacets(in connection: Connection) throws {
        try connection.execute("DELETE FROM account_facet")
        try connection.execute("""
            INSERT INTO account_facet (kind, value, accounts)
            SELECT 'industry', industry, COUNT(*) FROM account WHERE industry IS NOT NULL GROUP BY industry
            UNION ALL SELECT 'region', region, COUNT(*) FROM account WHERE region IS NOT NULL GROUP BY region
            """)
    }
}
