import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Interface
import Storage
import TestDatabases
import Testing

@testable import App

/// What the search box finds, for whom and why, on both engines.
@Suite struct SearchTests {
    private static func visit(_ signIn: String, _ app: App, english: Bool = true) async throws -> Context {
        let token = try #require(try await app.signIn(signIn, password: DemoCompany.password)?.token)
        let hash = SessionStore.hash(token)
        let visitor = try #require(try await app.database.read { try Visitor(tokenHash: hash, in: $0) })
        let language = english ? Language.english : .simplifiedChinese
        let head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: [.cookie: "\(Site.languageCookie)=\(language.rawValue)"])
        return Context(Asked(Request(head: head, body: .init(buffer: ByteBuffer()))), visitor, at: SitePreview.now, toast: nil, files: app.files)
    }

    private static func find(_ query: String, only: SearchKind? = nil, _ visit: Context, _ app: App) async throws -> [Search.Group] {
        try await app.database.read { try Search(query, only: only, visit).groups(in: $0) }
    }

    /// Whatever the number of other people's contacts, one's own are found, and only those.
    @Test(arguments: TestEngine.available) func contactsAreFoundWithinReach(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 90, years: 1) { _, app, _ in
            for signIn in try await app.users().filter({ [.keyAccountManager, .director].contains($0.role) }).map(\.signIn) {
                let visit = try await Self.visit(signIn, app)
                let own = try await app.database.read { connection in
                    try connection.rows("""
                        SELECT DISTINCT e.contact_id FROM employment e JOIN account a ON a.id = e.account_id WHERE \(visit.scope.condition(account: "a.id", team: "a.team_id"))
                        """) { try $0.get(0, as: Int64.self) }.count
                }
                for query in ["199", "199 0000", "+86 199 00", "example"] {
                    let found = try await Self.find(query, only: .contacts, visit, app).first { $0.kind == .contacts }
                    #expect(found?.count ?? 0 == min(own, Search.countLimit + 1), "\(signIn) \(query)")
                }
            }
        }
    }

    /// A word that no name has leads to the names that it may have meant, in every group.
    @Test(arguments: TestEngine.available) func typingErrorsAreForgiven(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            try await app.database.write { connection in
                let account = try #require(try AccountStore.identifiers(codes: ["K100001"], in: connection)["K100001"])
                let contact = Contact(id: try connection.newIdentifier("contact"), name: "顾知远", englishName: "Gu Zhiyuanna", phone: "021-5888 1234")
                try ContactStore.insert([(contact, account)], at: SitePreview.now, in: connection)
                let product = Product(id: try connection.newIdentifier("product"), code: "zz-77", name: "调心轴承", englishName: "Bearingulum")
                try ProductStore.insert([product], importID: nil, in: connection)
                try SearchIndex.learn(["hengche"], in: connection)
            }
            let visit = try await Self.visit("ops", app)
            for (query, kind, title) in [
                ("bearngulum", SearchKind.products, "Bearingulum"), ("Zhiyuanan", .contacts, "Gu Zhiyuanna"), ("gu zhiyunna", .contacts, "Gu Zhiyuanna"),
                ("ZZ-7", .products, "Bearingulum"), ("021 58881234", .contacts, "Gu Zhiyuanna"), ("+86 21 5888 1234", .contacts, "Gu Zhiyuanna"),
                ("0086 21 58881234", .contacts, "Gu Zhiyuanna"), ("８６-21-58881234", .contacts, "Gu Zhiyuanna"), ("guzhiyuan", .contacts, "Gu Zhiyuanna"), ("gzy", .contacts, "Gu Zhiyuanna"), ("調心", .products, "Bearingulum"),
            ] {
                let found = try await Self.find(query, visit, app).first { $0.kind == kind }
                #expect(found?.hits.contains { $0.title == title } == true, "\(query): \(found?.hits.map(\.title) ?? [])")
            }
            #expect(try await app.database.read { try SearchIndex.corrections(of: "zhengce", in: $0) }.isEmpty)
            #expect(try await app.database.read { try SearchIndex.corrections(of: "hegnche", in: $0) } == ["hengche"])
        }
    }

    /// The same order, reasons and counts in all groups; one group alone shows more.
    @Test(arguments: TestEngine.available) func groupsAreRankedAndCounted(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 20, years: 1) { client, app, token in
            try await app.database.write { connection in
                let account = try #require(try AccountStore.identifiers(codes: ["K100001"], in: connection)["K100001"])
                let names = ["欧阳海燕", "海燕"] + (1...12).map { _ in "上官海燕" }
                let contacts = try names.map { name in
                    (contact: Contact(id: try connection.newIdentifier("contact"), name: name), account: account)
                }
                try ContactStore.insert(contacts, at: SitePreview.now, in: connection)
            }
            let visit = try await Self.visit("ops", app, english: false)
            let few = try #require(try await Self.find("海燕", visit, app).first { $0.kind == .contacts })
            #expect(few.hits.count == 6 && few.count == 14 && few.isExact)
            #expect(few.hits.first?.title == "海燕")
            #expect(try await Self.find("haiyan", visit, app).first { $0.kind == .contacts }?.hits.first?.reason.contains(visit.words.search.byPinyin) == true)
            #expect(try await Self.find("海燕", only: .contacts, visit, app).map(\.hits.count) == [14])
            let page = try await client.execute(uri: "/search?q=%E6%B5%B7%E7%87%95", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)"]) { String(buffer: $0.body) }
            #expect(page.contains("kind=contacts"))
        }
    }

    @Test(arguments: TestEngine.available) func numbersAreFoundHoweverTheyAreTyped(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            let number = try #require(try await app.database.read { try $0.first("SELECT number FROM sales_order ORDER BY number LIMIT 1") { try $0.get(0, as: String.self) } })
            try await app.database.write { _ = try $0.execute("UPDATE sales_order SET number = 'ord-9/x' WHERE number = \(number)") }
            for signIn in ["ops", "director"] {
                let visit = try await Self.visit(signIn, app)
                for query in ["ORD-9", "ord-9/X", "Ord-"] {
                    #expect(try await Self.find(query, visit, app).first { $0.kind == .documents }?.hits.first?.title == "ord-9/x", "\(query)")
                }
                for query in ["so-", "INV-"] { #expect(try await Self.find(query, visit, app).contains { $0.kind == .documents }, "\(query)") }
            }
        }
    }

    /// Pages and verbs answer in both languages, by pinyin, as far as the role may.
    @Test func commandsAreFoundInBothLanguages() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { _, app, _ in
            let ops = try await Self.visit("ops", app), viewer = try await Self.visit("viewer", app)
            let chinese = try await Self.visit("ops", app, english: false)
            for (query, address) in [
                ("导入", "/imports"), ("daoru", "/imports"), ("import", "/imports/new"), ("policies", "/policies"), ("政策", "/policies"), ("zc", "/policies"),
                ("导出", "/accounts.xlsx"), ("export", "/accounts.csv"), ("settings", "/settings"), ("新建产品", "/products/new"),
            ] {
                for visit in [ops, chinese] {
                    let found = try await Self.find(query, visit, app).first { $0.kind == .commands }
                    #expect(found?.hits.contains { $0.address == address } == true, "\(query)")
                }
            }
            #expect(try await !Self.find("import", viewer, app).contains { $0.kind == .commands && $0.hits.contains { $0.address.hasPrefix("/imports") } })
            // Whoever names one account is offered what can be done with it.
            func verbs(_ visit: Context) async throws -> [String] {
                try await Self.find("K100001", visit, app).first { $0.kind == .commands }?.hits.map(\.address) ?? []
            }
            #expect(try await verbs(ops).contains("/accounts/K100001/edit"))
            #expect(try await verbs(viewer).isEmpty)
            // A view of one's own is found by its name.
            try await app.database.write { connection in
                let view = SavedView(id: try connection.newIdentifier("saved_view"), ownerID: ops.user.id, name: "华东重点", isShared: false, query: "tier=S")
                try SavedViewStore.save(view, team: nil, at: SitePreview.now, in: connection)
            }
            #expect(try await Self.find("huadong", ops, app).first { $0.kind == .commands }?.hits.first?.address.hasPrefix("/accounts?tier=S") == true)
            #expect(try await !Self.find("huadong", viewer, app).contains { $0.hits.contains { $0.title == "华东重点" } })
        }
    }

    @Test(arguments: [
        ("haitang", "haitnag", true), ("haitang", "haitan", true), ("haitang", "haitangg", true), ("haitang", "hsitang", true), ("haitang", "haitang", false),
        ("zhengce", "hengche", false), ("haitang", "hatiagn", false), ("abcd", "badc", false), ("abcd", "abcdef", false), ("haitang", "gaitan", false),
    ]) func oneErrorIsForgiven(typed: String, meant: String, isOne: Bool) {
        #expect(TypingError.isOne(typed, meant) == isOne)
        #expect(TypingError.isOne(meant, typed) == isOne)
    }

    @Test(arguments: [
        ("199", "199"), ("199 0000 9740", "19900009740"), ("+86 199 0000 9740", "19900009740"), ("0086-199", "199"), ("8619900009740", "19900009740"),
        ("(021) 5888-1234", "2158881234"), ("+44 20 7946 0958", "079460958"), ("19", nil), ("K199", nil), ("SO-1990", nil), ("", nil),
        ("０１０－６２３４５６７０", "1062345670"), ("010-62345679转8001", "10623456798001"), ("010-62345679 分机8001", "10623456798001"), ("010-62345679#8001", "10623456798001"),
        ("010-62345679 ext. 8001", "10623456798001"), ("030 901820", "30901820"), ("86-10-62345670", "1062345670"), ("86-010-62345670", "1062345670"), ("转8001", "8001"),
    ] as [(String, String?)]) func numbersAreTypedInManyWays(typed: String, wanted: String?) {
        #expect(PhoneDigits.wanted(typed) == wanted)
    }

    /// Kept as somebody wrote it down once, found as somebody else dials it.
    @Test(arguments: [
        ("86-10-62345670", "010-62345670"), ("86-10-62345670", "+86 10 6234 5670"), ("010-62345679转8001", "010-62345679转8001"), ("010-62345679转8001", "010-62345679"),
        ("010-62345679转8001", "010-62345679-8001"), ("010-62345679-8001", "010-62345679#8001"), ("+49 30 901820", "030 901820"), ("+49 30 901820", "+49 30 901820"), ("+49 (0)30 901820", "0049 30 901820"),
        ("030 901820", "+49 30 901820"), ("10-62345681", "010-62345681"), ("010-62345681", "10-62345681"), ("（０１０）６２３４５６８１", "010 62345681"), ("+86 (0)10 62345681", "62345681"),
        ("13800138000", "8613800138000"), ("8613800138000", "138 0013 8000"), ("0755-2677 0000", "26770000"),
    ]) func keptNumbersAreFound(kept: String, typed: String) throws {
        let digits = try #require(PhoneDigits.kept(kept)), wanted = try #require(PhoneDigits.wanted(typed))
        #expect(digits.contains(wanted), "\(digits) \(wanted)")
    }
}
