import Storage

/// Questions about many accounts at once, for files of them.
extension AccountStore {
    /// Identifiers of the accounts with these codes that a scope contains.
    static func identifiers(codes: [String], within scope: Scope, in connection: Connection) throws -> [String: Account.ID] {
        var found: [String: Account.ID] = [:]
        for part in codes.chunks(of: 500) {
            try connection.forEach("""
                SELECT a.code, a.id FROM account a
                WHERE a.code IN \(list: part) AND \(scope.condition(account: "a.id", team: "a.team_id"))
                """) { found[try $0.get(0)] = try $0.get(1, as: Account.ID.self) }
        }
        return found
    }

    /// The accounts with these unified social credit codes, by those.
    static func identifiers(creditCodes: [String], in connection: Connection) throws -> [String: (id: Account.ID, code: String)] {
        var found: [String: (id: Account.ID, code: String)] = [:]
        for part in creditCodes.chunks(of: 500) {
            try connection.forEach("SELECT credit_code, id, code FROM account WHERE credit_code IN \(list: part)") { row in
                found[try row.get(0)] = (try row.get(1), try row.get(2))
            }
            try connection.forEach("""
                SELECT c.source_id, a.id, a.code FROM account_code c JOIN account a ON a.id = c.account_id
                WHERE c.source_system = 'uscc' AND c.source_id IN \(list: part)
                """) { row in
                let creditCode: String = try row.get(0)
                if found[creditCode] == nil { found[creditCode] = (try row.get(1), try row.get(2)) }
            }
        }
        return found
    }

    static func accounts(_ ids: [Account.ID], in connection: Connection) throws -> [Account] {
        try ids.chunks(of: 500).flatMap { try connection.rows("\(accountColumns) WHERE id IN \(list: $0)", account) }
    }

    static func codes(of ids: [Account.ID], in connection: Connection) throws -> [Account.ID: String] {
        var codes: [Account.ID: String] = [:]
        for part in ids.chunks(of: 500) {
            try connection.forEach("SELECT id, code FROM account WHERE id IN \(list: part)") { codes[try $0.get(0)] = try $0.get(1, as: String.self) }
        }
        return codes
    }
}
