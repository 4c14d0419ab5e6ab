import Basics
import Interface
import Scoring
import Storage

/// What any two published versions say differently: in sentences, and line by line.
enum PolicyChangesPage {
    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let history = try PolicyHistory(today: visit.today, in: connection)
        func version(_ name: String) -> PolicyVersion? {
            query[name].flatMap { Int64($0) }.flatMap { id in history.versions.first { $0.id.value == id } }
        }
        // Without a choice the version in force is compared with the one before it.
        guard let new = version("to") ?? history.inForce, let old = version("from") ?? history.previous(new) ?? history.versions.last else { return .notFound }
        let words = visit.words.policies, text = PolicyChangeText(visit: visit)
        let lines: [PolicyChangeText.Line] = switch (old.policy, new.policy) {
        case (let before?, let after?): text.lines(after.changes(since: before))
        default: []
        }
        let title = words.changesTitle(lines.count, old.label(visit.language), new.label(visit.language))
        let says: HTML = lines.isEmpty ? EmptyState.html(title: words.saysTheSame, hint: "") : text.html(lines)
        let difference = DocumentDifference(from: old.document, to: new.document)
        let document: HTML = difference.lines.isEmpty ? EmptyState.html(title: words.sameDocument, hint: "") : difference.html
        let crumbs = [Shell.Crumb(words.title, Address.policies.text), Shell.Crumb(words.changes)]
        return .page(visit.shell(title: title, section: .policies, crumbs: crumbs).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1></div>\(choice(old, new, history, visit))</div><div class="content"><div class="half">
            \(Panel.html(id: "says", title: words.sentences, says))
            \(Panel.html(id: "source", title: words.document, document))</div></div>
            """))
    }

    private static func choice(_ old: PolicyVersion, _ new: PolicyVersion, _ history: PolicyHistory, _ visit: Context) -> HTML {
        let words = visit.words.policies
        func select(_ name: String, _ label: String, _ chosen: PolicyVersion) -> HTML {
            let options = history.versions.map { version -> HTML in
                "<option value=\"\(version.id.value.description)\"\(flag: "selected", version.id == chosen.id)>\(version.label(visit.language))</option>"
            }
            return "<label><span>\(label)</span><select class=\"entry\" name=\"\(name)\">\(options)</select></label>"
        }
        return """
            <form class="compare" method="get" action="\(Address.policyChanges(from: nil, to: nil).text)">\(select("from", words.was, old))\(select("to", words.now, new))<button class="btn">\(words.compare)</button></form>
            """
    }
}
