import Basics
import HTTPTypes
import HummingbirdTesting
import Interface
import Storage
import TestDatabases
import Testing

@testable import App

/// Names of companies by what people type: one search, whichever door, on both engines.
@Suite struct NamesFoundTests {
    /// Words of which a character is read in another way than it mostly is, with how they are typed; from atlases and dictionaries.
    private static let words: [(word: String, pinyin: String)] = [
        ("乐清", "yueqing"), ("六安", "luan"), ("蚌埠", "bengbu"), ("亳州", "bozhou"), ("东阿", "donge"), ("铅山", "yanshan"), ("涡阳", "guoyang"), ("单县", "shanxian"),
        ("浚县", "xunxian"), ("泌阳", "biyang"), ("长垣", "changyuan"), ("乐陵", "laoling"), ("井陉", "jingxing"), ("尉氏", "weishi"), ("渑池", "mianchi"), ("番禺", "panyu"),
        ("大埔", "dabu"), ("东莞", "dongguan"), ("厦门", "xiamen"), ("重庆", "chongqing"), ("长春", "changchun"), ("朝阳", "chaoyang"), ("珲春", "hunchun"), ("丽水", "lishui"),
        ("台州", "taizhou"), ("漯河", "luohe"), ("马尾", "mawei"), ("银行", "yinhang"), ("会计", "kuaiji"), ("西藏", "xizang"), ("音乐", "yinyue"), ("首都", "shoudu"), ("佛山", "foshan"),
        ("成都", "chengdu"), ("长沙", "changsha"),
    ]
    /// Surnames, in the name of a company of its owner.
    private static let families: [(character: String, pinyin: String)] = [
        ("曾", "zeng"), ("解", "xie"), ("仇", "qiu"), ("单", "shan"), ("查", "zha"), ("区", "ou"), ("盖", "ge"), ("朴", "piao"),
    ]
    private static let others: [(name: String, queries: [String])] = [
        ("上海绿地建设集团", ["lvdi", "ludi", "shld"]), ("吕梁煤业", ["lvliang", "luliang", "llmy"]), ("女娲陶瓷", ["nvwa", "nuwa"]),
        ("香港上海滙豐銀行", ["汇丰银行", "滙豐銀行", "huifengyinhang", "hfyh"]), ("成都衞士安防", ["卫士"]), ("泰山峯会", ["峰会"]), ("五嶽机械", ["五岳"]), ("天津麪业", ["面业"]), ("成都茶舘", ["茶馆"]),
        ("脩身文化", ["修身"]), ("鍼织厂", ["针织"]), ("淸源水务", ["清源"]), ("乾照光电", ["qianzhao", "ganzhao", "qzgd", "乾照", "干照"]),
        ("西门子（中国）有限公司", ["西门子中国", "ximenzizhongguo", "xmzzg", "西门子(中国)", "西门子 中国", "西门子（中国）"]), ("史丹利－百得", ["史丹利百得", "史丹利-百得", "sdlbd"]),
        ("阿斯利康·无锡", ["阿斯利康无锡", "asilikangwuxi", "aslkwx"]), ("ＡＢＢ 中国", ["abbzg", "abb中国", "ABB"]),
        ("TCL科技", ["tclkj", "tclkeji", "tkj", "tcl科技", "TCL 科技"]), ("3M中国", ["3mzg", "3m中国", "3mzhongguo"]), ("GE医疗", ["geyl", "geyiliao", "ge医疗"]),
    ]

    /// Every company with what must find it: full pinyin, initials, the characters.
    private static var companies: [(name: String, queries: [String])] {
        words.map { word, pinyin in ("\(word)恒拓机电", [pinyin, pinyin + "hengtuo", initials(word, pinyin) + "htjd", word, word + "恒拓", pinyin + " 恒拓"]) }
            + families.map { ("\($0)氏恒拓机电", [$1 + "shihengtuo", "\($1.prefix(1))shtjd"]) } + others
    }

    /// The first letter of each of two syllables, the second of which begins where only one letter can begin it.
    private static func initials(_ word: String, _ pinyin: String) -> String {
        let seconds = ["乐清": "q", "六安": "a", "蚌埠": "b", "亳州": "z", "东阿": "e", "铅山": "s", "涡阳": "y", "单县": "x", "浚县": "x", "泌阳": "y", "长垣": "y", "乐陵": "l", "井陉": "x",
            "尉氏": "s", "渑池": "c", "番禺": "y", "大埔": "b", "东莞": "g", "厦门": "m", "重庆": "q", "长春": "c", "朝阳": "y", "珲春": "c", "丽水": "s", "台州": "z", "漯河": "h", "马尾": "w",
            "银行": "h", "会计": "j", "西藏": "z", "音乐": "y", "首都": "d", "佛山": "s", "成都": "d", "长沙": "s"]
        return String(pinyin.prefix(1)) + (seconds[word] ?? "?")
    }

    private static func load(_ app: App) async throws -> [String: String] {
        try await app.database.write { connection in
            let names = companies.map(\.name)
            let ids: [Account.ID] = try connection.newIdentifiers("account", count: names.count)
            let accounts = zip(ids, names).enumerated().map { index, entry in
                (account: Account(id: entry.0, code: "N\(700 + index)", name: entry.1, stage: .maintained), codes: [AccountStore.ExternalCode]())
            }
            try AccountStore.insert(accounts, importID: nil, at: SitePreview.now, in: connection)
            return Dictionary(uniqueKeysWithValues: accounts.map { ($0.account.name, $0.account.code) })
        }
    }

    @Test(arguments: TestEngine.available) func everyDoorFindsThem(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 30, years: 1) { client, app, _ in
            let codes = try await Self.load(app)
            let ops = try await SignedIn("ops", app, client)
            for (name, queries) in Self.companies {
                let code = try #require(codes[name])
                for query in queries {
                    let asked = Address.encode(query)
                    #expect(try await ops.get("/search?part=1&kind=accounts&q=\(asked)").text.contains("/accounts/\(code)\""), "\(query) → \(name), search")
                    #expect(try await ops.get("/pick/accounts?q=\(asked)").text.contains("data-value=\"\(code)\""), "\(query) → \(name), picker")
                    #expect(try await ops.get("/accounts?q=\(asked)").text.contains("/accounts/\(code)\""), "\(query) → \(name), list")
                    #expect(try await ops.get("/accounts.csv?q=\(asked)").text.contains(code), "\(query) → \(name), file")
                }
            }
        }
    }

    /// The list says of how many, also where a reading or a reach leaves some out.
    @Test(arguments: TestEngine.available) func countsAreTrue(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { _, app, _ in
            _ = try await Self.load(app)
            for user in try await app.users() {
                let scope = try await app.database.read { try Scope(of: user, in: $0) }
                try await app.database.read { connection in
                    let visible = try connection.rows("""
                        SELECT s.account_id, s.search_text FROM account_summary s WHERE \(scope.condition(account: "s.account_id", team: "s.team_id"))
                        """) { (id: try $0.get(0, as: Account.ID.self), names: try $0.get(1, as: String.self)) }
                    for query in ["hengtuo", "恒拓机电有限公司", "有限公司", "h", "htjd", "yueqing", "k1", "ang", "科技", "eng", "a e", "zzzz", "（"] {
                        var filter = AccountFilter()
                        filter.query = query
                        let asked = SearchQuery(query)
                        func named(_ withinWords: Bool) -> Set<Account.ID> {
                            Set(visible.filter { entry in
                                !asked.isEmpty && asked.matches(entry.names.split(separator: "\n").map { SpelledText(folded: String($0)) }, withinWords: withinWords)
                            }.map(\.id))
                        }
                        let expected = named(false).isEmpty ? named(true) : named(false)
                        #expect(try AccountStore.totals(filter, within: scope, in: connection).accounts == expected.count, "\(user.signIn) \(query)")
                        let page = try AccountStore.page(filter, .standard, after: nil, size: 500, within: scope, in: connection)
                        #expect(Set(page.accounts.map(\.id)) == expected, "\(user.signIn) \(query)")
                        #expect(try AccountStore.counts([filter], within: scope, in: connection) == [expected.count], "\(user.signIn) \(query)")
                        #expect(page.accounts.map(\.netSales) == page.accounts.map(\.netSales).sorted(by: >))
                    }
                }
            }
        }
    }

    /// Renamed, it is found by its new name only; removed, by none.
    @Test(arguments: TestEngine.available) func namesThatChangedAreForgotten(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            let before = try await Self.lists(app)
            let ids = try await app.database.write { connection in
                let id: Account.ID = try connection.newIdentifier("account")
                var account = Account(id: id, code: "N1", name: "乐清恒拓", stage: .maintained)
                try AccountStore.insert([(account, [])], importID: nil, at: SitePreview.now, in: connection)
                let old = account
                account.name = "重庆恒拓"
                account.creditCode = "91310000607390000X"
                try AccountStore.update(account, from: old, in: connection)
                return id
            }
            func found(_ query: String) async throws -> Bool {
                try await app.database.read { try AccountStore.search(query, within: .all, limit: 9, in: $0) }.contains { $0.id == ids }
            }
            #expect(try await !found("yueqing"))
            #expect(try await found("chongqing"))
            for code in ["91310000607390000x", "9131 0000 6073 9000 0X", "９１３１００００６０７３９００００Ｘ", "9131-0000-6073-90000x"] { #expect(try await found(code), "\(code)") }
            try await app.database.write { try AccountStore.remove([ids], in: $0) }
            #expect(try await !found("chongqing"))
            #expect(try await Self.lists(app) == before)
            try await app.rebuildSearch()
            #expect(try await Self.lists(app) == before)
        }
    }

    /// Every list, each of whose blocks knows its length.
    private static func lists(_ app: App) async throws -> [String: [Int64]] {
        try await app.database.read { connection in
            var lists: [String: [Int64]] = [:]
            try Postings.forEachBlock(in: connection) { kind, gram, ids, length in
                #expect(ids.count == length && length > 0, "\(kind) \(gram)")
                lists["\(kind) \(gram)", default: []] += ids
            }
            return lists.mapValues { $0.sorted() }
        }
    }

    /// Many who add, rename and remove at the same moment: the lists are what the names say, as if one had come after the other.
    @Test(arguments: TestEngine.available) func listsAreTrueWhoeverWrites(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { _, app, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for round in 0..<4 {
                            let account = try await app.database.write { connection in
                                let id: Account.ID = try connection.newIdentifier("account")
                                let account = Account(id: id, code: "W\(writer)-\(round)", name: "重庆长安第\(round)厂", stage: .maintained)
                                try AccountStore.insert([(account, [])], importID: nil, at: SitePreview.now, in: connection)
                                return account
                            }
                            try await app.database.write { connection in
                                var renamed = account
                                renamed.name = "厦门银行\(writer)部"
                                if round == 3 { try AccountStore.remove([account.id], in: connection) } else { try AccountStore.update(renamed, from: account, in: connection) }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let kept = try await Self.lists(app)
            #expect(kept["account 厦门银行"]?.count == 24 && kept["account 重庆长安"] == nil)
            try await app.rebuildSearch()
            #expect(try await Self.lists(app) == kept)
        }
    }

    /// However it is written, a code is the same code.
    @Test(arguments: ["91310000607390000X", "91310000607390000x", "９１３１００００６０７３９００００Ｘ", "9131 0000 6073 9000 0X", "9131-0000-6073-9000-0X", "91310000－607390000X"])
    func creditCodesAreReadInAnyWidth(_ text: String) {
        #expect(SearchQuery(text).words == [Array("91310000607390000x".unicodeScalars)])
        let check = CreditCode.checkCharacter("91310000607390000").map(String.init) ?? ""
        #expect((try? CreditCode.read(String(text.dropLast()) + check).get()) == "91310000607390000" + check)
    }

    /// Contacts and colleagues are read in every way too, and a field says where it found nothing.
    @Test(arguments: TestEngine.available) func peopleAndProductsAreFoundAlike(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 12, years: 1) { client, app, _ in
            let ops = try await SignedIn("ops", app, client)
            try await app.database.write { connection in
                let account = try #require(try AccountStore.identifiers(codes: ["K100001"], in: connection)["K100001"])
                let contacts = try Self.families.enumerated().map { index, family in
                    (contact: Contact(id: try connection.newIdentifier("contact"), name: family.character + "立恒", phone: "010-6234567\(index)转8001"), account: account)
                }
                try ContactStore.insert(contacts, at: SitePreview.now, in: connection)
                let product = Product(id: try connection.newIdentifier("product"), code: "ZZ-77", name: "音乐传动轴承", englishName: "Melody bearing")
                try ProductStore.insert([product], importID: nil, in: connection)
            }
            for (index, (character, pinyin)) in Self.families.enumerated() {
                for query in [pinyin + "liheng", "\(pinyin.prefix(1))lh", character + "立恒", "010-6234567\(index)", "010-6234567\(index)转8001", "86-10-6234567\(index)"] {
                    #expect(try await ops.get("/search?part=1&kind=contacts&q=\(Address.encode(query))").text.contains(character + "立恒"), "\(query)")
                    #expect(try await ops.get("/pick/contacts?account=K100001&q=\(Address.encode(query))").text.contains(character + "立恒"), "\(query)")
                }
            }
            for query in ["音乐", "yinyue", "yycd", "yinyuechuan", "zz-7", "ZZ77", "melody", "传动轴承", "meldoy"] {
                #expect(try await ops.get("/pick/products?q=\(Address.encode(query))").text.contains("data-value=\"ZZ-77\""), "\(query)")
            }
            let number = try #require(try await app.database.read { connection in
                try connection.first("SELECT i.number FROM invoice i JOIN account a ON a.id = i.account_id WHERE a.code = 'K100001' AND i.kind = 'invoice' LIMIT 1") {
                    try $0.get(0, as: String.self)
                }
            })
            for typed in [number, number.lowercased()] {
                #expect(try await ops.get("/pick/invoices?account=K100001&q=\(Address.encode(typed))").text.contains("data-value=\"\(number)\""), "\(typed)")
            }
            for kind in ["accounts", "products", "people", "categories", "contacts", "invoices"] {
                let nothing = try await ops.get("/pick/\(kind)?account=K100001&q=qqqqqqq").text
                #expect(nothing.contains("aria-disabled") && nothing.contains("qqqqqqq") && !nothing.contains("data-value"), "\(kind): \(nothing)")
            }
        }
    }

    /// What lists sort by and what company names sound like: the word's reading, not the character's.
    @Test(arguments: [
        ("重庆银行", "chong qing yin hang"), ("厦门会计", "xia men kuai ji"), ("曾立恒", "zeng li heng"), ("重工", "zhong gong"), ("绿地", "lv di"), ("单县", "shan xian"), ("abc", "abc"), ("乐陵", "lao ling"),
    ]) func sortedByTheReadingOfTheWord(name: String, key: String) {
        #expect(SearchText.sortKey(name) == key)
    }
}
