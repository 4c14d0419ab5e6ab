import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interface
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// The first page, for every role: its figures are what their lists show, and its doors open.
@Suite struct HomeTests {
    /// Accounts that rose, fell, are new, have no owner or no tier, with late and coming steps, and imports that left rows out.
    private static func disturb(_ app: App, in connection: Connection) throws {
        let today = SitePreview.now.day(in: Organisation.unnamed.zone)
        let ids: [Account.ID] = try connection.rows("SELECT id FROM account ORDER BY id") { try $0.get(0) }
        try connection.execute("UPDATE account_summary SET moved = 0")
        for (index, id) in ids.enumerated() {
            if index % 5 < 3 { try connection.execute("UPDATE account_summary SET moved = \([1, -1, 2][index % 5]) WHERE account_id = \(id)") }
            if index % 7 == 0 { try connection.execute("UPDATE account_summary SET owner_id = NULL WHERE account_id = \(id)") }
            if index % 11 == 0 { try connection.execute("UPDATE account_summary SET tier = NULL, score = -1 WHERE account_id = \(id)") }
            try connection.execute("UPDATE account SET next_step = 'x', next_step_on = \(index % 4 == 0 ? nil : today.advanced(by: index % 12 - 4)) WHERE id = \(id)")
            try AccountStore.setLastContact(index % 6 == 0 ? nil : today.advanced(by: -index * 4), of: id, in: connection)
        }
        for index in 1...5 {
            var tally = ImportTally()
            tally.setAside = index == 2 ? [:] : ["conflict": index]
            let record = ImportRecord(
                id: try connection.newIdentifier("import"), fileName: "f\(index).csv", layout: "x", sourceSystem: "x", status: .running, startedAt: SitePreview.now, tally: tally
            )
            try ImportStore.start(record, by: nil, in: connection)
            try ImportStore.save(tally, status: index == 3 ? .failed : .finished, finishedAt: SitePreview.now, of: record.id, in: connection)
        }
        // Many that left nothing out came later.
        for _ in 1...12 {
            let record = ImportRecord(id: try connection.newIdentifier("import"), fileName: "ok.csv", layout: "x", sourceSystem: "x", status: .finished, startedAt: SitePreview.now, tally: .init())
            try ImportStore.start(record, by: nil, in: connection)
            try ImportStore.save(.init(), status: .finished, finishedAt: SitePreview.now, of: record.id, in: connection)
        }
    }

    /// The first whole number of a text.
    private static func number(_ text: some StringProtocol) -> Int? {
        Int(String(text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "," }.filter(\.isNumber)))
    }

    private static func plain(_ link: Substring) -> String { String(link).replacingOccurrences(of: "&amp;", with: "&") }

    @Test(arguments: TestEngine.available) func everyFigureIsItsList(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { client, app, _ in
            try await app.database.write { try Self.disturb(app, in: $0) }
            var seen: Set<String> = []
            for role in Role.allCases {
                let user = try #require(try await app.users().first { $0.role == role })
                let token = try #require(try await app.signIn(user.signIn, password: DemoCompany.password)?.token)
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=en"]
                func get(_ path: String) async throws -> String {
                    try await client.execute(uri: path, method: .get, headers: headers) { response in
                        #expect(response.status == .ok, "\(role) \(path): \(response.status)")
                        return String(buffer: response.body)
                    }
                }
                let home = try await get("/")
                let content = home[(home.range(of: "<div class=\"content\">")?.lowerBound ?? home.startIndex)...]
                let figures = content.matches(of: /<a class="figure" href="([^"]+)">.*?<span class="value num"><span>([^<]*)<\/span>/).map { (Self.plain($0.1), $0.2) }
                let doors = content.matches(of: /<a class="link num" href="([^"]+)">(?:<span[^>]*>[^<]*<\/span>)?([^<]*)<\/a>/).map { (Self.plain($0.1), $0.2) }
                #expect(figures.count >= 4 && !doors.isEmpty, "\(role): \(figures.count) figures, \(doors.count) doors")
                // What is still to be paid is money: it is compared below.
                for (address, value) in figures + doors where !address.contains("cols=") && !address.hasPrefix("/receivables") && address != "/returns" {
                    seen.insert(address)
                    let page = try await get(address)
                    let title = try #require(page.firstMatch(of: /<h1>(.*?)<\/h1>/)?.1)
                    // Set-aside rows are counted in the table; an empty list says so in words.
                    let shown = address.hasPrefix("/imports") && !value.contains("All")
                        ? page.matches(of: /<td class="n neg">([0-9,]+)<\/td>/).compactMap { Self.number($0.1) }.reduce(0, +) : Self.number(title) ?? 0
                    #expect(Self.number(value) == shown, "\(role) \(address): \(value) but \(title)")
                }
                // Nobody is offered what they may not do.
                for link in Set(content.matches(of: /href="(\/[^"#]*)/).map { Self.plain($0.1) }) { _ = try await get(link) }
            }
            let expected = HomeList.allCases.filter { ![.strategic, .due, .noIndustry, .noRegion].contains($0) }.map(\.address) + [Address.importsWithSetAside.text]
            #expect(seen.isSuperset(of: expected), "\(Set(expected).subtracting(seen))")
        }
    }

    /// Every kind has its turn, one account stands once, and the most at stake comes first.
    @Test func mattersAreRanked() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 40, years: 1) { _, app, _ in
            let accounts = try await app.accounts(limit: 40, within: .all)
            func matter(_ kind: HomeMatter.Kind, _ place: Int, _ minor: Int64?, _ currency: Currency = .cny) -> HomeMatter {
                HomeMatter(kind: kind, account: accounts[place - 1], stake: minor.map { Money(minor: $0, currency) })
            }
            let day = SitePreview.now.day(in: .gmt)
            let all = (1...8).map { matter(.silent, $0, Int64($0) * 1_000) } + [
                matter(.overdue(invoices: 1, oldest: day), 8, 50), matter(.overdue(invoices: 2, oldest: day), 20, 70),
                matter(.fell, 7, 7_000), matter(.fell, 30, nil), matter(.unowned, 40, 900_000, .jpy),
            ]
            let ranked = HomeMatter.ranked(all, base: .cny, limit: 6), ids = ranked.map(\.account.id)
            #expect(ranked.count == 6 && Set(ids).count == 6)
            #expect(ids.contains(accounts[19].id) && ids.contains(accounts[7].id))
            let stakes = ranked.filter { $0.stake?.currency == .cny }.compactMap { $0.stake?.minor }
            #expect(stakes == stakes.sorted(by: >))
            #expect(ranked.last { $0.stake != nil }?.account.id == accounts[39].id)
            // The largest silent account owes too: it stands once, with both reasons.
            let eight = try #require(ranked.first { $0.account.id == accounts[7].id })
            #expect(Set([eight.kind] + eight.others) == [.silent, .overdue(invoices: 1, oldest: day)])
            #expect(HomeMatter.ranked(all, base: .cny, limit: 100).count == 11)
        }
    }

    /// The title says what the accounts that are named bought in the year, added up independently.
    @Test func theTitleAddsUpWhatIsNamed() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 60, years: 2) { client, app, token in
            try await app.database.write { try Self.disturb(app, in: $0) }
            let home = try await client.execute(uri: "/", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=en"]) { String(buffer: $0.body) }
            let panel = try #require(home.range(of: "aria-labelledby=\"work\""))
            let end = home[panel.upperBound...].range(of: "</section>")?.lowerBound ?? home.endIndex
            let codes = Set(home[panel.upperBound..<end].matches(of: /class="acc" href="\/accounts\/([^"\/]+)"/).map { String($0.1) })
            #expect(codes.count > 5)
            let sum = try await app.database.read { connection in
                let end = try #require(try SalesYear.current(in: connection)?.end)
                return try connection.first("""
                    SELECT SUM(l.amount) FROM invoice_line l JOIN account a ON a.id = l.account_id
                    WHERE a.code IN \(list: codes.sorted()) AND l.issued_on >= \(end.adding(months: -12)) AND l.issued_on < \(end)
                    """) { try $0.get(0, as: Int64.self) } ?? 0
            }
            let expected = "\(codes.count) accounts need a look; \(Format.short(Money(minor: sum, .cny), .english)) of 12 months’ sales"
            let title = String(home.firstMatch(of: /<h1>(.*?)<\/h1>/)?.1 ?? "")
            #expect(title == expected, "\(expected)")
        }
    }

    /// What was sold in twelve months and in the twelve before, against a calculation from the lines.
    @Test(arguments: TestEngine.available) func salesOfTheYearAddUp(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 30, years: 3) { _, app, _ in
            try await app.database.read { connection in
                let end = try #require(try SalesYear.current(in: connection)?.end)
                for scope in [Scope.all, .teams([Team.ID(2)], User.ID(0))] {
                    let found = try AccountStore.page(.init(), .standard, after: nil, size: 100, within: scope, in: connection).accounts.map(\.id)
                    func net(_ from: Day, _ to: Day) throws -> Int64 {
                        try connection.first("""
                            SELECT COALESCE(SUM(amount), 0) FROM invoice_line WHERE account_id IN \(list: found) AND issued_on >= \(from) AND issued_on < \(to)
                            """) { try $0.get(0) } ?? 0
                    }
                    let sales = try #require(try SalesStore.yearSales(within: scope, in: connection).first)
                    #expect(sales.net == (try net(end.adding(months: -12), end)) && sales.net > 0)
                    #expect(sales.before == (try net(end.adding(months: -24), end.adding(months: -12))) && sales.before > 0)
                }
            }
        }
    }

    /// A fixed number of questions, however many lists a role has and accounts there are, besides who is asking.
    @Test func thePageAsksFewQuestions() async throws {
        let statements = Mutex<[String]>([])
        try await SitePreview.withSite(.sqlite, accounts: 40, years: 1, onStatement: { text in statements.withLock { $0.append(text) } }) { client, app, _ in
            try await app.database.write { try Self.disturb(app, in: $0) }
            for signIn in ["ops", "director", "kam", "finance"] {
                let token = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token)"]
                statements.withLock { $0 = [] }
                try await client.execute(uri: "/", method: .get, headers: headers) { #expect($0.status == .ok) }
                let asked = statements.withLock { $0 }.filter { $0.contains("account_summary s") || $0.contains("FROM import") }
                #expect((3...12).contains(asked.count), "\(signIn): \(asked)")
            }
        }
    }
}
