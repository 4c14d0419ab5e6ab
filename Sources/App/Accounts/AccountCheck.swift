import Storage

/// What needs the database to judge an account's values: codes that are taken, parents that do not exist or would make a circle.
///
/// A form and an import ask the same; an import asks for many rows at once.
struct AccountCheck {
    /// Accounts by code, within the scope of nobody: a code is taken whoever may see its account.
    let codes: [String: Account.ID]
    /// Accounts by credit code.
    let creditCodes: [String: (id: Account.ID, code: String)]
    /// Only what the person may see can be a parent.
    private let parents: [String: Account.ID]
    /// Parents that earlier rows of the same file will give.
    private var planned: [Account.ID: Account.ID] = [:]

    /// - Parameter rows: the canonical values of records.
    init(_ rows: [[String: String]], within scope: Scope, in connection: Connection) throws {
        func all(_ field: String) -> [String] { Set(rows.compactMap { $0[field] }.filter { !$0.isEmpty }).sorted() }
        codes = try AccountStore.identifiers(codes: all("code"), in: connection)
        creditCodes = try AccountStore.identifiers(creditCodes: all("creditCode"), in: connection)
        parents = try AccountStore.identifiers(codes: all("parent"), within: scope, in: connection)
    }

    /// What is wrong with the values of an account; nil is an account that is new.
    func problems(of values: [String: String], for id: Account.ID?, in connection: Connection) throws -> [(field: String, problem: FieldProblem)] {
        var problems: [(field: String, problem: FieldProblem)] = []
        func text(_ field: String) -> String? { values[field].flatMap { $0.isEmpty ? nil : $0 } }
        if let code = text("code") {
            if let other = codes[code], other != id { problems.append(("code", .taken(code))) }
            if AccountEditPage.reservedCodes.contains(code.lowercased()) { problems.append(("code", .reserved)) }
        }
        if let creditCode = text("creditCode"), let other = creditCodes[creditCode], other.id != id {
            problems.append(("creditCode", .taken(other.code)))
        }
        if let code = text("parent") {
            if let parent = parents[code] {
                if try isCircle(id, parent, in: connection) { problems.append(("parent", .wouldBeCircle)) }
            } else {
                problems.append(("parent", .notFound(code)))
            }
        }
        return problems
    }

    /// Remembers that a row will give an account a parent, so that the rows of one file make no circle together.
    mutating func plan(parent code: String, of id: Account.ID) { planned[id] = parents[code] }

    /// Takes over what earlier rows of the file will do.
    mutating func goOn(after earlier: AccountCheck) { planned = earlier.planned }

    private func isCircle(_ id: Account.ID?, _ parent: Account.ID, in connection: Connection) throws -> Bool {
        guard let id else { return false }
        var ancestor: Account.ID? = parent
        for _ in 0..<Self.depth {
            guard let current = ancestor else { return false }
            if current == id { return true }
            ancestor = try planned[current] ?? AccountStore.parent(of: current, in: connection)
        }
        return true
    }

    /// No honest group is deeper.
    private static let depth = 100
}
