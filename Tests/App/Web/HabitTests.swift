import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interface
import Storage
import TestDatabases
import Testing

@testable import App

/// What scripts and browsers rely on beyond the markup of a page.
@Suite struct HabitTests {
    private func headers(_ token: String, _ more: HTTPFields = [:]) -> HTTPFields {
        var headers = more
        headers[.cookie] = "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=en"
        return headers
    }

    private func part() throws -> HTTPFields { [try #require(HTTPField.Name("X-Part")): "1"] }

    /// A script that asks for a part of a page without a session must not put the sign-in into a cell.
    @Test(arguments: ["/search?part=1&q=a", "/pick/accounts?q=a", "/accounts/K100001/cells/next", "/accounts/K100001/preview", "/accounts"])
    func partsForStrangersAreRefused(_ path: String) async throws {
        let part = try part()
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, _, _ in
            try await client.execute(uri: path, method: .get, headers: part) { #expect($0.status == .unauthorized, "\(path)") }
            try await client.execute(uri: path, method: .get) { #expect($0.status == .seeOther, "\(path)") }
        }
    }

    /// The answer to a changed cell brings the way back along; one that changed nothing does not.
    @Test(arguments: TestEngine.available) func changedCellsCanBeTakenBack(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, _, session in
            let token = SessionStore.formToken(session)
            func save(_ text: String) async throws -> String {
                let form = try await client.execute(uri: "/accounts/K100001/cells/next", method: .get, headers: headers(session)) { String(buffer: $0.body) }
                let was = form.matches(of: /name="(was_\w+)" value="([^"]*)"/).map { "\($0.1)=\(Address.encode(String($0.2).replacing("&#39;", with: "'").replacing("&amp;", with: "&")))" }
                let body = (["token=\(token)", "nextStep=\(text)", "nextStepOn="] + was).joined(separator: "&")
                return try await client.execute(
                    uri: "/accounts/K100001/cells/next", method: .post, headers: headers(session), body: ByteBuffer(string: body)
                ) { response in
                    #expect(response.status == .ok)
                    return String(buffer: response.body)
                }
            }
            let changed = try await save("Call")
            #expect(changed.contains("Call") && changed.contains("class=\"toast\"") && changed.contains("action=\"/undo/"))
            #expect(try await !save("Call").contains("toast"))
        }
    }

    /// Browsers that ask get packed pages; unpacked they are the same, and nobody else gets them.
    @Test(arguments: TestEngine.available) func pagesArePackedForWhoAsks(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 24, years: 1) { client, _, session in
            // Twice, because the second answer is the remembered one.
            for _ in 1...2 {
                let plain = try await client.execute(uri: "/accounts", method: .get, headers: headers(session)) { response in
                    #expect(response.headers[.contentEncoding] == nil && response.headers[.vary] == "Accept-Encoding")
                    return Array(buffer: response.body)
                }
                try await client.execute(uri: "/accounts", method: .get, headers: headers(session, [.acceptEncoding: "gzip, deflate, br"])) { response in
                    #expect(response.headers[.contentEncoding] == "gzip")
                    let packed = Array(buffer: response.body)
                    #expect(packed.starts(with: [0x1F, 0x8B]) && packed.count < plain.count / 4)
                    // The last four bytes of a gzip file are its unpacked size.
                    let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
                    #expect(size == plain.count)
                }
            }
            for refused in ["identity", "gzip;q=0"] {
                try await client.execute(uri: "/accounts", method: .get, headers: headers(session, [.acceptEncoding: refused])) { response in
                    #expect(response.headers[.contentEncoding] == nil)
                }
            }
        }
    }

    /// Pages differ in how they write the token, and take each other's; another session's is refused.
    @Test func formTokensAreMasked() throws {
        let own = SessionStore.formSecret("own"), other = SessionStore.formSecret("other")
        let (one, two) = (own.masked(for: "/accounts?q=a"), own.masked(for: "/accounts?q=b"))
        #expect(one != two && one.suffix(64) != two.suffix(64))
        for sent in [one, two, one.uppercased()] { #expect(own.matches(sent) && !other.matches(sent)) }
        for wrong in [nil, "", String(one.dropLast()), String(one.dropLast(2)), one + "00", String(one.dropLast(2)) + "zz", String(repeating: "0", count: 128)] {
            #expect(!own.matches(wrong), "\(wrong ?? "nothing")")
        }
    }

    /// From anywhere to the form of one account.
    @Test(arguments: TestEngine.available) func loggingAsksForTheAccount(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, _, session in
            try await client.execute(uri: "/log?account=K100001", method: .get, headers: headers(session)) { response in
                #expect(response.status == .seeOther && response.headers[.location] == "/accounts/K100001/activity#log")
            }
            try await client.execute(uri: "/log", method: .get, headers: headers(session)) { response in
                #expect(response.status == .ok && String(buffer: response.body).contains("/accounts/K100001/activity#log"))
            }
            try await client.execute(uri: "/log?account=nobody%20at%20all", method: .get, headers: headers(session)) { response in
                #expect(String(buffer: response.body).contains("nobody at all"))
            }
        }
    }

    /// The months of the chart and the results over time are files too, with or without the mark of UTF-8.
    @Test(arguments: TestEngine.available, ["months", "tiers"]) func tablesAreFiles(_ engine: TestEngine, _ table: String) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 2) { client, _, session in
            func rows(_ query: String) async throws -> [UInt8] {
                try await client.execute(uri: "/accounts/K100001/\(table).csv\(query)", method: .get, headers: headers(session)) { response in
                    #expect(response.status == .ok)
                    return Array(buffer: response.body)
                }
            }
            let marked = try await rows(""), plain = try await rows("?bom=0")
            #expect(marked.starts(with: Answer.mark) && Array(marked.dropFirst(3)) == plain)
            let page = try await client.execute(uri: table == "months" ? "/accounts/K100001" : "/accounts/K100001/why", method: .get, headers: headers(session)) {
                String(buffer: $0.body)
            }
            let lines = String(decoding: plain, as: UTF8.self).split(whereSeparator: \.isNewline)
            #expect(table == "months" ? (13...14).contains(lines.count) : lines.count > 1)
            #expect(page.contains("/accounts/K100001/\(table).csv"))
        }
    }

    /// The list's file, which is streamed, knows the same.
    @Test func theListKnowsTheMark() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, _, session in
            for (query, isMarked) in [("", true), ("?bom=1", true), ("?bom=0", false)] {
                try await client.execute(uri: "/accounts.csv" + query, method: .get, headers: headers(session)) { response in
                    #expect(Array(buffer: response.body).starts(with: Answer.mark) == isMarked, "\(query)")
                }
            }
        }
    }
}
