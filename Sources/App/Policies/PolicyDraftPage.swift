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
        var policy = base?.policy, changes: [PolicyChangeText.Line] = []
        switch PolicyDocument.read(draft.document) {
        case .problems(let problems):
            title = words.hasProblems(problems.count)
            let list = problems.prefix(20).map { "<li>\(PolicyProblemText.sentence($0, visit.language))</li>" as HTML }
            effect = "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\"><b>\(title)</b><ul>\(list)</ul></div>"
        case .policy(let read):
            changes = PolicyChangeText(visit: visit).lines(policy.map { read.changes(since: $0) } ?? [])
            policy = read
            effect = try self.effect(view, in: connection)
        }
        let form: HTML = policy.map { text($0, base) } ?? text(nil, base)
        let crumbs = [Shell.Crumb(visit.words.policies.title, Address.policies.text), Shell.Crumb(words.draft)]
        var shell = visit.shell(title: title, section: .policies, crumbs: crumbs)
        shell.refreshes = work.progress(draft.id) != nil
        return .page(shell.html("""
            \(head(title, changes.count, base, isReady: view != nil))<div class="content"><div id="effect" class="stack">\(effect)</div><form id="draft" class="stack" method="post" action="\(here)" data-dirty>\(token)\(form)<div class="half">\(changed(changes, base))\(publishing(problem, isReady: view != nil))</div></form></div>
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

    // MARK: What it says

    /// Sentences and the document side by side, in one form: whichever of them was changed, nothing typed is lost.
    private func text(_ policy: Policy?, _ base: PolicyVersion?) -> HTML {
        let sentences = policy.map { PolicyValueForm(policy: $0, document: draft.document, base: base, visit: visit).html } ?? .empty
        let preview: HTML = "<button class=\"btn primary\" name=\"do\" value=\"values\" formnovalidate>\(words.preview)</button>"
        let tabs: HTML = "<span class=\"seg\"><a href=\"#sentences\">\(words.sentences)</a><a href=\"#document\">\(visit.words.policies.document)</a></span>"
        return Panel.html(id: "policy", title: words.policy, note: words.sentencesNote, tools: "\(tabs)\(preview)", css: "panel policy", """
            <div class="beside"><div class="text num" id="sentences">\(sentences)<div class="form-actions"><button class="btn" name="do" value="values" formnovalidate>\(words.preview)</button></div></div><div id="document"><label for="yaml">\(visit.words.policies.document)</label><textarea id="yaml" name="document" class="source" rows="30" spellcheck="false" autocomplete="off" maxlength="65536">
            \(draft.document)</textarea></div></div>
            """)
    }

    private func changed(_ lines: [PolicyChangeText.Line], _ base: PolicyVersion?) -> HTML {
        let origin = base.map { $0.label(visit.language) } ?? ""
        let list: HTML = lines.isEmpty ? EmptyState.html(title: words.nothingChanged, hint: words.nothingChangedHint) : PolicyChangeText(visit: visit).html(lines)
        return Panel.html(id: "changes", title: words.changesAgainst(lines.count, origin), list)
    }

    // MARK: Publishing

    private func publishing(_ problem: String?, isReady: Bool) -> HTML {
        let fields = [
            FormField(name: "from", label: words.effectiveFrom, control: .day, value: (draft.effectiveFrom ?? visit.today).iso, isRequired: true, problem: problem),
            FormField(name: "note", label: words.note, control: .area(limit: 500), value: draft.note ?? "", isRequired: true, hint: words.noteHint),
        ]
        let button: HTML = isReady ? "<button class=\"btn primary\" name=\"do\" value=\"publish\">\(words.publish)</button>" : "<p class=\"muted\">\(words.previewFirst)</p>"
        return Panel.html(id: "publish", title: words.publishTitle, """
            <div class="form"><div class="fields">\(fields.map(\.html))</div><p class="muted">\(words.neverChanges)</p><div id="go" class="form-actions">\(button)</div></div>
            """)
    }
}
