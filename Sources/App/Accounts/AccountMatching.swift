import Interface
import Storage

/// Whether an account of a file is one that exists already.
enum AccountMatching {
    enum Outcome: Sendable {
        case same(Account.ID)
        /// Only the names are alike; somebody must decide.
        case similar(Account.ID, code: String)
        case none
    }

    /// By code, then by credit code; a name alone never merges.
    static func find(code: String?, creditCode: String?, name: String, in connection: Connection) throws -> Outcome {
        if let code, let id = try AccountStore.identifiers(codes: [code], in: connection)[code] { return .same(id) }
        if let creditCode, let id = try AccountStore.identifier(creditCode: creditCode, in: connection) { return .same(id) }
        let wanted = stripped(name)
        guard wanted.count >= 2 else { return .none }
        for candidate in try AccountStore.search(wanted, within: .all, limit: 20, in: connection) {
            let names = [candidate.name, candidate.shortName, candidate.englishName].compactMap(\.self)
            if names.contains(where: { stripped($0) == wanted }) { return .similar(candidate.id, code: candidate.code) }
        }
        return .none
    }

    /// A company's name without its legal form, brackets and spaces.
    static func stripped(_ name: String) -> String {
        var text = SearchText.folded(name)
        for form in CompanyForms.all { text = text.replacing(form, with: "") }
        return String(text.filter { $0.isLetter || $0.isNumber || $0 == " " }).split(separator: " ").joined(separator: " ")
    }
}

extension AccountStore {
    static func identifier(creditCode: String, in connection: Connection) throws -> Account.ID? {
        try connection.first("SELECT id FROM account WHERE credit_code = \(creditCode)") { try $0.get(0) }
            ?? connection.first("SELECT account_id FROM account_code WHERE source_system = 'uscc' AND source_id = \(creditCode)") { try $0.get(0) }
    }
}
