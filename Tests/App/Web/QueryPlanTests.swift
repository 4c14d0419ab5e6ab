import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import TestDatabases
import Testing

@testable import App
@testable import Storage

/// No question of any page reads a large table from end to end or sorts one, on either engine.
@Suite struct QueryPlanTests {
    /// Tables that grow with the business.
    private static let large: Set<String> = [
        "account", "account_summary", "account_other_sales", "account_member", "account_month", "account_score", "account_fact", "activity", "contact", "employment",
        "invoice", "invoice_line", "note", "open_invoice", "order_line", "payment", "sales_order", "name_posting", "search_entry", "search_word",
    ]

    /// What may read or sort more than it shows, by a part of its text, and why.
    private static let allowed: [(part: String, reason: String)] = [
        ("m GROUP BY m.currency", "counts and sums stop at 10,000 rows, and are remembered until something changes"),
        ("SELECT o.currency, SUM(", "sums in further currencies are asked where at most 10,000 accounts match, and are remembered likewise"),
        ("GROUP BY 1", "a grouped list adds up everything that it groups; the page is remembered until something changes"),
        ("account_summary s CROSS JOIN account_month", "sales are added up for at most 10,000 accounts, and remembered until something changes"),
        ("GROUP BY o.currency, 2", "receivables by age are remembered until something changes; the table holds what is unpaid only"),
        ("GROUP BY o.account_id, o.currency", "who owes most is remembered with the page likewise"),
        ("GROUP BY s.name_key HAVING", "names that stand twice are remembered with the page until something changes"),
        ("SUM(s.year_returns)", "sales are added up for at most 10,000 accounts, and remembered until something changes"),
        ("SELECT 1 FROM payment p WHERE p.paid_on <", "stops at the first payment before a day; hardly any lies after the day of a result"),
        ("SUM(o.year_returns)", "sales in further currencies are added up likewise"),
        ("ON f.account_id = s.account_id AND f.facts_version = s.facts_version", "how many accounts changed since the last classification is counted up to a limit"),
        ("s.year_sales < s.year_before", "whose sales fell is looked for among at most 10,000 accounts, and remembered with the page"),
        ("GROUP BY s.tier", "counts per tier are remembered until something changes"),
    ]

    private static func paths(_ code: String) -> [String] {
        let filters = ["", "tier=S,A", "owner=3", "industry=C38", "region=110000", "stage=maintained", "tag=1", "state=fell", "state=unowned", "state=no-next-step", "quiet=45", "quiet=tier", "late=1", "due=7", "q=%E5%8D%8E", "q=haitang"]
        let lists = filters.flatMap { filter in
            ["name", "-name", "-sales", "sales", "-score", "-orders", "-last", "contact"].map { "/accounts?\(filter)&sort=\($0)" }
        }
        return lists + [
            "/", "/receivables", "/receivables?age=overdue", "/receivables?age=60&after=20000.3.12", "/returns", "/accounts?group=tier", "/accounts?group=owner&region=110000", "/accounts?tier=none,S&owner=none", "/accounts?after=n100.3", "/accounts?sort=name&after=tx.3", "/accounts?cols=score,sales,tags", "/accounts/\(code)", "/accounts/\(code)/why",
            "/accounts/\(code)/why?month=3", "/accounts/\(code)/why?with=before", "/accounts/\(code)/documents?overdue=1", "/accounts/\(code)/documents?part=returns", "/accounts/\(code)/documents", "/accounts/\(code)/documents?kind=invoice&from=2026-01-01&to=2026-03-01",
            "/accounts/\(code)/contacts", "/accounts/\(code)/activity", "/accounts/\(code)/activity?show=notes", "/accounts/\(code)/orders", "/accounts/\(code)/edit",
            "/accounts/\(code)/preview", "/accounts/\(code)/cells/next", "/search?q=hai", "/search?q=%E5%8D%8E%E6%B9%9B", "/search?q=19900", "/search?q=CN-1", "/search?q=haitnag rail",
            "/pick/accounts?q=ha", "/pick/products?q=co", "/pick/invoices?account=\(code)&q=CN", "/products", "/policies", "/policies/changes", "/policies.csv", "/settings", "/accounts.csv?tier=S", "/accounts.xlsx?tier=S",
            "/accounts?group=tier", "/accounts?group=owner&tier=S", "/accounts?group=industry", "/accounts?group=region", "/accounts?group=stage",
        ]
    }

    @Test(arguments: TestEngine.available) func questionsUseIndexes(_ engine: TestEngine) async throws {
        let texts = Mutex<Set<String>>([])
        try await SitePreview.withSite(engine, accounts: 60, years: 1, onStatement: { text in _ = texts.withLock { $0.insert(text) } }) { client, app, _ in
            let addresses = try await SiteAddresses.prepare(app, client)
            texts.withLock { $0.removeAll() }
            for signIn in ["admin", "ops", "director-1", "kam", "finance"] {
                let user = try #require(try await app.users().first { $0.signIn == signIn })
                let token = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
                let scope = try await app.database.read { try Scope(of: user, in: $0) }
                let code = try #require(try await app.accounts(limit: 1, within: scope).first?.code)
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token)"]
                // Finance has pages of its own, and no forms of accounts.
                for path in signIn == "finance" ? ["/", "/receivables", "/receivables?age=overdue", "/returns"] : Self.paths(code) {
                    try await client.execute(uri: path, method: .get, headers: headers) { #expect($0.status == .ok, "\(path): \($0.status)") }
                }
                // Every route, whether or not somebody thought of it above.
                for pattern in Address.Pattern.allCases where pattern.isPage && pattern != .signOut {
                    try await client.execute(uri: addresses.path(pattern, code), method: .get, headers: headers) { #expect($0.status != .internalServerError, "\(pattern)") }
                }
            }
            let questions = texts.withLock { $0 }.filter { $0.hasPrefix("SELECT") || $0.hasPrefix("WITH") }.sorted()
            #expect(questions.count > 40)
            print("QueryPlanTests: \(questions.count) questions on \(engine)")
            for question in questions {
                let plan = try await app.database.write { try Self.plan(of: question, in: $0) }
                for line in plan {
                    guard let problem = Self.problem(line, engine, question) else { continue }
                    let isAllowed = Self.allowed.contains { question.contains($0.part) }
                    #expect(isAllowed, "\(problem) in \(question)\n\(plan.joined(separator: "\n"))")
                }
            }
        }
    }

    /// Where many accounts match, every offered order is read from its index: nothing is sorted.
    @Test(arguments: TestEngine.available) func widePagesAreNotSorted(_ engine: TestEngine) async throws {
        let texts = Mutex<Set<String>>([])
        try await engine.withDatabase(onStatement: { text in _ = texts.withLock { $0.insert(text) } }) { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            texts.withLock { $0.removeAll() }
            var filters = [AccountFilter()]
            let changes: [(inout AccountFilter) -> Void] = [
                { $0.tiers = ["S", "A"] }, { $0.owners = [User.ID(3)] }, { $0.industries = ["C38"] }, { $0.regions = ["1"] }, { $0.stages = [.maintained] },
                { $0.state = .unowned }, { $0.state = .fell }, { $0.state = .noNextStep }, { $0.quietSince = Day(number: 1) }, { $0.silentOn = Day(number: 1) }, { $0.query = "科技" },
            ]
            for change in changes {
                var filter = AccountFilter()
                change(&filter)
                filters.append(filter)
            }
            for filter in filters {
                for column in AccountOrder.Column.allCases {
                    for descending in [true, false] {
                        for scope in [Scope.all, .teams([Team.ID(1), Team.ID(2)], User.ID(3))] {
                            _ = try await database.read { connection in
                                try AccountStore.page(
                                    filter, AccountOrder(column, descending: descending), after: nil, size: 50, within: scope, expecting: 50_000, in: connection
                                )
                            }
                        }
                    }
                }
            }
            let questions = texts.withLock { $0 }.filter { $0.hasPrefix("SELECT s.account_id, a.code") }
            #expect(questions.count >= 200)
            for question in questions {
                let plan = try await database.write { try Self.plan(of: question, in: $0) }
                #expect(!plan.contains { $0.contains("TEMP B-TREE") || $0.contains("Sort") }, "\(question)\n\(plan.joined(separator: "\n"))")
            }
        }
    }

    /// The plan as for tables of any size: with values unknown, and with scans and sorts only where nothing else is possible.
    private static func plan(of question: String, in connection: Connection) throws -> [String] {
        guard connection.engine == .postgres else { return try connection.plan(of: SQL(pieces: [.name(question)])) }
        try connection.execute("SET LOCAL enable_seqscan = off")
        try connection.execute("SET LOCAL enable_sort = off")
        try connection.execute("SET LOCAL enable_bitmapscan = off")
        try connection.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        let count = (1...80).last { question.contains("$\($0)") } ?? 0
        try connection.execute(SQL(pieces: [.name("PREPARE planned AS " + question)]))
        let values = Array(repeating: "NULL", count: count).joined(separator: ", ")
        defer { _ = try? connection.execute("DEALLOCATE planned") }
        return try connection.rows(SQL(pieces: [.name("EXPLAIN EXECUTE planned" + (count > 0 ? "(\(values))" : ""))])) { try $0.get(0) }
    }

    private static func problem(_ line: String, _ engine: TestEngine, _ question: String) -> String? {
        let words = line.split(separator: " ").map(String.init)
        switch engine {
        case .sqlite:
            if words.first == "SCAN", words.count > 1, large.contains(table(words[1], question)), !line.contains("USING") || !question.contains("LIMIT") {
                return "full scan of \(words[1])"
            }
        case .postgres:
            if let place = words.firstIndex(of: "Seq"), words.count > place + 3, large.contains(words[place + 3]) { return "full scan of \(words[place + 3])" }
        }
        return nil
    }

    /// The table behind an alias.
    private static func table(_ alias: String, _ question: String) -> String {
        let words = question.split(whereSeparator: { " \n(),".contains($0) }).map(String.init)
        for (index, word) in words.enumerated().dropFirst() where word == alias && ["FROM", "JOIN"].contains(words[max(0, index - 2)]) { return words[index - 1] }
        return alias
    }
}
