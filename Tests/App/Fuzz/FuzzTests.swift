import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Scoring
import Storage
import Synchronization
import TestDatabases
import Testing

@testable import App

/// Input that nobody would write is answered. `MAINSTAY_FUZZ` says how many inputs each test tries; the seed is printed.
@Suite struct FuzzTests {
    private static let inputs = ProcessInfo.processInfo.environment["MAINSTAY_FUZZ"].flatMap { Int($0) } ?? 2_000
    private static let seed = ProcessInfo.processInfo.environment["MAINSTAY_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_123

    /// Bytes changed, cut out, repeated and put elsewhere.
    private static func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<random.integer(1...6) where !bytes.isEmpty {
            let place = random.integer(0...(bytes.count - 1)), other = random.integer(0...(bytes.count - 1))
            switch random.integer(0...4) {
            case 0: bytes[place] = UInt8(random.integer(0...255))
            case 1: bytes.removeSubrange(min(place, other)..<min(max(place, other), min(place, other) + 40))
            case 2: bytes.insert(contentsOf: bytes[min(place, other)..<min(max(place, other), min(place, other) + 40)], at: place)
            case 3: bytes.insert(contentsOf: Array(["\u{0}", "'", "\"", "{{", "- - -", "&a *a", "\u{FEFF}", "9999999999999999999999", "%", "💥"][random.integer(0...9)].utf8), at: place)
            default: bytes.swapAt(place, other)
            }
        }
        return bytes
    }

    /// Policies are read or refused with a place, however damaged.
    @Test func policies() {
        print("FuzzTests.policies: seed \(Self.seed), \(Self.inputs) inputs")
        var random = SeededRandom(seed: Self.seed)
        let packs = PolicyPack.all.map { Array($0.document.utf8) }
        for input in 0..<Self.inputs {
            let text = String(decoding: Self.mutated(packs[random.integer(0...(packs.count - 1))], &random), as: UTF8.self)
            if case .problems(let problems) = PolicyDocument.read(text) {
                #expect(!problems.isEmpty && problems.allSatisfy { $0.line >= 1 }, "input \(input) of seed \(Self.seed)")
            }
        }
    }

    /// What is kept as text is read or refused, however damaged: scorecards, measurements and what a check of a file found.
    @Test func keptTexts() async throws {
        print("FuzzTests.keptTexts: seed \(Self.seed), \(Self.inputs) inputs")
        var random = SeededRandom(seed: Self.seed)
        let found = Mutex<[[UInt8]]>([])
        try await SitePreview.withSite(.sqlite, accounts: 6, years: 1) { client, app, _ in
            _ = try await ImportClerk("ops", app, client).check(.accounts, "客户编码,客户名称\nNEW1,\n")
            let texts: [String] = try await app.database.read { connection in
                try ["SELECT scorecard FROM account_score LIMIT 2", "SELECT facts FROM account_fact LIMIT 2", "SELECT review FROM import_draft"].flatMap { (sql: SQL) in
                    try connection.rows(sql) { try $0.get(0, as: String.self) }
                }
            }
            found.withLock { $0 = texts.map { Array($0.utf8) } }
        }
        let kept = found.withLock { $0 }
        try #require(kept.count >= 4)
        guard case .policy(let policy) = PolicyDocument.read(PolicyPack.standard.document) else {
            Issue.record("the standard policy cannot be read")
            return
        }
        let form = ScorecardForm(policy)
        for _ in 0..<Self.inputs {
            let text = String(decoding: Self.mutated(kept[random.integer(0...(kept.count - 1))], &random), as: UTF8.self)
            _ = Scorecard(encoded: text, form: form)
            _ = Scorecard(encoded: text, form: nil)
            for part in text.split(separator: ";") { _ = WindowFacts(encoded: part) }
            _ = try? JSONDecoder().decode(ImportReview.self, from: Data(text.utf8))
        }
    }

    /// An address that was read says the same when it is written and read again.
    @Test func addresses() {
        print("FuzzTests.addresses: seed \(Self.seed), \(Self.inputs) inputs")
        var random = SeededRandom(seed: Self.seed)
        let start = Array("tier=S,A&owner=me,3&industry=C38&q=%E5%8D%8E&state=rose&quiet=45&late=1&sort=-sales&cols=score,sales&group=owner&after=n12.5&view=3".utf8)
        for input in 0..<Self.inputs {
            let query = AccountsQuery(Parameters(formText: String(decoding: Self.mutated(start, &random), as: UTF8.self)))
            let again = AccountsQuery(Parameters(formText: Address.accounts(query).text.split(separator: "?", maxSplits: 1).dropFirst().joined()))
            #expect(again == query, "input \(input) of seed \(Self.seed): \(Address.accounts(query).text)")
        }
    }

    /// Values are values on both engines, whatever they look like; what no text can hold is left out.
    @Test(arguments: TestEngine.available) func values(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { _ = try $0.execute("CREATE TABLE kept (id BIGINT PRIMARY KEY, body TEXT NOT NULL)") }
            var random = SeededRandom(seed: Self.seed)
            print("FuzzTests.values: seed \(Self.seed), \(Self.inputs) inputs")
            let seeds = ["'; DROP TABLE kept; --", "$1 ?1 \\x00 \\.", "名称\u{0}后", "\t\n\r\\N", "\"quoted\" 'too'", "%_[]"].map { Array($0.utf8) }
            for part in stride(from: 0, to: Self.inputs, by: 200) {
                let texts = (0..<200).map { _ in String(decoding: Self.mutated(seeds[random.integer(0...(seeds.count - 1))], &random), as: UTF8.self) }
                let first = Int64(part)
                try await database.write { connection in
                    for (index, text) in texts.prefix(100).enumerated() {
                        try connection.execute("INSERT INTO kept (id, body) VALUES (\(first + Int64(index)), \(text))")
                    }
                    try connection.insert(into: Table("kept", "id", "body"), texts.dropFirst(100).enumerated().map { [(first + 100 + Int64($0)).sqlValue, .text($1)] })
                }
                let kept = try await database.read { try $0.rows("SELECT body FROM kept WHERE id >= \(first) AND id < \(first + 200) ORDER BY id") { try $0.get(0, as: String.self) } }
                let expected = texts.map { String(decoding: $0.utf8.filter { $0 != 0 }, as: UTF8.self) }
                #expect(kept == expected, "part \(part) of seed \(Self.seed)")
            }
        }
    }

    /// No path, query, header or form breaks anything: nothing is answered with 500.
    @Test(arguments: TestEngine.available) func requests(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 8, years: 1) { client, app, token in
            print("FuzzTests.requests: seed \(Self.seed), \(Self.inputs) inputs")
            var random = SeededRandom(seed: Self.seed)
            let patterns = Address.Pattern.allCases.filter { ![.signIn, .signOut, .reset, .password, .sessions].contains($0) }
            let form = Array("name=x&body=x&kind=call&happenedOn=2026-01-01&owner=3&nextStep=x&number=1&l0.product=P&l0.quantity=1&l0.price=1&do=tag&tag=x&id=1&all=1&to=/x".utf8)
            let query = Array("q=a&after=n1.1&sort=-sales&month=3&kind=invoice&from=2026-01-01&to=2026-02-01&before=1.1&cols=score&group=tier&limit=3&column=next".utf8)
            for input in 0..<Self.inputs {
                let pattern = patterns[random.integer(0...(patterns.count - 1))]
                let parts = ["K100001", "1", "999999999999999999999", "%00", "%F0%9F%92%A5", "..%2f..%2fetc%2fpasswd", "-1", "columns", "accounts", "%E5%8D%8E"]
                let path = pattern.rawValue.split(separator: "/", omittingEmptySubsequences: false)
                    .map { $0.hasPrefix("{") ? parts[random.integer(0...(parts.count - 1))] : String($0) }.joined(separator: "/")
                func text(_ bytes: [UInt8]) -> String {
                    String(decoding: Self.mutated(bytes, &random).map { (33...126).contains($0) ? $0 : UInt8(ascii: "%") }, as: UTF8.self)
                }
                let isPost = random.integer(0...2) == 0
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=\(random.integer(0...1) == 0 ? "en" : "x")"]
                let body = "token=\(SessionStore.formToken(token))&" + text(form)
                try await client.execute(
                    uri: path + "?" + text(query), method: isPost ? .post : .get, headers: headers, body: isPost ? ByteBuffer(string: body) : nil
                ) { #expect($0.status != .internalServerError, "input \(input) of seed \(Self.seed): \(isPost ? "POST" : "GET") \(path) \(body)") }
            }
            #expect(try await app.examine().accounts.isEmpty)
        }
    }
}
