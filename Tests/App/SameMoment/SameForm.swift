import Basics
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import App

/// A form that is sent several times at the same moment, and what may come of it.
struct SameForm: Sendable {
    /// How the answers are alike.
    enum Answers: Sendable {
        /// All lead to the same place.
        case location
        /// All show the same text, found by a pattern: what is shown once only.
        case shown(@Sendable (String) -> String?)
        /// All lead to the same page, which shows such a text once.
        case shownNext(@Sendable (String) -> String?)
        /// Everybody is told something that is so: done, or signed out by what was done.
        case told
    }

    var form: Stage.Form
    /// Counts in the books what the form does.
    var effect: SQL?
    var adds: Int64 = 1
    var answers = Answers.location

    private init(_ form: Stage.Form, _ effect: SQL?, adds: Int64 = 1, _ answers: Answers = .location) {
        (self.form, self.effect, self.adds, self.answers) = (form, effect, adds, answers)
    }

    private static let activities: SQL = "SELECT COUNT(*) FROM activity"
    private static func edits(_ subject: String) -> SQL { "SELECT COUNT(*) FROM activity WHERE verb = 'record.edited' AND subject = \(subject)" }

    /// A form of a route with everything that it needs; nil for routes that take none.
    /// - Parameter name: of its own in every round.
    static func of(_ pattern: Address.Pattern, _ stage: Stage, _ name: String) async throws -> SameForm? {
        let admin = stage.person("admin"), once = [("once", name)]
        /// A form as a page shows it, with something typed over and its mark of this round.
        func typed(_ path: String, _ changes: [String: String], by person: SignedIn? = nil) async throws -> Stage.Form {
            Stage.Form(person ?? admin, path, try await (person ?? admin).form(path).with(changes.merging(["once": name]) { $1 }))
        }
        switch pattern {
        case .signIn:
            // A browser's former session ends.
            let session = try await SignedIn("director", stage.app, stage.clients[0])
            return SameForm(Stage.Form(session, "/sign-in", [("name", "director"), ("password", DemoCompany.password)]), nil)
        case .signOut:
            let session = try await SignedIn("director", stage.app, stage.clients[0])
            return SameForm(Stage.Form(session, "/sign-out", []), "SELECT COUNT(*) FROM session", adds: -1)
        case .preferences: return SameForm(Stage.Form(admin, "/preferences", [("density", "compact"), ("to", "/settings")]), nil)
        case .sessions: return SameForm(Stage.Form(stage.person("director"), "/settings/sessions", [("end", String(repeating: "0", count: 16))]), nil)
        case .oneTimeCodes:
            let person = try await stage.colleague("o\(name)", .viewer)
            return SameForm(Stage.Form(person, "/settings/codes", [("do", "start"), ("current", DemoCompany.password)]), nil, .shown {
                $0.firstMatch(of: /<code>([A-Z2-7 ]+)<\/code>/).map { String($0.1) }
            })
        case .apiTokens:
            let form = Stage.Form(admin, "/settings/tokens", [("do", "add"), ("name", name)] + once)
            return SameForm(form, "SELECT COUNT(*) FROM api_token", .shownNext { $0.firstMatch(of: /<code>(mainstay_[^<]+)<\/code>/).map { String($0.1) } })
        case .password:
            let person = try await stage.colleague("p\(name)", .viewer)
            let fields = [("current", DemoCompany.password), ("password", "another-" + name)] + once
            return SameForm(Stage.Form(person, "/settings/password", fields), "SELECT COUNT(*) FROM activity WHERE verb = 'user.password'", .told)
        case .reset:
            _ = try await stage.colleague("r\(name)", .viewer)
            let now = stage.app.clock.now
            try await stage.app.database.write { connection in
                let user = try #require(try UserStore.credentials(signIn: "r\(name)", in: connection)).0
                try UserStore.startReset(SessionStore.hash("link-\(name)"), of: user.id, at: now, in: connection)
            }
            return SameForm(Stage.Form(admin, "/reset/link-\(name)", [("password", "another-" + name)] + once), "SELECT COUNT(*) FROM activity WHERE verb = 'user.password'")
        case .classification:
            let hour = (try await stage.number("SELECT hour FROM duty WHERE kind = 'classification'") + 1) % 24
            let form = Stage.Form(admin, "/classification", [("do", "schedule"), ("hour", String(hour))])
            return SameForm(form, "SELECT COUNT(*) FROM activity WHERE verb = 'organisation.changed'")
        case .backups:
            let hour = (try await stage.number("SELECT hour FROM duty WHERE kind = 'backup'") + 1) % 24
            let fields = [("do", "save"), ("folder", NSTemporaryDirectory()), ("keeps", "3"), ("hour", String(hour))]
            return SameForm(Stage.Form(admin, "/backups", fields), "SELECT COUNT(*) FROM activity WHERE verb = 'organisation.changed'")
        case .firstSteps: return SameForm(Stage.Form(admin, "/first-steps", [("do", "dismiss")]), nil)
        case .savedViews: return SameForm(Stage.Form(admin, "/accounts/views", [("name", name), ("query", "tier=S")] + once), "SELECT COUNT(*) FROM saved_view")
        case .notes: return SameForm(Stage.Form(admin, "/accounts/K100001/notes", note + once), "SELECT COUNT(*) FROM note")
        case .newAccount: return SameForm(Stage.Form(admin, "/accounts/new", [("name", name), ("stage", "potential")] + once), "SELECT COUNT(*) FROM account")
        case .accountEdit: return SameForm(try await typed("/accounts/K100002/edit", ["shortName": name]), edits("account"))
        case .accountCell:
            return SameForm(Stage.Form(admin, "/accounts/K100002/cells/next", [("nextStep", name), ("was_nextStep", try await next(stage)), ("nextStepOn", "")]), edits("account"), .told)
        case .note:
            let made = try await admin.post("/accounts/K100003/notes", [("kind", "call"), ("happenedOn", "2026-05-20"), ("body", "Note \(name)")])
            try #require(made.status == .seeOther)
            return SameForm(try await typed("/accounts/K100003/notes/\(try await stage.number("SELECT id FROM note WHERE body = \("Note \(name)")"))", ["body": name]), edits("note"))
        case .newContact: return SameForm(try await typed("/accounts/K100001/contacts/new", ["name": name]), "SELECT COUNT(*) FROM contact")
        case .contact:
            let id = try await stage.number("SELECT MIN(contact_id) FROM employment WHERE account_id = \(try await stage.id(of: "K100001"))")
            return SameForm(try await typed("/accounts/K100001/contacts/\(id)", ["name": name]), edits("contact"))
        case .newDocument:
            let form = Stage.Form(stage.person("finance"), "/accounts/K100001/documents/new", stage.document("invoice", name, product: try await stage.product()) + once)
            return SameForm(form, "SELECT COUNT(*) FROM invoice")
        case .order:
            let made = try await stage.person("finance").post("/accounts/K100001/documents/new", stage.document("order", name, product: try await stage.product()))
            let path = String(try #require(made.location.split(separator: "?").first))
            return SameForm(try await typed(path, ["status": "shipped"], by: stage.person("finance")), edits("order"))
        case .payments:
            let invoice = try await stage.invoice("K100001", name)
            return SameForm(Stage.Form(stage.person("finance"), invoice + "/payments", [("paidOn", "2026-05-21"), ("amount", "60")] + once), "SELECT COUNT(*) FROM payment")
        case .reverse:
            let invoice = try await stage.invoice("K100001", name)
            return SameForm(Stage.Form(stage.person("finance"), invoice + "/reverse", once), "SELECT COUNT(*) FROM invoice")
        case .accountsBulk: return SameForm(try await bulk(stage, name), edits("account"), adds: 3)
        case .undo:
            let form = try await bulk(stage, name)
            let done = try await admin.post(form.path, form.fields)
            return SameForm(Stage.Form(admin, "/undo/" + SignedIn.batch(done.location), [("to", "/accounts")] + once), "SELECT COUNT(*) FROM activity WHERE undone_at IS NOT NULL", adds: 3)
        case .newProduct: return SameForm(try await typed("/products/new", ["code": name, "name": name]), "SELECT COUNT(*) FROM product")
        case .product: return SameForm(try await typed("/products/\(try await stage.number("SELECT MIN(id) FROM product"))", ["name": name]), edits("product"))
        case .newCategory: return SameForm(try await typed("/categories/new", ["code": name, "name": name]), "SELECT COUNT(*) FROM category")
        case .category: return SameForm(try await typed("/categories/\(try await stage.number("SELECT MIN(id) FROM category"))", ["name": name]), edits("category"))
        case .newPerson: return SameForm(try await typed("/people/new", ["signIn": "n\(name)", "name": name, "role": "viewer"]), "SELECT COUNT(*) FROM app_user")
        case .person: return SameForm(try await typed("/people/\(try await stage.number("SELECT MAX(id) FROM app_user WHERE sign_in LIKE 'n%'"))", ["name": name]), edits("app_user"))
        case .personReset:
            let id = try await stage.number("SELECT id FROM app_user WHERE sign_in = 'finance'")
            return SameForm(Stage.Form(admin, "/people/\(id)/reset", once), "SELECT COUNT(*) FROM activity WHERE verb = 'user.reset'", .shown {
                $0.firstMatch(of: /<code>(\/reset\/[^<]+)<\/code>/).map { String($0.1) }
            })
        case .newTeam: return SameForm(try await typed("/teams/new", ["name": name]), "SELECT COUNT(*) FROM team")
        case .team: return SameForm(try await typed("/teams/\(try await stage.number("SELECT MAX(id) FROM team"))", ["name": name]), "SELECT COUNT(*) FROM activity WHERE verb = 'team.changed'")
        case .organisation:
            let round = name.split(separator: "-").dropFirst().map { "0\($0)" }.joined(separator: "-")
            let rate = [("do", "rate"), ("currency", "EUR"), ("from", "2026-" + round), ("rate", "7.8")]
            return SameForm(Stage.Form(admin, "/organisation", rate), "SELECT COUNT(*) FROM activity WHERE verb = 'organisation.changed'")
        case .policyDrafts: return SameForm(Stage.Form(admin, "/policies/drafts", once), "SELECT COUNT(*) FROM policy_draft")
        case .policyDraft: return SameForm(try await publishing(stage, name), "SELECT COUNT(*) FROM policy_version")
        case .newImport:
            let file = Array("客户编码,客户名称\n\(name),新客户\n".utf8)
            return SameForm(Stage.Form(admin, "/imports/new", [("kind", "accounts")] + once, file: file), "SELECT COUNT(*) FROM import_draft")
        case .importStep:
            let checked = try await ImportClerk("ops", stage.app, stage.clients[0]).check(.accounts, "客户编码,客户名称\n\(name),新客户\(name)\n")
            return SameForm(Stage.Form(admin, "/imports/drafts/\(checked.draft)/preview", []), "SELECT COUNT(*) FROM import")
        case .importRun:
            let sales = "客户编码,单据号,日期,产品编码,数量,单价\nK100001,\(name),2026-01-05,P-A,1,2.50\n"
            let run = try await ImportClerk("ops", stage.app, stage.clients[0]).bring(.sales, sales)
            return SameForm(Stage.Form(admin, "/imports/\(run.id.value)", [("do", "undo")]), "SELECT COUNT(*) FROM activity WHERE verb = 'import.undone'", .told)
        case .welcome, .home, .accounts, .accountsCSV, .account, .why, .whyTermsCSV, .whyLinesCSV, .accountMonthsCSV, .tierHistoryCSV, .documents, .documentsCSV,
             .document, .documentCSV, .contacts, .contactsCSV, .activity, .accountsXLSX, .imports, .importsCSV, .importSetAside, .importKeptCSV,
             .search, .log, .styleguide, .people, .peopleCSV, .teamsCSV, .tagsCSV, .ratesCSV, .sessionsCSV, .apiTokensCSV, .importDraftsCSV,
             .settings, .preview, .file, .orders, .ordersCSV, .orderCSV, .products, .productsCSV, .pick, .policies, .policiesCSV, .policyChanges,
             .receivables, .receivablesCSV, .receivablesXLSX, .returns, .returnsCSV, .classificationCSV, .classificationMovers, .classificationMoversCSV, .backupsCSV,
             .policy, .policyMovers, .policyMoversCSV, .apiAccounts, .apiAccount, .health, .readiness, .metrics, .asset: return nil
        }
    }

    private static let note = [("kind", "meeting"), ("happenedOn", "2026-05-20"), ("body", "Met them")]

    private static func next(_ stage: Stage) async throws -> String {
        try await stage.app.database.read { connection in
            try connection.first("SELECT next_step FROM account WHERE code = 'K100002'") { try $0.get(0, as: String?.self) } ?? nil
        } ?? ""
    }

    /// Tags three accounts.
    private static func bulk(_ stage: Stage, _ name: String) async throws -> Stage.Form {
        var fields = [("do", "tag"), ("tag", name), ("query", ""), ("once", name)]
        for code in ["K100004", "K100005", "K100006"] { fields.append(("id", String(try await stage.id(of: code)))) }
        return Stage.Form(stage.person("admin"), "/accounts/bulk", fields)
    }

    /// Publishes a draft that was looked at.
    static func publishing(_ stage: Stage, _ name: String) async throws -> Stage.Form {
        let app = stage.app, admin = stage.person("admin")
        let path = try await admin.post("/policies/drafts", [("once", "begin \(name)")]).location
        let id = PolicyDraft.ID(try #require(Int64(path.split(separator: "/").last ?? "")))
        let draft = try #require(try await app.database.read { try PolicyDraftStore.draft(id, in: $0) })
        let today = SitePreview.now.day(in: .gmt)
        try await app.preview(draft, asOf: today, today: today) { _, _ in }
        return Stage.Form(admin, path, [("do", "publish"), ("from", "2026-12-01"), ("note", "Race \(name)"), ("once", name)])
    }
}
