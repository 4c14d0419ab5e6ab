import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import Storage
import Testing

@testable import App

/// An address of every route that leads somewhere, and the records that this needs: what tests of all routes go through.
struct SiteAddresses: Sendable {
    struct OfAccount: Sendable { var document: Int64?, order: Int64?, contact: Int64?, note: Int64?, file: Int64? }

    private(set) var accounts: [String: OfAccount] = [:]
    private var product: Int64 = 1, category: Int64 = 1, person: Int64 = 1, team: Int64 = 1, policy: Int64 = 1
    /// What sales operations have begun.
    private var importDraft: Int64 = 1, importRun: Int64 = 1, policyDraft: Int64 = 1

    /// Attaches a file to an account's note, uploads a file, imports another and begins a policy, so that no route is without its record.
    static func prepare(_ app: App, _ client: any TestClientProtocol) async throws -> SiteAddresses {
        try await app.database.write { connection in
            for (account, note) in try connection.rows("SELECT account_id, MIN(id) FROM note GROUP BY account_id", { (try $0.get(0, as: Account.ID.self), try $0.get(1, as: Note.ID.self)) }) {
                try NoteStore.insert(Attachment(
                    id: try connection.newIdentifier("attachment"), accountID: account, noteID: note, fileName: "plan.txt", mediaType: "text/plain", size: 4,
                    sha256: String(repeating: "0", count: 64)
                ), in: connection)
            }
        }
        let ops = try await SignedIn("ops", app, client)
        _ = try await ops.post("/policies/drafts", [])
        let clerk = try await ImportClerk("ops", app, client)
        _ = try await clerk.bring(.sales, "客户编码,单据号,日期,产品编码,数量,单价\nK100001,A-1,2026-01-05,P-A,1,2.50\nK100001,A-2,soon,P-A,1,2.50\n")
        _ = try await clerk.check(.accounts, "客户编码,客户名称\nNEW1,新客户\n")
        return try await app.database.read { try SiteAddresses($0) }
    }

    private init(_ connection: Connection) throws {
        func first(_ sql: SQL) throws -> Int64? { try connection.first(sql) { try $0.get(0) } }
        for account in try connection.rows("SELECT id, code FROM account", { (id: try $0.get(0, as: Int64.self), code: try $0.get(1, as: String.self)) }) {
            accounts[account.code] = .init(
                document: try first("SELECT id FROM invoice WHERE account_id = \(account.id) LIMIT 1"),
                order: try first("SELECT id FROM sales_order WHERE account_id = \(account.id) LIMIT 1"),
                contact: try first("SELECT contact_id FROM employment WHERE account_id = \(account.id) LIMIT 1"),
                note: try first("SELECT id FROM note WHERE account_id = \(account.id) LIMIT 1"),
                file: try first("SELECT id FROM attachment WHERE account_id = \(account.id) LIMIT 1")
            )
        }
        product = try first("SELECT MIN(id) FROM product") ?? 1
        category = try first("SELECT MIN(id) FROM category") ?? 1
        person = try first("SELECT MAX(id) FROM app_user") ?? 1
        team = try first("SELECT MIN(id) FROM team") ?? 1
        policy = try first("SELECT MIN(id) FROM policy_version") ?? 1
        importDraft = try first("SELECT MAX(id) FROM import_draft") ?? 1
        importRun = try first("SELECT MAX(id) FROM import") ?? 1
        policyDraft = try first("SELECT MAX(id) FROM policy_draft") ?? 1
    }

    /// A path of a route that leads somewhere for whoever may go there; `code` is an account's.
    func path(_ pattern: Address.Pattern, _ code: String) -> String {
        let account = accounts[code]
        let id: Int64 = switch pattern {
        case .document, .documentCSV, .payments, .reverse: account?.document ?? 1
        case .order, .orderCSV: account?.order ?? 1
        case .contact: account?.contact ?? 1
        case .note: account?.note ?? 1
        case .file: account?.file ?? 1
        case .product: product
        case .category: category
        case .person, .personReset: person
        case .team: team
        case .policy: policy
        case .importStep: importDraft
        case .importRun, .importSetAside, .importKeptCSV: importRun
        case .policyDraft, .policyMovers, .policyMoversCSV: policyDraft
        default: 1
        }
        var path = pattern.rawValue
        for (name, value) in [
            ("code", code), ("id", String(id)), ("step", "columns"), ("kind", "accounts"), ("column", "next"), ("token", "none"), ("hash", "none"), ("name", "none"),
        ] { path = path.replacingOccurrences(of: "{\(name)}", with: value) }
        return path
    }
}
