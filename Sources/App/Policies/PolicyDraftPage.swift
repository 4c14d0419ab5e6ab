import Basics
import Interface
import Scoring
import Spreadsheets
import Storage

/// Writing a policy: values in sentences, the document beside, what it would do, and publishing it.
struct PolicyDraftPage {
    let draft: PolicyDraft
    let visit: Context
    let app: App

    private var words: DraftsWords { visit.words.drafts }
    private var here: String { Address.policyDraft(draft.id.value).text }
    /// Drafts and imports share the list of running work; numbers below zero are drafts.
    private var job: Int64 { -draft.id.value }

    static func find(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> PolicyDraft? {
        guard visit.user.role.may(.publishPolicies), let id else { return nil }
        return try PolicyDraftStore.draft(PolicyDraft.ID(id), in: connection)
    }

    func answer(in connection: Connection, problem: String? = nil) throws -> Answer {
        let reading = PolicyDocument.read(draft.document)
        var title = words.title
        var right: HTML = .empty
        var policy: Policy?
        switch reading {
        case .problems(let problems):
            title = words.hasProblems(problems.count)
            let list = problems.prefix(20).map { "<li>\(PolicyProblemText.sentence($0, visit.language))</li>" as HTML }
            // The numbers can be put right where they stand, in the frame of the version that the draft began with.
            policy = try PolicyStore.version(draft.basedOn, in: connection)?.policy
            right = "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\"><b>\(title)</b><ul>\(list)</ul></div>"
        case .policy(let read):
            policy = read
            if let progress = app.jobs.progress(job) {
                right = "\(WizardPage.progress(progress, cancel: here, visit))<ms-refresh></ms-refresh>"
            } else if try isReady(in: connection) {
                (title, right) = try impact(read, in: connection)
            } else {
                right = failure + Panel.html(id: "impact", title: words.notPreviewed, """
                    <form class="form" method="post" action="\(here)">\(token)<p class="muted">\(words.previewHint)</p><div class="form-actions"><button class="btn primary" name="do" value="preview">\(words.preview)</button></div></form>
                    """)
            }
        }
        var isSound = false
        if case .policy = reading { isSound = app.jobs.progress(job) == nil }
        let publish: HTML = try isSound && isReady(in: connection) ? publishing(problem) : .empty
        let values: HTML = policy.map { PolicyValueForm(policy: $0, document: draft.document, visit: visit, action: here).html } ?? .empty
        let text = Panel.html(id: "document", title: visit.words.policies.document, """
            <form class="form" method="post" action="\(here)">\(token)<label class="sr" for="yaml">\(visit.words.policies.document)</label><textarea id="yaml" name="document" class="source" rows="24" spellcheck="false" maxlength="65536">
            \(draft.document)</textarea><div class="form-actions"><button class="btn" name="do" value="document">\(words.saveDocument)</button></div></form>
            """)
        let crumbs = [Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(words.draft)]
        let discard: HTML = "<form method=\"post\" action=\"\(here)\">\(token)<button class=\"btn quiet danger\" name=\"do\" value=\"discard\">\(words.discard)</button></form>"
        var shell = visit.shell(title: title, section: .policies, crumbs: crumbs)
        shell.refreshes = app.jobs.progress(job) != nil
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(title)</h1>\(discard)</div></div><div class="content"><div class="half"><div class="stack">\(values)\(text)</div><div class="stack">\(right)\(publish)</div></div></div>
            """))
    }

    /// Whether the kept results are those of this document beside the version that is in force now.
    private func isReady(in connection: Connection) throws -> Bool {
        try draft.isPreviewed && draft.preview?.compared == PolicyStore.inForce(on: visit.today, in: connection)?.id
    }

    /// Why the last preview broke off.
    private var failure: HTML {
        let text: String? = switch app.jobs.failure(job) {
        case nil: nil
        case .cancelled: words.previewStopped
        case .other(let reason): words.previewFailed(reason)
        case let failure?: words.previewFailed("\(failure)")
        }
        return text.map { "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\">\($0)</div>" } ?? .empty
    }

    private var token: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\">" }

    // MARK: What it would do

    private func impact(_ policy: Policy, in connection: Connection) throws -> (title: String, html: HTML) {
        let moves = try PolicyDraftStore.moves(of: draft.id, within: visit.scope, in: connection)
        let movers = try PolicyDraftStore.movers(of: draft.id, from: nil, to: nil, within: visit.scope, limit: 12, in: connection)
        let tiers = policy.tiers.map(\.code) + Set(moves.keys.flatMap { $0 }).subtracting(policy.tiers.map(\.code)).sorted()
        let place = Dictionary(uniqueKeysWithValues: tiers.enumerated().map { ($1, $0) })
        var up = 0, down = 0
        for (move, count) in moves where move[0] != move[1] {
            if place[move[1]] ?? 0 < place[move[0]] ?? 0 { up += count } else { down += count }
        }
        let title = up + down == 0 ? words.nobodyMoves : words.finding(up + down, up, down)
        return (title, "\(matrix(tiers, place, moves))\(moverList(movers, up + down, policy))")
    }

    private func matrix(_ tiers: [String], _ place: [String: Int], _ moves: [[String]: Int]) -> HTML {
        let heads = tiers.map { "<th scope=\"col\" class=\"n\">\(TierChip.mini($0))</th>" as HTML }
        let rows = tiers.map { old -> HTML in
            let cells = tiers.map { new -> HTML in
                let count = moves[[old, new]] ?? 0
                guard count > 0 else { return "<td class=\"n z\">0</td>" }
                let css = old == new ? "n" : place[new] ?? 0 < place[old] ?? 0 ? "n rose" : "n sank"
                let sign = old == new ? "" : place[new] ?? 0 < place[old] ?? 0 ? "▲\u{A0}" : "▼\u{A0}"
                return "<td class=\"\(css)\"><a href=\"\(Address.policyMovers(draft.id.value, from: old, to: new).text)\">\(sign)\(Format.grouped(count))</a></td>"
            }
            let sum = tiers.reduce(0) { $0 + (moves[[old, $1]] ?? 0) }
            return "<tr><th scope=\"row\">\(TierChip.mini(old))</th>\(cells)<td class=\"n\"><b>\(Format.grouped(sum))</b></td></tr>"
        }
        let sums = tiers.map { new in "<td class=\"n\"><b>\(Format.grouped(tiers.reduce(0) { $0 + (moves[[$1, new]] ?? 0) }))</b></td>" as HTML }
        let total = moves.values.reduce(0, +)
        let csv: HTML = DownloadLink.csv(Address.policyMoversCSV(draft.id.value, from: nil, to: nil).text)
        return Panel.html(id: "impact", title: words.distribution, note: words.matrixNote, tools: csv, """
            <div class="scroll" tabindex="0"><table class="list plain moves-table"><thead><tr><th scope="col"></th>\(heads)<th scope="col" class="n">\(words.inForce)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(words.draft)</th>\(sums)<td class="n"><b>\(Format.grouped(total))</b></td></tr></tfoot></table></div>
            """)
    }

    private func moverList(_ movers: [PolicyDraft.Mover], _ count: Int, _ policy: Policy) -> HTML {
        guard !movers.isEmpty else { return .empty }
        let all: HTML = "<a class=\"btn quiet s\" href=\"\(Address.policyMovers(draft.id.value, from: nil, to: nil).text)\">\(words.all(count))</a>"
        return "<section class=\"panel lines\" aria-labelledby=\"movers\"><header><h2 id=\"movers\">\(words.whoMoves)</h2><div class=\"tools\">\(all)</div></header><ul>\(movers.map { row($0, policy) })</ul></section>"
    }

    private func row(_ mover: PolicyDraft.Mover, _ policy: Policy) -> HTML {
        """
        <li class="mover"><span class="tiers">\(TierChip.mini(mover.result.oldTier))→\(TierChip.mini(mover.result.newTier))</span><div><p class="t"><a class="acc" href="\(Address.account(mover.code).text)"><span>\(visit.isEnglish ? mover.englishName ?? mover.name : mover.name)</span></a></p><p class="why">\(reason(mover.result, policy))</p></div><span class="val num">\(Format.score(mover.result.oldScore / 1_000 * 1_000)) → \(Format.score(mover.result.newScore / 1_000 * 1_000))</span></li>
        """
    }

    private func reason(_ result: PolicyDraft.Result, _ policy: Policy) -> String {
        guard let id = result.reason, let criterion = policy.criteria.first(where: { $0.id == id }) else { return words.byTheLine }
        let change = Format.score(abs(result.reasonChange) / 100 * 100, atLeast: 1)
        return words.because(criterion.name.text(visit.language), (result.reasonChange < 0 ? "\u{2212}" : "+") + change)
    }

    func movers(_ query: Parameters, in connection: Connection) throws -> Answer {
        guard case .policy(let policy) = PolicyDocument.read(draft.document), draft.isPreviewed else { return .notFound }
        let (from, to) = (query["from"], query["to"])
        let found = try PolicyDraftStore.movers(of: draft.id, from: from, to: to, within: visit.scope, limit: 500, in: connection)
        let title = from.flatMap { from in to.map { words.moversFromTo(found.count, from, $0) } } ?? words.whoMoves
        let csv: HTML = DownloadLink.csv(Address.policyMoversCSV(draft.id.value, from: from, to: to).text)
        let list: HTML = found.isEmpty ? EmptyState.html(title: words.nobodyMoves, hint: "") : "<ul>\(found.map { row($0, policy) })</ul>"
        let crumbs = [Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(words.draft, here), Shell.Crumb(words.whoMoves)]
        return .page(visit.shell(title: title, section: .policies, crumbs: crumbs).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div></div><div class="content narrow"><section class="panel lines" aria-labelledby="movers"><header><h2 id="movers">\(title)</h2><div class="tools">\(csv)</div></header>\(list)</section></div>
            """))
    }

    func moversCSV(_ query: Parameters, in connection: Connection) throws -> Answer {
        let found = try PolicyDraftStore.movers(of: draft.id, from: query["from"], to: query["to"], within: visit.scope, limit: 1_000_000, in: connection)
        let labels = visit.words.accounts
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write([labels.code, labels.account, words.inForce, labels.score, words.draft, labels.score])
        func score(_ value: Int) -> String { FixedDecimal(units: Int64(value), decimals: 4).trimmed(atLeast: 1) }
        for mover in found {
            let result = mover.result
            writer.write([mover.code, visit.isEnglish ? mover.englishName ?? mover.name : mover.name, result.oldTier, score(result.oldScore), result.newTier, score(result.newScore)])
        }
        return .csv(name: "movers.csv", writer.bytes)
    }

    // MARK: Changing and publishing

    private func publishing(_ problem: String?) -> HTML {
        let fields = [
            FormField(name: "from", label: words.effectiveFrom, control: .day, value: visit.today.iso, isRequired: true, problem: problem),
            FormField(name: "note", label: words.note, control: .area(limit: 500), isRequired: true, hint: words.noteHint),
        ]
        return Panel.html(id: "publish", title: words.publishTitle, """
            <form class="form" method="post" action="\(here)">\(token)<div class="fields">\(fields.map(\.html))</div><p class="muted">\(words.neverChanges)</p><div class="form-actions"><button class="btn primary" name="do" value="publish">\(words.publish)</button></div></form>
            """)
    }

    func save(_ sent: Parameters, in connection: Connection) throws -> Answer {
        let again = Answer.redirect(.policyDraft(draft.id.value))
        switch sent["do"] {
        case "cancel":
            app.jobs.cancel(job)
            return again
        case "discard":
            app.jobs.cancel(job)
            try PolicyDraftStore.remove(draft.id, in: connection)
            return .redirect(.policies)
        case "document":
            try save(document: (sent["document"] ?? "").replacing("\r\n", with: "\n"), in: connection)
            return again
        case "values":
            var changes: [String: String] = [:]
            for value in PolicyDocument.values(in: draft.document) { changes[value.path] = sent["v." + value.path] }
            try save(document: PolicyDocument.replacing(changes, in: draft.document), in: connection)
            return again
        case "preview":
            startPreview(draft)
            return again
        case "publish": return try publish(sent, in: connection)
        default: return .notFound
        }
    }

    /// Keeps a changed document and looks at once what it would do; work on the document before is given up.
    private func save(document: String, in connection: Connection) throws {
        var changed = draft
        (changed.document, changed.changedAt) = (document, visit.now)
        try PolicyDraftStore.save(changed, in: connection)
        if document != draft.document { app.jobs.cancel(job) }
        startPreview(changed)
    }

    private func startPreview(_ draft: PolicyDraft) {
        guard case .policy = PolicyDocument.read(draft.document) else { return }
        let app = app, day = visit.asOf, today = visit.today
        app.jobs.start(job, at: visit.now, replacing: true) { try await app.preview(draft, asOf: day, today: today, progress: $0) }
    }

    private func publish(_ sent: Parameters, in connection: Connection) throws -> Answer {
        guard case .policy(let policy) = PolicyDocument.read(draft.document), try isReady(in: connection) else { return .redirect(.policyDraft(draft.id.value)) }
        // The past stays as it was: a version counts from today at the earliest.
        guard let day = sent["from"].flatMap({ Day($0) }), day >= visit.today, let note = sent["note"]?.trimmed, !note.isEmpty else {
            guard case .page(let html) = try answer(in: connection, problem: words.needsDayAndNote) else { return .notFound }
            return .invalid(html)
        }
        _ = try PolicyStore.publish(draft.document, code: policy.id, effectiveFrom: day, note: note, by: visit.user.id, at: visit.now, in: connection)
        try PolicyDraftStore.remove(draft.id, in: connection)
        return .redirect(.policies)
    }

    /// Starts a draft from a published version.
    static func create(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.publishPolicies) else { return .notFound }
        let wanted = try sent["from"].flatMap { Int64($0) }.flatMap { try PolicyStore.version(PolicyVersion.ID($0), in: connection) }
        guard let base = try wanted ?? PolicyStore.inForce(on: visit.today, in: connection) else { return .notFound }
        let pack = sent["pack"].flatMap { id in PolicyPack.all.first { $0.id == id } }
        let draft = PolicyDraft(
            id: try connection.newIdentifier("policy_draft", reserve: 1), basedOn: base.id, document: pack?.document ?? base.document, changedAt: visit.now
        )
        try PolicyDraftStore.insert(draft, by: visit.user.id, in: connection)
        return .redirect(.policyDraft(draft.id.value))
    }
}
