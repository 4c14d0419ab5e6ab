import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Every door leads to the number on it: the same days, the same sum, in the company as its demo is made.
@Suite struct DoorTests {
    private static func rows(_ csv: String) -> [[String]] {
        csv.split(separator: "\r\n").map { line in
            // Commas within quotes belong to their value.
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().map { $0 % 2 == 0 ? String($1).replacingOccurrences(of: ",", with: "\n") : String($1) }
            return parts.joined().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
    }

    private static func minor(_ text: String) -> Int64? { FixedDecimal.parse(text.utf8, decimals: 2)?.units }

    /// Minor units of a column, by the name in the header.
    private static func sum(_ csv: String, _ column: String) throws -> Int64 {
        let rows = rows(csv)
        let place = try #require(rows.first?.firstIndex { $0.trimmingCharacters(in: ["\u{FEFF}"]) == column }, "no column \(column)")
        return try rows.dropFirst().reduce(0) { sum, row in
            sum + (row[place].isEmpty ? 0 : try #require(Self.minor(row[place])))
        }
    }

    @Test(arguments: TestEngine.available) func twelveMonthsAreTheSameEverywhere(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 3) { client, app, _ in
            let director = try await SignedIn("director", app, client)
            let list = Self.rows(try await director.get("/accounts.csv?cols=code,sales,gross,returns,total").text)
            var whole: Int64 = 0
            for row in list.dropFirst() {
                let code = row[3]
                let page = try await director.get("/accounts/\(code)").text
                let figure = try #require(page.firstMatch(of: /<a class="figure" href="([^"]+documents[^"]*from=[^"]+)"/)?.1, "\(code)")
                let door = String(figure).replacingOccurrences(of: "&amp;", with: "&")
                let net = try #require(Self.minor(row[4]))
                let file = door.replacingOccurrences(of: "/documents?", with: "/documents.csv?")
                let documents = try Self.sum(try await director.get(file).text, "Amount")
                let months = try Self.sum(try await director.get("/accounts/\(code)/months.csv").text, "Last 12 months")
                let returns = try Self.sum(try await director.get(file + "&part=returns").text, "Amount")
                #expect(documents == net && months == net && returns == Self.minor(row[6]), "\(code)")
                whole += net
            }
            let (totals, home) = try await app.database.read { connection in
                (try AccountStore.totals(.init(), within: .all, in: connection), try SalesStore.yearSales(within: .all, in: connection))
            }
            #expect(totals.netSales.map(\.minor) == [whole] && home.map(\.net) == [whole] && whole > 0)
            let findings = try await app.examine()
            #expect(findings.isHealthy)
        }
    }

    /// What is overdue opens these invoices only, with the days, and their open amounts are the figure.
    @Test(arguments: TestEngine.available) func overdueOpensWhatIsOverdue(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 2) { client, app, _ in
            let finance = try await SignedIn("finance", app, client)
            var met = 0
            for account in try await app.accounts() {
                let known = try await app.database.read { try SalesStore.receivables(of: account.id, on: try #require(try SalesYear.current(in: $0)?.end), in: $0) }
                guard case .known(let list) = known, let one = list.first else { continue }
                met += 1
                let page = try await finance.get("/accounts/\(account.code)").text
                #expect(page.contains("href=\"/accounts/\(account.code)/documents?overdue=1\""))
                let documents = try await finance.get("/accounts/\(account.code)/documents?overdue=1").text
                #expect(documents.contains(one.overdueDocuments == 1 ? "1 invoice overdue" : "\(one.overdueDocuments) invoices overdue"))
                #expect(documents.components(separatedBy: "late</small>").count - 1 == min(50, one.overdueDocuments), "\(account.code)")
                let csv = try await finance.get("/accounts/\(account.code)/documents.csv?overdue=1").text
                let open = try Self.sum(csv, "Open")
                #expect(open == one.overdue && Self.rows(csv).count - 1 == one.overdueDocuments, "\(account.code)")
            }
            #expect(met > 0)
        }
    }

    /// Nobody is praised for paying in time where no due day is known, and what people entered is shown with its doors.
    @Test func theAccountPageShowsWhatWasEntered() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 20, years: 1) { client, app, _ in
            try await app.database.write { connection in
                try connection.execute("UPDATE invoice SET due_on = NULL WHERE account_id = (SELECT id FROM account WHERE code = 'K100002')")
                try connection.execute("""
                    UPDATE account SET next_step = 'Visit the plant', next_step_on = 20590, website = 'https://example.com/a', credit_code = '91350211M000100Y43', size = 'large',
                        parent_id = (SELECT id FROM account WHERE code = 'K100003'), reference_value = 4 WHERE code = 'K100002'
                    """)
                let id = try #require(try AccountStore.identifiers(codes: ["K100002"], in: connection)["K100002"])
                try TagStore.set(["flagship"], of: id, in: connection)
            }
            let manager = try await SignedIn("ops", app, client)
            let page = try await manager.get("/accounts/K100002").text
            #expect(page.contains("the data name no due days") && !page.contains("nothing overdue"))
            for part in ["Visit the plant", "days late", "flagship", "91350211M000100Y43", "example.com/a", "/accounts/K100003", "4 <small>/ 5</small>", "#f-creditCode"] {
                #expect(page.contains(part), "\(part)")
            }
            // The button ends the step, and the end can be taken back.
            let form = try #require(page.range(of: "was_nextStep\""))
            #expect(page[form.lowerBound...].contains("Done"))
            let id = try #require(try await app.account(code: "K100002")?.id.value)
            let done = try await manager.post("/accounts/K100002/edit", [
                ("id", String(id)), ("was_nextStep", "Visit the plant"), ("nextStep", ""), ("was_nextStepOn", Day(number: 20_590).iso), ("nextStepOn", ""),
            ])
            #expect(done.status == .seeOther)
            let after = try await app.database.read { try AccountStore.account(Account.ID(id), in: $0) }
            #expect(after?.nextStep == nil && after?.nextStepOn == nil && after?.website == "https://example.com/a" && after?.referenceValue == 4)
            #expect(try await manager.get("/accounts/K100002").text.contains("No next step planned"))
        }
    }
}
