import Basics
import Interface
import Scoring
import Storage

/// The policies: the one in force or a chosen version in sentences, its document, and all versions.
enum PolicyPage {
    /// - Parameter id: a version; nil shows the one in force.
    static func answer(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        let history = try PolicyHistory(today: visit.today, in: connection)
        let shown = try id.map { try PolicyStore.version(PolicyVersion.ID($0), in: connection) } ?? history.inForce
        guard let shown, let policy = shown.policy else { return .notFound }
        let words = visit.words.policies, view = PolicyHistoryView(history: history, visit: visit)
        let title = title(shown, policy.name.text(visit.language), history, visit)
        let shell = visit.shell(title: words.title, section: .policies, crumbs: [.init(words.title, id == nil ? nil : Address.policies.text)] + (id == nil ? [] : [.init(shown.label(visit.language))]))
        let write: HTML = visit.user.role.may(.publishPolicies) ? writing(shown, visit) : .empty
        let drafts: HTML = visit.user.role.may(.publishPolicies) ? try drafts(visit, in: connection) : .empty
        let spread: HTML = shown.id == history.inForce?.id ? try TierStrip.html(policy, visit, in: connection) : .empty
        let notice = try ClassificationNotice.html(visit, in: connection)
        let note = "\(shown.name(visit.language)) · \(words.version(shown.version)) · \(view.state(shown)) · \(view.effective(shown))"
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(title)</h1>\(classify(visit))\(write)</div>\(drafts)</div><div class="content">\(notice)\(spread)<div class="half">
            \(Panel.html(id: "says", title: words.sentences, note: note, PolicySentences(visit: visit).html(policy)))
            \(Panel.html(id: "source", title: words.document, "<pre class=\"source\" tabindex=\"0\">\(shown.document)</pre>"))</div>
            \(view.html)</div>
            """))
    }

    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        PolicyHistoryView(history: try PolicyHistory(today: visit.today, in: connection), visit: visit).export()
    }

    private static func title(_ shown: PolicyVersion, _ name: String, _ history: PolicyHistory, _ visit: Context) -> String {
        let words = visit.words.policies
        return switch history.state(of: shown) {
        case .inForce: words.finding(name)
        case .scheduled: words.willCount(name, visit.text(shown.effectiveFrom))
        case .replaced(let day): words.wasReplaced(name, visit.text(day))
        }
    }

    /// The way to classifying.
    private static func classify(_ visit: Context) -> HTML {
        guard visit.user.role.may(.classify) else { return .empty }
        return "<a class=\"btn\" href=\"\(Address.classification.text)\">\(Icon("clipboard-check").html)<span>\(visit.words.classification.classify)</span></a>"
    }

    /// The drafts that wait, a line under the title.
    private static func drafts(_ visit: Context, in connection: Connection) throws -> HTML {
        let links = try PolicyDraftStore.drafts(in: connection).map { draft -> HTML in
            "<a class=\"link\" href=\"\(Address.policyDraft(draft.id.value).text)\">\(visit.words.drafts.openDraft(visit.text(draft.changedAt)))</a>"
        }
        return links.isEmpty ? .empty : "<p class=\"drafts num\">\(links)</p>"
    }

    /// Ways to begin a draft.
    private static func writing(_ shown: PolicyVersion, _ visit: Context) -> HTML {
        let packs = PolicyPack.all.map { pack -> HTML in
            let name = ReadPolicies.policy(pack.document)?.name.text(visit.language) ?? pack.id
            return "<button name=\"pack\" value=\"\(pack.id)\">\(name)</button>"
        }
        return """
            <form method="post" action="\(Address.policyDrafts.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><button class="btn primary" name="from" value="\(shown.id.value.description)">\(Icon("pencil").html)<span>\(visit.words.drafts.change)</span></button></form><form method="post" action="\(Address.policyDrafts.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><details class="menu account-menu"><summary class="btn">\(visit.words.drafts.fromPack)</summary><div class="sheetlet right">\(packs)</div></details></form>
            """
    }
}
