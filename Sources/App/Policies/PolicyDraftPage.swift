import Basics
import Interface
import Scoring
import Storage

/// Writing a policy: values in sentences, the document beside, what it would do, and publishing it.
struct PolicyDraftPage {
    let draft: PolicyDraft
    let visit: Context
    let work: PolicyPreviewWork

    var words: DraftsWords { visit.words.drafts }
    var here: String { Address.policyDraft(draft.id.value).text }
    private var token: HTML { "<input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\">" }

    static func find(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> PolicyDraft? {
        guard visit.user.role.may(.publishPolicies), let id else { return nil }
        return try PolicyDraftStore.draft(PolicyDraft.ID(id), in: connection)
    }

    /// Whether the kept results are those of this document beside the version that is in force now, and nothing else is on the way.
    func isReady(in connection: Connection) throws -> Bool {
        guard draft.isPreviewed, work.progress(draft.id) == nil else { return false }
        return try draft.preview?.compared == PolicyStore.inForce(on: visit.today, in: connection)?.id
    }

    /// What the draft would do; nil before it was previewed as it stands.
    func impact(in connection: Connection) throws -> PolicyImpactView? {
        guard let policy = ReadPolicies.policy(draft.document), try isReady(in: connection), let preview = draft.preview else { return nil }
        let moves = try PolicyDraftStore.moves(of: draft.id, within: visit.scope, in: connection)
        return PolicyImpactView(
            draft: draft, policy: policy, moves: TierMoves(moves, tiers: policy.tiers.map(\.code)),
            compared: try PolicyStore.version(preview.compared, in: connection), visit: visit
        )
    }

    /// - Parameter problem: why it was not published.
    func answer(in connection: Connection, problem: String? = nil) throws -> Answer {
        let base = try PolicyStore.version(draft.basedOn, in: connection)
        let view = try impact(in: connection)
        var title = view?.title ?? words.title, effect: HTML = .empty
        // The numbers can be put right where they stand, in the frame of the version that the draft began with.
        var policy = base?.policy, changes: [PolicyChangeText.Line] = [], placed = PlacedProblems.none
        switch PolicyDocument.read(draft.document) {
        case .problems(let problems):
            title = words.hasProblems(problems.count)
            placed = PlacedProblems(problems, among: PolicyDocument.values(in: draft.document))
            effect = notice(title, placed, policy, base)
            changes = differences(policy, base)
        case .policy(let read):
            changes = PolicyChangeText(visit: visit).lines(policy.map { read.changes(since: $0) } ?? [])
            policy = read
            effect = try self.effect(view, in: connection)
        }
        let form: HTML = text(policy, base, placed)
        let crumbs = [Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(words.draft)]
        var shell = visit.shell(title: title, section: .policies, crumbs: crumbs)
        shell.refreshes = work.progress(draft.id) != nil
        return .page(shell.html("""
            \(head(title, changes.count, base, isReady: view != nil))<div class="content"><div id="effect" class="stack">\(effect)</div><form id="draft" class="stack" method="post" action="\(here)" data-dirty>\(token)<input type="hidden" name="once" value="\(visit.opened)">\(form)<div class="half">\(changed(changes, base))\(publishing(problem, isReady: view != nil, try ClassificationNotice.html(visit, in: connection)))</div></form></div>
            """))
    }

    // MARK: Head

    private func head(_ title: String, _ changes: Int, _ base: PolicyVersion?, isReady: Bool) -> HTML {
        let origin = base.map { $0.label(visit.language) } ?? ""
        let preview: HTML = isReady ? draft.preview.map { "<small>\(visit.text($0.at))</small>" as HTML } ?? .empty : .empty
        let steps = [
            Steps.Step(words.draft, note: "<small>\(visit.text(draft.changedAt))</small>"),
            Steps.Step(words.previewed, note: preview), Steps.Step(words.publishTitle),
        ]
        return """
            <div class="head"><div id="lead"><div class="lead"><h1>\(title)</h1>\(Tag.html(words.draft, .warn))<form method="post" action="\(here)">\(token)<button class="btn quiet danger" name="do" value="discard">\(words.discard)</button></form></div><p class="facts"><a class="link" href="#changes">\(words.changesAgainst(changes, origin))</a></p>\(Steps.html(steps, current: isReady ? 1 : 0, label: words.road))</div></div>
            """
    }

    // MARK: What it would do

    private func effect(_ view: PolicyImpactView?, in connection: Connection) throws -> HTML {
        if let progress = work.progress(draft.id) {
            return "\(WizardPage.progress(progress, cancel: here, visit))<ms-refresh of=\"#lead, #effect, #go\"></ms-refresh>"
        }
        guard let view else { return "\(failure)<p class=\"muted\">\(words.previewHint)</p>" }
        let movers = try PolicyDraftStore.movers(of: draft.id, view.moves.moves(.init()), after: nil, within: visit.scope, limit: 6, in: connection)
        return "<div class=\"half\">\(view.matrix)\(view.list(movers))</div>"
    }

    /// Why the last preview broke off.
    private var failure: HTML {
        let text: String? = switch work.failure(draft.id) {
        case nil: nil
        case .cancelled: words.previewStopped
        case .other(let reason): words.previewFailed(reason)
        case let failure?: words.previewFailed("\(failure)")
        }
        return text.map { "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\">\($0)</div>" } ?? .empty
    }

    // MARK: What is wrong

    /// What stands at values leads to them, in the words of the sentences; the rest leads to the document.
    private func notice(_ title: String, _ problems: PlacedProblems, _ policy: Policy?, _ base: PolicyVersion?) -> HTML {
        let form = policy.map { PolicyValueForm(policy: $0, document: draft.document, base: base, problems: problems, visit: visit) }
        let placed = problems.placed.sorted { $0.key < $1.key }.flatMap { place, list in
            list.map { problem -> HTML in form?.link(place, problem) ?? "<li>\(PolicyProblemText.text(problem, visit.language))</li>" }
        }
        let others = problems.others.prefix(20).map { "<li><a href=\"#document\">\(PolicyProblemText.sentence($0, visit.language))</a></li>" as HTML }
        return "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\"><b>\(title)</b><ul>\(placed)\(others)</ul></div>"
    }

    /// The same by line and column, for whoever writes the document.
    private func lines(_ problems: PlacedProblems) -> HTML {
        guard !problems.all.isEmpty else { return .empty }
        return "<ul class=\"wrong\">\(problems.all.prefix(20).map { "<li>\(PolicyProblemText.sentence($0, visit.language))</li>" as HTML })</ul>"
    }

    /// What differs from the version that the draft began with while the document is no policy: its values, or else its lines.
    private func differences(_ policy: Policy?, _ base: PolicyVersion?) -> [PolicyChangeText.Line] {
        guard let policy, let base, base.document != draft.document else { return [] }
        let values = PolicyValueForm(policy: policy, document: draft.document, base: base, visit: visit).differences
        guard values.isEmpty else { return values }
        let lines = DocumentDifference(from: base.document, to: draft.document, context: 0).lines
        let removed = lines.count { if case .removed = $0 { true } else { false } }, added = lines.count { if case .added = $0 { true } else { false } }
        return [.init(kind: visit.words.policies.document, name: "", was: "−\(removed)", now: "+\(added)")]
    }

    // MARK: What it says

    /// Sentences and the document side by side, in one form: whichever of them was changed, nothing typed is lost.
    private func text(_ policy: Policy?, _ base: PolicyVersion?, _ problems: PlacedProblems) -> HTML {
        let sentences = policy.map { PolicyValueForm(policy: $0, document: draft.document, base: base, problems: problems, visit: visit).html } ?? .empty
        let preview: HTML = "<button class=\"btn primary\" name=\"do\" value=\"values\" formnovalidate>\(words.preview)</button>"
        let tabs: HTML = "<span class=\"seg\"><a href=\"#sentences\">\(words.sentences)</a><a href=\"#document\">\(visit.words.policies.document)</a></span>"
        return Panel.html(id: "policy", title: words.policy, note: words.sentencesNote, tools: "\(tabs)\(preview)", css: "panel policy", """
            <div class="beside"><div class="text num" id="sentences">\(sentences)<div class="form-actions"><button class="btn" name="do" value="values" formnovalidate>\(words.preview)</button></div></div><div id="document"><label for="yaml">\(visit.words.policies.document)</label>\(lines(problems))<textarea id="yaml" name="document" class="source" rows="30" spellcheck="false" autocomplete="off" maxlength="65536">
            \(draft.document)</textarea></div></div>
            """)
    }

    private func changed(_ lines: [PolicyChangeText.Line], _ base: PolicyVersion?) -> HTML {
        let origin = base.map { $0.label(visit.language) } ?? ""
        let list: HTML = lines.isEmpty ? EmptyState.html(title: words.nothingChanged, hint: words.nothingChangedHint) : PolicyChangeText(visit: visit).html(lines)
        return Panel.html(id: "changes", title: words.changesAgainst(lines.count, origin), list)
    }

    // MARK: Publishing

    /// - Parameter notice: that accounts carry an older version than the one in force, if they do.
    private func publishing(_ problem: String?, isReady: Bool, _ notice: HTML) -> HTML {
        let fields = [
            FormField(name: "from", label: words.effectiveFrom, control: .day, value: (draft.effectiveFrom ?? visit.today).iso, isRequired: true, problem: problem),
            FormField(name: "note", label: words.note, control: .area(limit: 500), value: draft.note ?? "", isRequired: true, hint: words.noteHint),
        ]
        let button: HTML = isReady ? "<button class=\"btn primary\" name=\"do\" value=\"publish\">\(words.publish)</button>" : "<p class=\"muted\">\(words.previewFirst)</p>"
        return Panel.html(id: "publish", title: words.publishTitle, """
            <div class="form"><div class="fields">\(fields.map(\.html))</div><p class="muted">\(words.neverChanges)</p>\(notice)<div id="go" class="form-actions">\(button)</div></div>
            """)
    }
}
