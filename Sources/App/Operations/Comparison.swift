import Basics
import Storage

/// Compares what is kept with what it follows from.
struct Comparison {
    let connection: Connection
    var differences = Differences()
    /// Those whose totals or kept facts differ.
    var accounts: Set<Account.ID> = []

    init(_ connection: Connection) { self.connection = connection }

    /// One kept column and what it should hold, in the names of the question's tables.
    struct Column {
        var name: String
        var kept: SQL
        var expected: SQL

        init(_ name: String, _ kept: SQL, _ expected: SQL) { (self.name, self.kept, self.expected) = (name, kept, expected) }
    }

    /// Compares columns of one table row by row.
    /// - Parameter row: says which row it is, as text.
    mutating func compare(_ table: String, _ columns: [Column], from source: SQL, row: SQL) throws {
        let counts = columns.map { column -> SQL in
            let differs: SQL = "(\(column.kept) <> \(column.expected) OR (\(column.kept) IS NULL) <> (\(column.expected) IS NULL))"
            return "SUM(CASE WHEN \(differs) THEN 1 ELSE 0 END), MIN(CASE WHEN \(differs) THEN \(row) END)"
        }
        _ = try connection.first("SELECT \(SQL.joined(counts, separator: ", ")) FROM \(source)") { found in
            for (index, column) in columns.enumerated() {
                let rows = try found.get(2 * index, as: Int?.self) ?? 0
                guard rows > 0 else { continue }
                let example = try found.get(2 * index + 1, as: String?.self) ?? ""
                differences.add(table, column.name, rows: rows, at: example)
            }
        }
    }

    /// Counts rows that should not be there, or are missing.
    mutating func count(_ table: String, row: SQL, from source: SQL) throws {
        _ = try connection.first("SELECT COUNT(*), MIN(\(row)) FROM \(source)") { found in
            let rows: Int = try found.get(0)
            if rows > 0 { differences.add(table, "rows", rows: rows, at: try found.get(1, as: String?.self) ?? "") }
        }
    }

    /// Everything that `DerivedTables` lists.
    /// - Returns: what differs, and the accounts whose totals or kept facts do.
    static func all(in connection: Connection) throws -> (differences: [Difference], accounts: [Account.ID]) {
        var comparison = Comparison(connection)
        try comparison.compareAll()
        return (comparison.differences.list, comparison.accounts.sorted())
    }

    private mutating func compareAll() throws {
        try compareSummaries()
        try compareScores()
        try compareDocuments()
        try compareDeliveries()
        try compareImports()
        try compareFacets()
        try comparePaths()
        try compareTotals()
        try compareNames()
    }

    private mutating func compareSummaries() throws {
        let never = AccountSummary.never
        try compare("account_summary", [
            Column("owner_id", "s.owner_id", "a.owner_id"), Column("team_id", "s.team_id", "a.team_id"),
            Column("industry", "s.industry", "a.industry"), Column("region", "s.region", "a.region"), Column("stage", "s.stage", "a.stage"),
            Column("net_sales", "s.net_sales", "(s.gross_sales + s.returns)"),
            Column("last_contact_on", "s.last_contact_on", """
                COALESCE((SELECT MAX(n.happened_on) FROM note n WHERE n.account_id = a.id AND n.kind <> 'note' AND n.deleted_at IS NULL), \(never))
                """),
            Column("tier", "s.tier", "x.tier"), Column("score", "s.score", "COALESCE(x.score, -1)"),
            Column("provisional", "s.provisional", "COALESCE(x.provisional, 0)"),
        ], from: """
            account a JOIN account_summary s ON s.account_id = a.id LEFT JOIN account_score x ON x.account_id = a.id
                AND x.run_id = (SELECT MAX(y.run_id) FROM account_score y WHERE y.account_id = a.id)
            """, row: "a.code")
        try count("account_summary", row: "a.code", from: "account a WHERE NOT EXISTS (SELECT 1 FROM account_summary s WHERE s.account_id = a.id)")
        try count("account_member", row: "a.code", from: """
            account a WHERE a.owner_id IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM account_member m WHERE m.user_id = a.owner_id AND m.account_id = a.id AND m.role = 'owner')
            """)
        try count("account_member", row: "a.code", from: """
            account_member m JOIN account a ON a.id = m.account_id WHERE m.role = 'owner' AND (a.owner_id IS NULL OR a.owner_id <> m.user_id)
            """)
    }

    private mutating func compareDocuments() throws {
        try compare("invoice", [
            Column("amount", "d.amount", "COALESCE(l.amount, 0)"), Column("lines", "d.lines", "COALESCE(l.lines, 0)"),
        ], from: """
            invoice d LEFT JOIN (SELECT account_id, invoice_id, SUM(amount) AS amount, COUNT(*) AS lines FROM invoice_line GROUP BY account_id, invoice_id) l
                ON l.account_id = d.account_id AND l.invoice_id = d.id
            """, row: "d.number")
        try compare("sales_order", [
            Column("amount", "o.amount", "COALESCE(l.amount, 0)"), Column("lines", "o.lines", "COALESCE(l.lines, 0)"),
        ], from: """
            sales_order o LEFT JOIN (SELECT account_id, order_id, SUM(amount) AS amount, COUNT(*) AS lines FROM order_line GROUP BY account_id, order_id) l
                ON l.account_id = o.account_id AND l.order_id = o.id
            """, row: "o.number")
        // Lines repeat what their document says, so that no figure has to look it up.
        try compare("invoice_line", [
            Column("issued_on", "l.issued_on", "d.issued_on"), Column("currency", "l.currency", "d.currency"),
            Column("is_return", "l.is_return", """
                (CASE WHEN d.kind = 'return' OR (d.kind = 'reversal' AND (SELECT r.kind FROM invoice r WHERE r.account_id = d.account_id AND r.id = d.reverses_id) = 'return')
                    THEN 1 ELSE 0 END)
                """),
        ], from: "invoice_line l JOIN invoice d ON d.account_id = l.account_id AND d.id = l.invoice_id", row: "d.number")
        try count("invoice_line", row: "CAST(l.invoice_id AS TEXT)", from: """
            invoice_line l WHERE NOT EXISTS (SELECT 1 FROM invoice d WHERE d.account_id = l.account_id AND d.id = l.invoice_id)
            """)
        try compare("payment", [Column("currency", "p.currency", "d.currency")], from: """
            payment p LEFT JOIN invoice d ON d.account_id = p.account_id AND d.id = p.invoice_id
            """, row: "CAST(p.id AS TEXT)")
        try count("document_source", row: "s.source_id", from: """
            document_source s WHERE NOT EXISTS (SELECT 1 FROM invoice d WHERE d.account_id = s.account_id AND d.id = s.document_id AND d.kind = s.kind)
            """)
    }

    private mutating func compareDeliveries() throws {
        try compare("delivery", [
            Column("newest_on", "v.newest_on", "w.newest"), Column("source_system", "v.source_system", "w.source"),
        ], from: """
            delivery v JOIN (
                SELECT f.import_id, MAX(f.day) AS newest,
                    COALESCE((SELECT i.source_system FROM import i WHERE i.id = f.import_id), \(SalesStore.programSource)) AS source
                FROM \(Self.facts) f GROUP BY f.import_id
            ) w ON w.import_id = v.import_id
            """, row: "v.source_system")
        try count("delivery", row: "v.source_system", from: "delivery v WHERE v.import_id NOT IN (SELECT f.import_id FROM \(Self.facts) f)")
        try count("delivery", row: "CAST(f.import_id AS TEXT)", from: "\(Self.facts) f WHERE f.import_id NOT IN (SELECT v.import_id FROM delivery v)")
        try compare("data_source", [
            Column("newest_on", "s.newest_on", "v.newest_on"), Column("delivered_at", "s.delivered_at", "v.delivered_at"),
        ], from: """
            data_source s LEFT JOIN (
                SELECT source_system, MAX(newest_on) AS newest_on, MAX(delivered_at) AS delivered_at FROM delivery GROUP BY source_system
            ) v ON v.source_system = s.source_system
            """, row: "s.source_system")
        try count("data_source", row: "v.source_system", from: "delivery v WHERE v.source_system NOT IN (SELECT source_system FROM data_source)")
    }

    /// The newest day of everything that each run brought.
    private static let facts: SQL = """
        (SELECT import_id, MAX(issued_on) AS day FROM invoice WHERE import_id IS NOT NULL GROUP BY import_id
        UNION ALL SELECT import_id, MAX(ordered_on) FROM sales_order WHERE import_id IS NOT NULL GROUP BY import_id
        UNION ALL SELECT import_id, MAX(paid_on) FROM payment WHERE import_id IS NOT NULL GROUP BY import_id)
        """

    private mutating func compareFacets() throws {
        let counted: SQL = """
            (SELECT 'industry' AS kind, industry AS value, COUNT(*) AS accounts FROM account WHERE industry IS NOT NULL GROUP BY industry
            UNION ALL SELECT 'region', region, COUNT(*) FROM account WHERE region IS NOT NULL GROUP BY region)
            """
        try compare("account_facet", [Column("accounts", "f.accounts", "COALESCE(c.accounts, 0)")], from: """
            account_facet f LEFT JOIN \(counted) c ON c.kind = f.kind AND c.value = f.value
            """, row: "f.value")
        try count("account_facet", row: "c.value", from: """
            \(counted) c WHERE NOT EXISTS (SELECT 1 FROM account_facet f WHERE f.kind = c.kind AND f.value = c.value)
            """)
    }

    private mutating func comparePaths() throws {
        try compare("team", [Column("path", "t.path", "COALESCE(p.path, '/') || CAST(t.id AS TEXT) || '/'")], from: """
            team t LEFT JOIN team p ON p.id = t.parent_id
            """, row: "t.name")
    }
}
