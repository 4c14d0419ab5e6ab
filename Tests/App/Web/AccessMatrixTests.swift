import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Every route × role × kind of account × method, generated from the list of routes: a new route does not compile here until somebody
/// has said who may use it.
@Suite struct AccessMatrixTests {
    /// Who gets something from a route.
    private enum Door {
        /// Everybody, signed in or not.
        case open
        /// Everybody who is signed in.
        case signedIn
        /// Whoever sees the account, and has the right if one is named.
        case account(Right?)
        /// Whoever has the right.
        case right(Right)
        /// Programs with a token.
        case token
    }

    private func door(_ pattern: Address.Pattern, posting: Bool) -> Door {
        switch pattern {
        case .signIn, .asset, .reset, .welcome, .health, .readiness, .metrics: .open
        // Whoever is not signed in chooses the language of the sign-in page.
        case .preferences: posting ? .open : .signedIn
        case .home, .receivables, .receivablesCSV, .receivablesXLSX, .returns, .returnsCSV, .signOut, .accounts, .accountsCSV, .accountsXLSX, .search, .styleguide, .settings, .password, .oneTimeCodes,
             .sessions, .savedViews, .products, .productsCSV, .policies, .policiesCSV, .policyChanges, .policy, .pick, .undo, .accountsBulk, .apiTokens, .sessionsCSV, .apiTokensCSV: .signedIn
        case .account, .why, .whyTermsCSV, .whyLinesCSV, .accountMonthsCSV, .tierHistoryCSV, .documents, .documentsCSV, .document, .documentCSV, .contacts, .contactsCSV, .activity,
             .preview, .orders, .ordersCSV, .orderCSV, .file: .account(nil)
        case .order: .account(posting ? .bookDocuments : nil)
        case .accountEdit: .account(.editAccounts)
        case .accountCell: .account(.editAccounts)
        case .notes, .note, .newContact, .contact: .account(.writeNotes)
        case .newDocument, .payments, .reverse: .account(.bookDocuments)
        case .log: .right(.writeNotes)
        case .newAccount: .right(.addAccounts)
        case .newImport, .imports, .importsCSV, .importDraftsCSV, .importRun, .importSetAside, .importKeptCSV, .importStep: .right(.importFiles)
        case .newProduct, .product, .newCategory, .category: .right(.manageProducts)
        case .firstSteps, .backups, .backupsCSV, .people, .peopleCSV, .teamsCSV, .tagsCSV, .ratesCSV, .newPerson, .person, .personReset, .newTeam, .team, .organisation: .right(.manageUsers)
        case .policyDrafts, .policyDraft, .policyMovers, .policyMoversCSV: .right(.publishPolicies)
        case .classification, .classificationCSV, .classificationMovers, .classificationMoversCSV: .right(.classify)
        case .apiAccounts, .apiAccount: .token
        }
    }

    /// Strangers get nothing but what is open; with a made-up session or token no more than that.
    @Test func strangersGetNothing() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, _ in
            let addresses = try await SiteAddresses.prepare(app, client)
            for pattern in Address.Pattern.allCases {
                for method in [HTTPRequest.Method.get, .post] {
                    for headers in [HTTPFields(), [.cookie: "\(Site.sessionCookie)=made-up", .authorization: "Bearer made-up"]] {
                        try await client.execute(uri: addresses.path(pattern, "K100001"), method: method, headers: headers) { response in
                            switch door(pattern, posting: method == .post) {
                            case .open: break
                            case .token: #expect([.unauthorized, .methodNotAllowed].contains(response.status), "\(method) \(pattern): \(response.status)")
                            case .signedIn, .account, .right:
                                let isAway = response.headers[.location]?.hasPrefix("/sign-in") == true
                                #expect(isAway || [.forbidden, .notFound, .unauthorized, .methodNotAllowed].contains(response.status), "\(method) \(pattern): \(response.status)")
                                #expect(!String(buffer: response.body).contains("K100001"), "\(method) \(pattern) tells")
                            }
                        }
                    }
                }
            }
        }
    }

    /// What nobody offers does nothing, not even for who may do everything: neither with a session nor with none.
    @Test func otherMethodsDoNothing() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 12, years: 1) { client, app, session in
            let addresses = try await SiteAddresses.prepare(app, client)
            let activities = { try await app.database.read { try $0.first("SELECT COUNT(*) FROM activity") { try $0.get(0, as: Int.self) } } }
            let before = try await activities()
            let sessions: [HTTPFields] = [[:], [.cookie: "\(Site.sessionCookie)=\(session)"]]
            for pattern in Address.Pattern.allCases {
                let path = addresses.path(pattern, "K100001")
                for method in [HTTPRequest.Method.put, .patch, .delete, .trace, .options] {
                    for headers in sessions {
                        try await client.execute(uri: path, method: method, headers: headers, body: ByteBuffer(string: "body=x&name=x")) {
                            #expect([.notFound, .methodNotAllowed].contains($0.status), "\(method) \(path): \($0.status)")
                        }
                    }
                }
                for headers in sessions {
                    let read = try await client.execute(uri: path, method: .get, headers: headers) { $0.status }
                    try await client.execute(uri: path, method: .head, headers: headers) {
                        #expect($0.status == read && $0.body.readableBytes == 0, "HEAD \(path): \($0.status) after \(read)")
                    }
                }
            }
            #expect(try await activities() == before)
        }
    }

    /// Every role, at an account within its reach and at one beyond it, reading and writing; nothing changes where it must not.
    @Test(arguments: TestEngine.available) func rolesGetWhatIsTheirs(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { client, app, _ in
            let addresses = try await SiteAddresses.prepare(app, client)
            let users = try await app.users()
            var tried = 0
            for role in Role.allCases {
                let user = try #require(users.first { $0.role == role })
                let scope = try await app.database.read { try Scope(of: user, in: $0) }
                let visible = Set(try await app.accounts(within: scope).map(\.code))
                let inside = visible.sorted().first, outside = addresses.accounts.keys.sorted().first { !visible.contains($0) }
                let session = try #require(try await app.signIn(user.signIn, password: DemoCompany.password)?.token)
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)"]
                for pattern in Address.Pattern.allCases where ![.signOut, .sessions].contains(pattern) {
                    for code in [inside, outside].compactMap(\.self) {
                        let path = addresses.path(pattern, code)
                        tried += 1
                        try await client.execute(uri: path, method: .get, headers: headers) { response in
                            let label = "\(role) GET \(path): \(response.status)"
                            switch door(pattern, posting: false) {
                            case .account where code == outside: #expect([.notFound, .methodNotAllowed].contains(response.status), "\(label)")
                            case .account(let right?) where !role.may(right): #expect(response.status != .ok || !pattern.changesThere, "\(label)")
                            case .right(let right) where !role.may(right): #expect([.notFound, .methodNotAllowed].contains(response.status), "\(label)")
                            case .token: #expect(response.status == .unauthorized, "\(label)")
                            case .account where pattern.leadsSomewhere: #expect(response.status == .ok, "\(label)")
                            case .right where pattern.leadsSomewhere: #expect([.ok, .seeOther].contains(response.status), "\(label)")
                            default: #expect(response.status != .internalServerError, "\(label)")
                            }
                        }
                    }
                }
                try await writes(role, inside, outside, session, addresses, app, client)
            }
            print("AccessMatrixTests: \(tried) addresses on \(engine)")
        }
    }

    private func writes(
        _ role: Role, _ inside: String?, _ outside: String?, _ session: String, _ addresses: SiteAddresses, _ app: App, _ client: any TestClientProtocol
    ) async throws {
        let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(session)"]
        let activities = { try await app.database.read { try $0.first("SELECT COUNT(*) FROM activity") { try $0.get(0, as: Int.self) } } }
        for pattern in Address.Pattern.allCases where ![.signIn, .signOut, .sessions, .preferences, .reset].contains(pattern) {
            for code in [inside, outside].compactMap(\.self) {
                let before = try await activities()
                let path = addresses.path(pattern, code)
                // Without the form's token nobody changes anything.
                try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: "body=x&name=x")) {
                    #expect([.forbidden, .notFound, .unauthorized, .methodNotAllowed].contains($0.status), "\(role) POST \(path) without a token: \($0.status)")
                }
                let isAllowed = switch door(pattern, posting: true) {
                case .account(let right): code != outside && right.map { role.may($0) } ?? true
                case .right(let right): role.may(right)
                default: true
                }
                if !isAllowed {
                    let body = "token=\(SessionStore.formToken(session))&body=x&name=x&nextStep=x&amount=1&number=X1"
                    try await client.execute(uri: path, method: .post, headers: headers, body: ByteBuffer(string: body)) {
                        #expect([.forbidden, .notFound, .methodNotAllowed].contains($0.status), "\(role) POST \(path): \($0.status)")
                    }
                }
                #expect(try await activities() == before, "\(role) changed something by \(path)")
            }
        }
    }

    /// Totals that people see add up over their own accounts only.
    @Test(arguments: TestEngine.available) func sumsAreOfOnesOwn(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { _, app, _ in
            for user in try await app.users() {
                let scope = try await app.database.read { try Scope(of: user, in: $0) }
                let own = try await app.accounts(within: scope)
                let totals = try await app.database.read { try AccountStore.totals(AccountFilter(), within: scope, in: $0) }
                #expect(totals.accounts == own.count && totals.orders == own.reduce(0) { $0 + $1.orders }, "\(user.signIn)")
                #expect(totals.netSales.reduce(0) { $0 + $1.minor } == own.reduce(0) { $0 + $1.netSales }, "\(user.signIn)")
                let tiers = try await app.database.read { try AccountStore.countsByTier(within: scope, in: $0) }
                #expect(tiers.values.reduce(0, +) == own.filter { $0.tier != nil }.count, "\(user.signIn)")
            }
        }
    }

    /// A program sees what its person sees, and nothing once the token has ended or the person is disabled.
    @Test(arguments: TestEngine.available) func programsSeeWhatTheirPersonSees(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 40, years: 1) { client, app, _ in
            let kam = try #require(try await app.users().first { $0.role == .keyAccountManager })
            let own = Set(try await app.accounts(within: .own(kam.id)).map(\.code)), all = Set(try await app.accounts().map(\.code))
            let token = try #require(try await app.addToken(signIn: kam.signIn, name: "test"))
            let headers: HTTPFields = [.authorization: "Bearer \(token)"]
            for code in all {
                try await client.execute(uri: "/api/v1/accounts/\(code)", method: .get, headers: headers) {
                    #expect(($0.status == .ok) == own.contains(code))
                }
            }
            var seen: Set<String> = [], next: String? = ""
            while let cursor = next {
                next = try await client.execute(uri: "/api/v1/accounts?limit=3" + (cursor.isEmpty ? "" : "&after=\(cursor)"), method: .get, headers: headers) {
                    let page = try #require(try JSONSerialization.jsonObject(with: Data(String(buffer: $0.body).utf8)) as? [String: Any])
                    for account in page["accounts"] as? [[String: Any]] ?? [] { seen.insert(account["code"] as? String ?? "") }
                    return page["next"] as? String
                }
            }
            #expect(seen == own)
            for wrong in ["sort=nonsense", "limit=0", "limit=1000", "after=x", "state=x"] {
                try await client.execute(uri: "/api/v1/accounts?\(wrong)", method: .get, headers: headers) { #expect($0.status == .badRequest, "\(wrong)") }
            }
            #expect(try await app.disableUser(signIn: kam.signIn, by: nil))
            try await client.execute(uri: "/api/v1/accounts", method: .get, headers: headers) { #expect($0.status == .unauthorized) }
        }
    }
}

extension Address.Pattern {
    /// There is something to see, so that whoever may see it must get it: no address that only takes forms, no file that was never kept,
    /// no note or draft of somebody else.
    fileprivate var leadsSomewhere: Bool {
        isPage && ![.payments, .reverse, .notes, .file, .importSetAside, .importStep, .policyDraft, .policyMovers, .policyMoversCSV, .personReset, .note].contains(self)
    }

    /// The page itself is where the change is made; others of its kind can be read without the right.
    fileprivate var changesThere: Bool { [.accountEdit, .newDocument, .newContact].contains(self) }
}
