import Basics
import Interface
import Storage

/// A page of rows that need somebody's eyes: what is wrong, the cells to correct, and the account that a row may be.
struct ProblemRows {
    let draft: ImportDraft
    let visit: Context
    let header: [String]
    /// The row before the page.
    let after: Int

    private var words: ImportsWords { visit.words.imports }
    private var here: String { Address.importStep(draft.id.value, .check).text }
    private var columns: [String: Int] { draft.columns ?? draft.kind.match(header) }

    /// - Parameter all: how many rows there are on all pages.
    func html(_ all: Int, _ next: HTML, in connection: Connection) throws -> HTML {
        var problems = try ImportDraftStore.problems(of: draft.id, after: after, limit: ImportReview.problemsOnPage + 1, in: connection)
        let hasMore = problems.count > ImportReview.problemsOnPage
        if hasMore { problems.removeLast() }
        let more: HTML = hasMore ? problems.last.map {
            "<a class=\"btn s\" rel=\"next\" href=\"\("\(here)?after=\($0.row)")\"><span>\(words.moreProblems)</span>\(Icon("arrow-right").html)</a>"
        } ?? .empty : .empty
        return try form(problems, all, "\(more)<button class=\"btn\">\(words.saveAndCheck)</button>\(next)", in: connection)
    }

    func form(_ problems: [ImportReview.Problem], _ all: Int, _ actions: HTML, in connection: Connection) throws -> HTML {
        let order = order(problems)
        let heads = order.map { "<th scope=\"col\">\(header[$0])</th>" as HTML }
        let rows = try problems.map { "\(row($0, order))\(try existing($0, order, in: connection))" as HTML }
        return """
            <section class="panel" aria-labelledby="problems"><header><h2 id="problems">\(words.problemRows(all))</h2><p>\(words.problemHint)</p></header><form method="post" action="\(here)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="after" value="\(after)"><div class="scroll" tabindex="0"><table class="list plain edit-rows"><thead><tr><th scope="col" class="n">\(words.fileRow)</th><th scope="col">\(words.reason)</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div><div class="form-actions padded">\(actions)</div></form></section>
            """
    }

    /// The file's columns as they are shown: those with something wrong first, without those of a file of rows set aside.
    private func order(_ problems: [ImportReview.Problem]) -> [Int] {
        let places = columns
        let wrong = Set(problems.flatMap(\.problems).compactMap { $0.field.flatMap { places[$0] } })
        let own = 0..<SetAsideFile.ownColumns(header)
        return own.filter(wrong.contains) + own.filter { !wrong.contains($0) }
    }

    private func row(_ problem: ImportReview.Problem, _ order: [Int]) -> HTML {
        let wrong = Set(problem.problems.compactMap { $0.field.flatMap { columns[$0] } })
        let cells = order.map { index -> HTML in
            let text = index < problem.fields.count ? problem.fields[index] : ""
            return "<td><input name=\"\("r\(problem.row).\(index)")\" value=\"\(text)\" aria-label=\"\(words.cell(problem.row, index + 1))\"\(attribute: "aria-invalid", wrong.contains(index) ? "true" : nil)></td>"
        }
        var decision: HTML = .empty
        if problem.reason == .possibleDuplicate, problem.similar != nil {
            decision = """
                <br><label><input type="radio" name="d\(problem.row)" value="same"> \(words.isSame)</label> <label><input type="radio" name="d\(problem.row)" value="new"> \(words.isOther)</label>
                """
        }
        let texts = problem.problems.enumerated().map { index, problem -> HTML in
            index == 0 ? "<b>\(words.text(of: problem, visit))</b>" : "<br><b>\(words.text(of: problem, visit))</b>"
        }
        return "<tr><td class=\"n\">\(problem.row)</td><td class=\"wrap\">\(texts)\(decision)<br><label><input type=\"checkbox\" name=\"x\(problem.row)\" value=\"1\"\(flag: "checked", problem.reason == .leftOut)> \(words.leaveOut)</label></td>\(cells)</tr>"
    }

    /// The account that a row may be, its values below those of the row; those that differ stand out.
    private func existing(_ problem: ImportReview.Problem, _ order: [Int], in connection: Connection) throws -> HTML {
        guard draft.kind == .accounts, problem.reason == .possibleDuplicate, let code = problem.similar,
              let id = try AccountStore.identifiers(codes: [code], within: visit.scope, in: connection)[code],
              let values = try AccountRecord.values(of: id.value, in: connection) else { return .empty }
        let fields = Dictionary(columns.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        let cells = try order.map { index -> HTML in
            let stored = fields[index].flatMap { values[$0] } ?? ""
            let value = try fields[index].map { try shown($0, stored, in: connection) } ?? ""
            let typed = index < problem.fields.count ? problem.fields[index] : ""
            return value.isEmpty || [value, stored].contains(typed) ? "<td>\(value)</td>" : "<td><b>\(value)</b></td>"
        }
        return "<tr class=\"existing\"><td></td><td><a class=\"link\" href=\"\(Address.account(code).text)\">\(code)</a> <small>\(words.inTheBooks)</small></td>\(cells)</tr>"
    }

    /// A stored value as people read it: an industry by its name, an owner by theirs.
    private func shown(_ field: String, _ value: String, in connection: Connection) throws -> String {
        switch field {
        case "owner": try Int64(value).flatMap { try UserStore.user(User.ID($0), in: connection) }?.name(english: visit.isEnglish) ?? value
        case "industry": ReferenceNames.industry(value, visit.language)
        case "region": ReferenceNames.region(value, visit.language)
        default: value
        }
    }

    /// What somebody corrected and decided on the page.
    func corrections(_ sent: Parameters, in connection: Connection) throws -> [Int: ImportDraft.Correction] {
        var corrections: [Int: ImportDraft.Correction] = [:]
        for problem in try ImportDraftStore.problems(of: draft.id, after: after, limit: ImportReview.problemsOnPage, in: connection) where sent.has("r\(problem.row).0") {
            let had = header.indices.map { $0 < problem.fields.count ? problem.fields[$0] : "" }
            let typed = header.indices.map { sent["r\(problem.row).\($0)"] ?? had[$0] }
            let decision: ImportDraft.Correction.Decision? = sent["x\(problem.row)"] == "1" ? .leaveOut
                : sent["d\(problem.row)"].flatMap { ImportDraft.Correction.Decision(rawValue: $0) }
            guard typed != had || decision != nil || problem.reason == .leftOut else { continue }
            corrections[problem.row] = .init(fields: typed == had ? draft.corrections[problem.row]?.fields : typed, decision: decision)
        }
        return corrections
    }
}
