import Basics
import Foundation

/// Every path of the site: registered from here and linked from here.
public enum Address: Sendable, Hashable {
    case home
    case signIn(to: String?)
    case signOut
    case preferences
    case accounts(AccountsQuery)
    case accountsCSV(AccountsQuery)
    case account(String)
    case why(String, WhyQuery)
    case whyTermsCSV(String, WhyQuery)
    case accountMonthsCSV(String)
    case tierHistoryCSV(String)
    case whyLinesCSV(String, WhyQuery)
    case documents(String, DocumentsQuery)
    case documentsCSV(String, DocumentsQuery)
    case document(String, Int64)
    case documentCSV(String, Int64)
    case contacts(String)
    case contactsCSV(String)
    case activity(String, before: String?, onlyNotes: Bool)
    case receivables(ReceivablesQuery)
    case receivablesCSV(ReceivablesQuery)
    case receivablesXLSX(ReceivablesQuery)
    case returns
    case returnsCSV
    case newAccount
    case accountsBulk
    case accountsXLSX(AccountsQuery)
    case savedViews
    case newImport
    case imports
    case importsWithSetAside
    case importsCSV
    case importRun(Int64)
    case importSetAside(Int64)
    case importKeptCSV(Int64)
    case importStep(Int64, ImportStep)
    case search(String, kind: SearchKind?)
    case log(String?)
    case styleguide
    case people
    case peopleCSV
    case teamsCSV
    case tagsCSV
    case ratesCSV
    case sessionsCSV
    case apiTokensCSV
    case importDraftsCSV
    case settings
    case password
    case oneTimeCodes
    case sessions
    case newPerson
    case person(Int64)
    case personReset(Int64)
    case reset(String)
    case newTeam
    case team(Int64)
    case organisation
    case accountCell(String, AccountColumn)
    case preview(String)
    case accountEdit(String)
    case notes(String)
    case note(String, Int64)
    case file(String, Int64)
    case newContact(String)
    case contact(String, Int64)
    case orders(String, before: String?)
    case ordersCSV(String)
    case order(String, Int64)
    case orderCSV(String, Int64)
    case newDocument(String, BookingKind)
    case payments(String, Int64)
    case reverse(String, Int64)
    case products(category: Category.ID?, after: String?)
    case productsCSV(category: Category.ID?)
    case newProduct
    case product(Int64)
    case newCategory
    case category(Int64)
    case pick(String, query: String?, account: String? = nil)
    case undo(Int64)
    case policies
    case policiesCSV
    case policyChanges(from: Int64?, to: Int64?)
    case policy(Int64)
    case policyDrafts
    case policyDraft(Int64)
    case policyMovers(Int64, MoversQuery)
    case policyMoversCSV(Int64, MoversQuery)
    case welcome(String)
    case firstSteps
    case backups
    case backupsCSV
    case classification
    case classificationCSV
    case classificationMovers(MoversQuery)
    case classificationMoversCSV(MoversQuery)
    case apiTokens
    case apiAccounts(AccountsQuery)
    case apiAccount(String)
    case asset(hash: String, name: String)

    /// The path with its query, ready for `href`.
    public var text: String {
        switch self {
        case .home: "/"
        case .signIn(let target): "/sign-in" + Self.query([("to", target)])
        case .signOut: "/sign-out"
        case .preferences: "/preferences"
        case .accounts(let query): "/accounts" + Self.query(query.pairs)
        case .accountsCSV(let query): "/accounts.csv" + Self.query(query.pairs)
        case .account(let code): "/accounts/" + Self.segment(code)
        case .why(let code, let query): "/accounts/\(Self.segment(code))/why" + Self.query(query.pairs)
        case .whyTermsCSV(let code, let query): "/accounts/\(Self.segment(code))/why.csv" + Self.query(query.pairs)
        case .whyLinesCSV(let code, let query): "/accounts/\(Self.segment(code))/why/lines.csv" + Self.query(query.pairs)
        case .accountMonthsCSV(let code): "/accounts/\(Self.segment(code))/months.csv"
        case .tierHistoryCSV(let code): "/accounts/\(Self.segment(code))/tiers.csv"
        case .documents(let code, let query): "/accounts/\(Self.segment(code))/documents" + Self.query(query.pairs)
        case .documentsCSV(let code, let query): "/accounts/\(Self.segment(code))/documents.csv" + Self.query(query.pairs)
        case .document(let code, let id): "/accounts/\(Self.segment(code))/documents/\(id)"
        case .documentCSV(let code, let id): "/accounts/\(Self.segment(code))/documents/\(id)/lines.csv"
        case .contacts(let code): "/accounts/\(Self.segment(code))/contacts"
        case .contactsCSV(let code): "/accounts/\(Self.segment(code))/contacts.csv"
        case .activity(let code, let before, let onlyNotes):
            "/accounts/\(Self.segment(code))/activity" + Self.query([("show", onlyNotes ? "notes" : nil), ("before", before)])
        case .newAccount: "/accounts/new"
        case .accountsBulk: "/accounts/bulk"
        case .accountsXLSX(let query): "/accounts.xlsx" + Self.query(query.pairs)
        case .receivables(let query): "/receivables" + Self.query(query.pairs)
        case .receivablesCSV(let query): "/receivables.csv" + Self.query(query.pairs)
        case .receivablesXLSX(let query): "/receivables.xlsx" + Self.query(query.pairs)
        case .returns: "/returns"
        case .returnsCSV: "/returns.csv"
        case .savedViews: "/accounts/views"
        case .newImport: "/imports/new"
        case .imports: "/imports"
        case .importsWithSetAside: "/imports?show=set-aside"
        case .importsCSV: "/imports.csv"
        case .importRun(let id): "/imports/\(id)"
        case .importSetAside(let id): "/imports/\(id)/set-aside.csv"
        case .importKeptCSV(let id): "/imports/\(id)/kept.csv"
        case .importStep(let id, let step): "/imports/drafts/\(id)/\(step.rawValue)"
        case .search(let text, let kind): "/search" + Self.query([("q", text), ("kind", kind?.rawValue)])
        case .log(let code): "/log" + Self.query([("account", code)])
        case .people: "/people"
        case .peopleCSV: "/people.csv"
        case .teamsCSV: "/teams.csv"
        case .tagsCSV: "/organisation/tags.csv"
        case .ratesCSV: "/organisation/rates.csv"
        case .sessionsCSV: "/settings/sessions.csv"
        case .apiTokensCSV: "/settings/tokens.csv"
        case .importDraftsCSV: "/imports/drafts.csv"
        case .styleguide: "/styleguide"
        case .settings: "/settings"
        case .password: "/settings/password"
        case .oneTimeCodes: "/settings/codes"
        case .sessions: "/settings/sessions"
        case .newPerson: "/people/new"
        case .person(let id): "/people/\(id)"
        case .personReset(let id): "/people/\(id)/reset"
        case .reset(let token): "/reset/\(token)"
        case .newTeam: "/teams/new"
        case .team(let id): "/teams/\(id)"
        case .organisation: "/organisation"
        case .accountCell(let code, let column): "/accounts/\(Self.segment(code))/cells/\(column.rawValue)"
        case .preview(let code): "/accounts/\(Self.segment(code))/preview"
        case .accountEdit(let code): "/accounts/\(Self.segment(code))/edit"
        case .notes(let code): "/accounts/\(Self.segment(code))/notes"
        case .note(let code, let id): "/accounts/\(Self.segment(code))/notes/\(id)"
        case .file(let code, let id): "/accounts/\(Self.segment(code))/files/\(id)"
        case .newContact(let code): "/accounts/\(Self.segment(code))/contacts/new"
        case .contact(let code, let id): "/accounts/\(Self.segment(code))/contacts/\(id)"
        case .orders(let code, let before): "/accounts/\(Self.segment(code))/orders" + Self.query([("before", before)])
        case .ordersCSV(let code): "/accounts/\(Self.segment(code))/orders.csv"
        case .order(let code, let id): "/accounts/\(Self.segment(code))/orders/\(id)"
        case .orderCSV(let code, let id): "/accounts/\(Self.segment(code))/orders/\(id)/lines.csv"
        case .newDocument(let code, let kind): "/accounts/\(Self.segment(code))/documents/new" + Self.query([("kind", kind.rawValue)])
        case .payments(let code, let id): "/accounts/\(Self.segment(code))/documents/\(id)/payments"
        case .reverse(let code, let id): "/accounts/\(Self.segment(code))/documents/\(id)/reverse"
        case .products(let category, let after):
            "/products" + Self.query([("category", category.map { String($0.value) }), ("after", after)])
        case .productsCSV(let category): "/products.csv" + Self.query([("category", category.map { String($0.value) })])
        case .newProduct: "/products/new"
        case .product(let id): "/products/\(id)"
        case .newCategory: "/categories/new"
        case .category(let id): "/categories/\(id)"
        case .pick(let kind, let query, let account): "/pick/\(kind)" + Self.query([("account", account), ("q", query)])
        case .undo(let batch): "/undo/\(batch)"
        case .policies: "/policies"
        case .policiesCSV: "/policies.csv"
        case .policyChanges(let from, let to): "/policies/changes" + Self.query([("from", from.map { String($0) }), ("to", to.map { String($0) })])
        case .policy(let id): "/policies/\(id)"
        case .policyDrafts: "/policies/drafts"
        case .policyDraft(let id): "/policies/drafts/\(id)"
        case .policyMovers(let id, let query): "/policies/drafts/\(id)/movers" + Self.query(query.pairs)
        case .policyMoversCSV(let id, let query): "/policies/drafts/\(id)/movers.csv" + Self.query(query.pairs)
        case .welcome(let token): "/welcome/\(Self.segment(token))"
        case .firstSteps: "/first-steps"
        case .backups: "/backups"
        case .backupsCSV: "/backups.csv"
        case .classification: "/classification"
        case .classificationCSV: "/classification.csv"
        case .classificationMovers(let query): "/classification/movers" + Self.query(query.pairs)
        case .classificationMoversCSV(let query): "/classification/movers.csv" + Self.query(query.pairs)
        case .apiTokens: "/settings/tokens"
        case .apiAccounts(let query): "/api/v1/accounts" + Self.query(query.pairs)
        case .apiAccount(let code): "/api/v1/accounts/" + Self.segment(code)
        case .asset(let hash, let name): "/assets/\(hash)/\(name)"
        }
    }

    /// `?a=1&b=2` without the pairs that have no value; empty when none has.
    static func query(_ pairs: [(String, String?)]) -> String {
        let given = pairs.compactMap { name, value in value.map { "\(name)=\(encode($0))" } }
        return given.isEmpty ? "" : "?" + given.joined(separator: "&")
    }

    static func segment(_ text: String) -> String { encode(text) }

    /// RFC 3986: everything but unreserved characters is percent-encoded.
    static func encode(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) { encoded.append(byte) } else { encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: ","): true
        default: false
        }
    }
}
