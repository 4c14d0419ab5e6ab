import Basics
import Foundation
import GroundTruth
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// What the accounts list says: groups, filters, currencies, people, tags, exports.
@Suite struct ListTests {
    /// The invented company with what it lacks: an account that also buys in dollars, and accounts without tier, owner, industry and region.
    private func withCompany(_ engine: TestEngine, _ body: @escaping @Sendable (any TestClientProtocol, App) async throws -> Void) async throws {
        try await SitePreview.withSite(engine, accounts: 30, years: 1) { client, app, _ in
            let finance = try await Visiting("finance", app, client)
            let product = try await app.database.read { try ProductStore.products(in: nil, after: nil, limit: 1, in: $0).first?.code }
            let booked = try await finance.post("/accounts/K100002/documents/new", [
                ("kind", "invoice"), ("number", "USD-1"), ("issuedOn", "2026-05-20"), ("currency", "USD"), ("rows", "4"),
                ("l0.product", product ?? ""), ("l0.quantity", "100"), ("l0.price", "100"), ("l0.cost", "20"),
            ])
            #expect(booked.status == .seeOther)
            try await app.database.write { connection in
                try connection.execute("UPDATE account_summary SET tier = NULL, industry = NULL WHERE account_id IN (SELECT id FROM account WHERE code IN ('K100003', 'K100004'))")
                try connection.execute("UPDATE account_summary SET owner_id = NULL, region = NULL WHERE account_id IN (SELECT id FROM account WHERE code IN ('K100005'))")
            }
            try await body(client, app)
        }
    }

    /// A group is a door to its list: as many accounts, the same sums, no value twice, and nobody is left out.
    @Test(arguments: TestEngine.available) func groupsEqualTheListsBehindThem(_ engine: TestEngine) async throws {
        try await withCompany(engine) { client, app in
            let director = try await Visiting("director", app, client)
            for group in AccountGroup.allCases {
                let (groups, all) = try await app.database.read { connection in
                    (try AccountStore.groups(group, AccountFilter(), within: .all, in: connection), try AccountStore.totals(AccountFilter(), within: .all, in: connection))
                }
                #expect(Set(groups.map(\.value)).count == groups.count, "\(group) twice")
                #expect(groups.reduce(0) { $0 + $1.accounts } == all.accounts)
                let page = try await director.get("/accounts?group=\(group.rawValue)")
                #expect(page.text.contains("<h1>\(groups.count) groups by"))
                for one in groups {
                    let query = AccountsQuery(Parameters([(group.rawValue, one.value ?? "none")]))
                    let totals = try await app.database.read { try AccountStore.totals(query.filter, within: .all, in: $0) }
                    #expect(totals.accounts == one.accounts, "\(group) \(one.value ?? "none")")
                    #expect(totals.orders == one.orders)
                    #expect(Dictionary(uniqueKeysWithValues: totals.netSales.map { ($0.currency, $0.minor) }) == one.netSales, "\(group) \(one.value ?? "none")")
                    #expect(page.text.contains("href=\"\(Address.accounts(query).text)\""), "\(group) \(one.value ?? "none") has no door")
                }
            }
            // Filters in force are kept and seen.
            let filtered = try await director.get("/accounts?group=industry&tier=none")
            #expect(filtered.text.contains("<h1>1 group") && filtered.text.contains("chip on"))
            #expect(try await director.get("/accounts?group=industry&q=nobody").text.contains("data-kind=\"filtered\""))
        }
    }

    @Test(arguments: TestEngine.available) func everyCurrencyIsCounted(_ engine: TestEngine) async throws {
        try await withCompany(engine) { client, app in
            let director = try await Visiting("director", app, client)
            let list = try await director.get("/accounts?sort=name")
            // In the title, in the sum over what matches, in the row and in its preview.
            #expect(list.text.contains(" + US$10,000") && list.text.contains("US$10,000.00"))
            #expect(list.text.components(separatedBy: "US$10").count >= 4)
            #expect(try await director.get("/accounts/K100002/preview").text.contains("US$10,000.00"))
            #expect(try await director.get("/accounts.csv").text.contains("USD 10000.00"))
            #expect(try await director.get("/accounts.csv?group=tier").text.contains("Net sales, 12 months USD"))
            #expect(try await app.examine().accounts.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available) func aStepWithoutADayIsAStep(_ engine: TestEngine) async throws {
        try await withCompany(engine) { _, app in
            let without = try await app.database.write { connection in
                try connection.execute("UPDATE account SET next_step = 'Call them', next_step_on = NULL WHERE code = 'K100001'")
                try connection.execute("UPDATE account SET next_step = NULL, next_step_on = 20600 WHERE code = 'K100002'")
                var filter = AccountFilter()
                filter.state = .noNextStep
                return try AccountStore.page(filter, .standard, after: nil, size: 50, within: .all, in: connection).accounts.map(\.code)
            }
            #expect(!without.contains("K100001") && without.contains("K100002"))
        }
    }

    /// A tag that only others' accounts have is told to nobody.
    @Test(arguments: TestEngine.available) func tagsAreOfAccountsWithinReach(_ engine: TestEngine) async throws {
        try await withCompany(engine) { client, app in
            let user = try #require(try await app.users().first { $0.signIn == "kam" })
            try await app.database.write { connection in
                let scope = try Scope(of: user, in: connection)
                let own = try AccountStore.page(.init(), .standard, after: nil, size: 50, within: scope, in: connection).accounts.map(\.id)
                let all = try AccountStore.page(.init(), .standard, after: nil, size: 50, within: .all, in: connection).accounts.map(\.id)
                try TagStore.set(["mine"], of: try #require(own.first), in: connection)
                try TagStore.set(["secret"], of: try #require(all.first { !own.contains($0) }), in: connection)
            }
            let page = try await Visiting("kam", app, client).get("/accounts")
            #expect(page.text.contains("mine") && !page.text.contains("secret"))
            #expect(try await Visiting("ops", app, client).get("/accounts").text.contains("secret"))
        }
    }

    /// Accounts go to active people whose role owns some, also to those who own none yet; an empty choice is none.
    @Test(arguments: TestEngine.available) func accountsGoToPeopleWhoMayOwn(_ engine: TestEngine) async throws {
        try await withCompany(engine) { client, app in
            let users = try await app.users()
            let ops = try #require(users.first { $0.signIn == "ops" }), viewer = try #require(users.first { $0.role == .viewer })
            let gone = try #require(users.last { $0.role == .keyAccountManager })
            try await app.database.write { connection in
                try connection.execute("UPDATE account_summary SET owner_id = \(ops.id) WHERE account_id = (SELECT id FROM account WHERE code = 'K100006')")
                try connection.execute("UPDATE account SET owner_id = \(ops.id) WHERE code = 'K100006'")
                try UserStore.setDisabled(true, gone.id, at: SitePreview.now, in: connection)
            }
            let owners = try await app.database.read { try AccountStore.owners(within: .all, in: $0) }
            #expect(owners.contains { $0.id == ops.id && $0.owns && $0.isAssignable })
            #expect(!owners.contains { $0.id == gone.id && $0.isAssignable } && !owners.contains { $0.id == viewer.id })
            #expect(users.filter { $0.role == .keyAccountManager && !$0.isDisabled && $0.id != gone.id }.allSatisfy { user in owners.contains { $0.id == user.id && $0.isAssignable } })
            let director = try await Visiting("director", app, client)
            #expect(try await director.get("/accounts?group=owner").text.contains(ops.englishName ?? ops.name))
            let owner = { try await app.account(code: "K100006")?.ownerID }
            let id = try #require(try await app.account(code: "K100006")?.id)
            for refused in ["", viewer.name, gone.name, "nobody of that name"] {
                let answer = try await director.post("/accounts/bulk", [("id", String(id.value)), ("query", "q=K100006"), ("do", "assign"), ("to", refused)])
                #expect(answer.status == .unprocessableContent && answer.text.contains("name=\"id\" value=\"\(id.value)\" checked"), "\(refused)")
                #expect(try await owner() == ops.id, "\(refused)")
            }
            _ = try await director.post("/accounts/bulk", [("id", String(id.value)), ("query", ""), ("do", "unassign")])
            #expect(try await owner() == nil)
        }
    }

    /// Files hold the chosen columns in their order, the code where it was put, and groups in their groups.
    @Test(arguments: TestEngine.available) func filesHoldWhatIsSeen(_ engine: TestEngine) async throws {
        try await withCompany(engine) { client, app in
            let director = try await Visiting("director", app, client)
            let csv = try await director.get("/accounts.csv?cols=orders,code,sales")
            #expect(csv.text.contains("Account,Full name,Tier,\"Orders, all time\",Code,\"Net sales, 12 months\",Currency,\"Net sales in other currencies, 12 months\"\r\n"))
            #expect(csv.text.split(separator: "\r\n").count == 31)
            let groups = try await director.get("/accounts.csv?group=tier")
            #expect(groups.text.contains("Tier,Accounts,\"Net sales, 12 months CNY\",\"Net sales, 12 months USD\",\"Orders, all time\""))
            let (listed, grouped) = (try await director.get("/accounts.xlsx"), try await director.get("/accounts.xlsx?group=tier"))
            #expect(listed.status == .ok && grouped.status == .ok && grouped.size < listed.size)
            let ids = try await app.database.read { try $0.rows("SELECT id FROM account ORDER BY id LIMIT 2") { try $0.get(0, as: Int64.self) } }
            let chosen = try await director.post("/accounts/bulk", ids.map { ("id", String($0)) } + [("query", ""), ("do", "csv")])
            #expect(chosen.text.split(separator: "\r\n").count == 3)
            #expect(try await director.post("/accounts/bulk", [("id", String(ids[0])), ("query", ""), ("do", "xlsx")]).text.hasPrefix("PK"))
        }
    }

    @Test func whatIsNotThereIsSaidWithinTheFrame() async throws {
        try await withCompany(.sqlite) { client, app in
            let kam = try await Visiting("kam", app, client)
            for path in ["/nothing", "/accounts/NOBODY", "/people"] {
                let page = try await kam.get(path)
                #expect(page.status == .notFound && page.text.contains("class=\"sidebar\""), "\(path)")
            }
            _ = try await app.database.write { try $0.execute("DELETE FROM account_member") }
            #expect(try await kam.get("/accounts").text.contains("data-kind=\"rights\""))
            let viewer = try await Visiting("viewer", app, client)
            #expect(try await viewer.get("/accounts?q=nobody").text.contains("data-kind=\"filtered\""))
        }
    }

    /// An earlier run's scorecard is kept and has its address.
    @Test func earlierScorecardsAreKept() async throws {
        try await withCompany(.sqlite) { client, app in
            let director = try await Visiting("director", app, client)
            let runs = try await app.database.read { try PolicyStore.history(of: try #require(try AccountStore.summary(code: "K100001", within: .all, in: $0)?.id), limit: 9, in: $0) }
            let first = try #require(runs.first)
            #expect(try await director.get("/accounts/K100001/why?run=\(first.run.value)").text.contains("R-\(first.run.value)<"))
            #expect(try await director.get("/accounts/K100001/why?run=999999").status == .notFound)
        }
    }
}

/// Somebody signed in who reads pages in English and fills in forms.
struct Visiting: Sendable {
    private let client: any TestClientProtocol
    private let headers: HTTPFields
    private let token: String

    init(_ signIn: String, _ app: App, _ client: any TestClientProtocol) async throws {
        let session = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
        self.client = client
        headers = [.cookie: "\(Site.sessionCookie)=\(session); \(Site.languageCookie)=en"]
        token = SessionStore.formToken(session)
    }

    func get(_ path: String) async throws -> (status: HTTPResponse.Status, text: String, size: Int) {
        try await client.execute(uri: path, method: .get, headers: headers) { ($0.status, String(buffer: $0.body), $0.body.readableBytes) }
    }

    /// Where a page leads to at once; empty when it is shown.
    func location(_ path: String) async throws -> String {
        try await client.execute(uri: path, method: .get, headers: headers) { $0.headers[.location] ?? "" }
    }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> (status: HTTPResponse.Status, location: String, text: String) {
        let body = (fields + [("token", token)]).map { "\($0)=\(Address.encode($1))" }.joined(separator: "&")
        return try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) {
            ($0.status, $0.headers[.location] ?? "", String(buffer: $0.body))
        }
    }
}
