import Basics
import Storage

extension AccountStore {
    /// Inserts accounts with their summaries, members, external codes and search index.
    static func insert(
        _ accounts: [(account: Account, codes: [ExternalCode])], prepared: PreparedTexts = .none, importID: Int64?, at now: Timestamp,
        in connection: Connection
    ) throws {
        try connection.insert(into: accountTable, accounts.map { row($0.account, importID, now) })
        let parts = accounts.map { searchedNames(of: $0.account).map { prepared[$0] } }
        let texts = parts.map(SearchableTexts.init)
        try connection.insert(into: summaryTable, zip(accounts, texts).map { entry, texts in
            summaryRow(entry.account, texts, sortKey: prepared.sortKey(of: entry.account.displayName(english: false)))
        })
        let members = accounts.compactMap { entry in
            entry.account.ownerID.map { [$0.sqlValue, entry.account.id.sqlValue, SQLValue.text("owner")] }
        }
        try connection.insert(into: Table("account_member", "user_id", "account_id", "role"), members)
        try connection.insert(into: Table("account_code", "source_system", "source_id", "account_id"), accounts.flatMap { entry in
            entry.codes.map { [.text($0.system), .text($0.code), entry.account.id.sqlValue] }
        })
        try insertGrams(zip(accounts, texts).map { (id: $0.account.id, texts: $1) }, in: connection)
        try SearchIndex.learn(accounts.flatMap { names(of: $0.account).dropFirst().map { prepared[$0].folded } }, in: connection)
        try countFacets(accounts.map(\.account), in: connection)
    }

    /// An account's name in another system.
    public struct ExternalCode: Sendable, Hashable {
        public var system: String
        public var code: String

        public init(system: String, code: String) {
            self.system = system
            self.code = code
        }
    }

    private static let accountTable = Table(
        "account", "id", "code", "name", "short_name", "english_name", "industry", "region", "size", "stage", "owner_id",
        "team_id", "parent_id", "reference_value", "customer_since", "credit_code", "website", "next_step", "next_step_on", "import_id",
        "created_at"
    )

    private static func row(_ account: Account, _ importID: Int64?, _ now: Timestamp) -> [SQLValue] {
        [
            account.id.sqlValue, .text(account.code), .text(account.name), account.shortName.sqlValue,
            account.englishName.sqlValue, account.industry.sqlValue, account.region.sqlValue, account.size.sqlValue,
            .text(account.stage.rawValue), account.ownerID.sqlValue, account.teamID.sqlValue, account.parentID.sqlValue,
            account.referenceValue.sqlValue, account.customerSince.sqlValue, account.creditCode.sqlValue, account.website.sqlValue,
            account.nextStep.sqlValue, account.nextStepOn.sqlValue, importID.sqlValue, now.sqlValue,
        ]
    }

    private static let summaryTable = Table(
        "account_summary", "account_id", "name_key", "search_text", "owner_id", "team_id", "industry", "region", "stage"
    )

    private static func summaryRow(_ account: Account, _ texts: SearchableTexts, sortKey: String) -> [SQLValue] {
        [
            account.id.sqlValue, .text(sortKey), .text(texts.joined), account.ownerID.sqlValue, account.teamID.sqlValue,
            account.industry.sqlValue, account.region.sqlValue, .text(account.stage.rawValue),
        ]
    }

    static func insertGrams(of accounts: [Account], in connection: Connection) throws {
        try insertGrams(accounts.map { (id: $0.id, texts: SearchableTexts(searchedNames(of: $0))) }, in: connection)
    }

    static func insertGrams(_ accounts: [(id: Account.ID, texts: SearchableTexts)], in connection: Connection) throws {
        try Postings.change(.account, adding: accounts.map { ($0.id.value, $0.texts.grams) }, in: connection)
    }

    /// Takes accounts out of the index; what was entered follows from `search_text`, which must still be that of before.
    static func removeGrams(of accounts: [Account.ID], in connection: Connection) throws {
        let entered = try keptNames(accounts.map(\.value), in: connection)
        try Postings.change(.account, removing: entered.map { ($0.id, SearchableTexts(joined: $0.kept).grams) }, in: connection)
    }

    /// What an account is called; its code first.
    static func names(of account: Account) -> [String] {
        [account.code, account.name, account.shortName, account.englishName].compactMap(\.self)
    }

    /// What an account is found by.
    static func searchedNames(of account: Account) -> [String] { names(of: account) + [account.creditCode].compactMap(\.self) }

    static func searchText(of account: Account) -> String { SearchableTexts(searchedNames(of: account)).joined }

    static func countFacets(_ accounts: [Account], by step: Int = 1, in connection: Connection) throws {
        var counts: [[String]: Int] = [:]
        for account in accounts {
            if let industry = account.industry { counts[["industry", industry], default: 0] += step }
            if let region = account.region { counts[["region", region], default: 0] += step }
        }
        for (key, count) in counts.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            try connection.execute("""
                INSERT INTO account_facet (kind, value, accounts) VALUES (\(key[0]), \(key[1]), \(count))
                ON CONFLICT (kind, value) DO UPDATE SET accounts = account_facet.accounts + excluded.accounts
                """)
        }
    }

    /// The values that a filter may offer: everybody sees only values of accounts they may see.
    public static func facets(within scope: Scope, in connection: Connection) throws -> [Facet: [String]] {
        let kinds = [Facet.industry.rawValue, Facet.region.rawValue]
        let visible = AccountFilter().conditions(within: scope)
        let values: SQL = switch scope {
        case .all: "SELECT kind, value FROM account_facet WHERE kind IN \(list: kinds) AND accounts > 0"
        default: """
            SELECT DISTINCT \(kinds[0]) AS kind, s.industry AS value FROM account_summary s WHERE \(visible) AND s.industry IS NOT NULL
            UNION ALL SELECT DISTINCT \(kinds[1]), s.region FROM account_summary s WHERE \(visible) AND s.region IS NOT NULL
            """
        }
        var facets: [Facet: [String]] = [:]
        try connection.forEach("SELECT f.kind, f.value FROM (\(values)) f ORDER BY f.value") { row in
            guard let facet = Facet(rawValue: try row.get(0)) else { return }
            facets[facet, default: []].append(try row.get(1))
        }
        return facets
    }

    public enum Facet: String, Sendable { case industry, region }

    /// Writes the tiers and scores of a classification into the list, where they are others than before: those that the run has kept.
    /// - Parameters:
    ///   - tiers: from the highest to the lowest.
    ///   - keepsMoves: an account that stays in its tier keeps the move that an earlier run of the day has said.
    static func setTiers(
        ofRun run: ClassificationRun.ID, tiers: [String], keepsMoves: Bool, in connection: Connection
    ) throws {
        func place(_ column: SQL) -> SQL {
            let places = tiers.enumerated().map { index, code -> SQL in "WHEN \(column) = \(code) THEN CAST(\(index) AS INTEGER)" }
            return "CASE \(SQL.joined(places, separator: " ")) END"
        }
        let stayed: SQL = keepsMoves ? "account_summary.moved" : "0"
        try connection.execute("""
            UPDATE account_summary SET tier = x.tier, score = x.score, provisional = x.provisional, moved = COALESCE(x.moved, \(stayed))
            FROM (
                SELECT s.account_id, s.tier, s.score, s.provisional, CASE
                    WHEN s.previous_tier IS NULL THEN 2
                    WHEN \(place("s.tier")) < \(place("s.previous_tier")) THEN 1
                    WHEN \(place("s.tier")) > \(place("s.previous_tier")) THEN -1
                END AS moved
                FROM account_score s WHERE s.run_id = \(run)
            ) x
            WHERE x.account_id = account_summary.account_id AND NOT (COALESCE(account_summary.tier, '') = x.tier
                AND account_summary.score = x.score AND account_summary.provisional = x.provisional
                AND account_summary.moved = COALESCE(x.moved, \(stayed)))
            """)
        guard !keepsMoves else { return }
        // Of whom the run has kept nothing, nothing has moved.
        try connection.execute("""
            UPDATE account_summary SET moved = 0
            WHERE moved <> 0 AND account_id NOT IN (SELECT account_id FROM account_score WHERE run_id = \(run))
            """)
    }
}
