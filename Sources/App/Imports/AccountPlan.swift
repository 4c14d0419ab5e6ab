import Basics
import Storage

extension RecordPlanner {
    /// Plans rows of accounts, with the same checks as their form.
    mutating func planAccounts(_ rows: [RecordPart.Understood], in connection: Connection) throws -> [RecordPlan] {
        var check = try AccountCheck(rows.map(\.values), within: visit.scope, in: connection)
        if let accountCheck { check.goOn(after: accountCheck) }
        let known = rows.compactMap { row in row.values["code"].flatMap { check.codes[$0] } ?? row.values["creditCode"].flatMap { check.creditCodes[$0]?.id } }
        if isWriting { try AccountStore.lock(known, in: connection) }
        let current = try AccountRecord.values(of: Array(Set(known)), in: connection)
        let plans = try rows.map { try plan($0, &check, current, in: connection) }
        accountCheck = check
        return plans
    }

    private mutating func plan(
        _ row: RecordPart.Understood, _ check: inout AccountCheck, _ current: [Account.ID: [String: String]], in connection: Connection
    ) throws -> RecordPlan {
        var row = row
        let code = row.values["code"], creditCode = row.values["creditCode"], company = row.company ?? CompanyName(row.values["name"] ?? "")
        if isRepeated(code ?? creditCode ?? company.text) { return .setAside(.repeated, field: code == nil ? "name" : "code") }
        if let id = code.flatMap({ check.codes[$0] }) { return try change(id, row, &check, current, in: connection) }
        var similar: (id: Account.ID, code: String, field: String, detail: FieldProblem?)?
        if let creditCode, let other = check.creditCodes[creditCode] {
            guard code != nil else { return try change(other.id, row, &check, current, in: connection) }
            similar = (other.id, other.code, "creditCode", .taken(other.code))
        } else if let other = try matching.similar(company, in: connection) {
            similar = (other.id, other.code, "name", nil)
        }
        switch (similar, row.decision) {
        case (let other?, .same):
            // The account keeps the code by which everybody knows it.
            row.values["code"] = nil
            return try change(other.id, row, &check, current, in: connection)
        case (let other?, let decision) where decision != .new:
            return .setAside(.possibleDuplicate, field: other.field, detail: other.detail, similar: other.code)
        default:
            let problems = try check.problems(of: row.values, for: nil, in: connection)
            guard problems.isEmpty else { return setAside(problems) }
            if let creditCode, code != nil, isRepeated("uscc " + creditCode) { return .setAside(.repeated, field: "creditCode") }
            return .new(values: row.values)
        }
    }

    private mutating func change(
        _ id: Account.ID, _ row: RecordPart.Understood, _ check: inout AccountCheck, _ known: [Account.ID: [String: String]], in connection: Connection
    ) throws -> RecordPlan {
        guard let current = try known[id] ?? AccountRecord.values(of: id.value, in: connection) else { return .unchanged }
        let values = row.values
        let plan = change(id.value, values, from: current)
        guard case .changed(_, let changes, _) = plan else { return plan }
        // What the row leaves as it is has been judged before.
        let changed = values.filter { field, _ in changes.contains { $0.field == field } }
        let problems = try check.problems(of: changed, for: id, in: connection)
        guard problems.isEmpty else { return setAside(problems) }
        if let creditCode = changed["creditCode"], isRepeated("uscc " + creditCode) { return .setAside(.repeated, field: "creditCode") }
        if let parent = changed["parent"] { check.plan(parent: parent, of: id) }
        return plan
    }

    private func setAside(_ problems: [(field: String, problem: FieldProblem)]) -> RecordPlan {
        .setAside(problems.map { field, problem in
            if case .notFound = problem { return RowProblem(.unknownAccount, field: field, detail: problem) }
            return RowProblem(.badValue, field: field, detail: problem)
        }, similar: nil)
    }
}
