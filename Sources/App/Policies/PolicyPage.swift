import Basics
import Interface
import Scoring
import Storage

/// The policies: the one in force or a chosen version in sentences, its document, and all versions.
enum PolicyPage {
    /// - Parameter id: a version; nil shows the one in force.
    static func answer(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        let versions = try PolicyStore.versions(in: connection)
        let inForce = try PolicyStore.inForce(on: visit.today, in: connection)
        let shown = try id.map { try PolicyStore.version(PolicyVersion.ID($0), in: connection) } ?? inForce
        guard let shown, let policy = shown.policy else { return .notFound }
        let words = visit.words.policies
        let title = words.finding(policy.name.text(visit.language))
        let shell = visit.shell(title: words.title, section: .policies, crumbs: [.init(words.title, id == nil ? nil : Address.policies.text)] + (id == nil ? [] : [.init("\(shown.code) \(shown.version)")]))
        let rows = versions.map { version -> HTML in
            let state = version.id == inForce?.id ? Tag.html(words.inForce, .good) : .empty
            return """
                <tr><td><a class="link" href="\(Address.policy(version.id.value).text)">\(version.code)</a> \(words.version(version.version)) \(state)</td><td>\(effective(version, visit))</td><td class="narrow-off">\(visit.text(version.publishedAt.day(in: visit.zone)))</td><td class="narrow-off">\(version.note ?? "–")</td></tr>
                """
        }
        var write: HTML = .empty
        if visit.user.role.may(.publishPolicies) {
            let drafts = try PolicyDraftStore.drafts(in: connection).map { draft -> HTML in
                "<a class=\"btn\" href=\"\(Address.policyDraft(draft.id.value).text)\">\(visit.words.drafts.openDraft(visit.text(draft.changedAt)))</a>"
            }
            let packs = PolicyPack.all.map { "<button name=\"pack\" value=\"\($0.id)\">\($0.id)</button>" as HTML }
            write = """
                \(drafts)<form method="post" action="\(Address.policyDrafts.text)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn primary" name="from" value="\(shown.id.value.description)">\(Icon("pencil").html)<span>\(visit.words.drafts.change)</span></button></form><form method="post" action="\(Address.policyDrafts.text)"><input type="hidden" name="token" value="\(visit.formToken)"><details class="menu account-menu"><summary class="btn">\(visit.words.drafts.fromPack)</summary><div class="sheetlet right">\(packs)</div></details></form>
                """
        }
        return .page(shell.html("""
            <div class="head"><div class="lead"><h1>\(title)</h1>\(write)</div></div><div class="content"><div class="half">
            \(Panel.html(id: "says", title: words.sentences, note: "\(shown.code) · \(words.version(shown.version)) · \(effective(shown, visit))", PolicySentences(policy: policy, visit: visit).html))
            \(Panel.html(id: "source", title: words.document, "<pre class=\"source\" tabindex=\"0\">\(shown.document)</pre>"))</div>
            \(Panel.html(id: "versions", title: words.title, "<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><thead><tr><th scope=\"col\">\(words.name)</th><th scope=\"col\">\(words.effective)</th><th scope=\"col\" class=\"narrow-off\">\(visit.words.why.computedAt)</th><th scope=\"col\" class=\"narrow-off\">\(words.note)</th></tr></thead><tbody>\(rows)</tbody></table></div>"))</div>
            """))
    }

    private static func effective(_ version: PolicyVersion, _ visit: Context) -> String {
        version.effectiveFrom.number == 0 ? visit.words.policies.always : visit.words.policies.from(visit.text(version.effectiveFrom))
    }
}

/// A policy as people would say it.
struct PolicySentences {
    let policy: Policy
    let visit: Context

    private var words: PoliciesWords { visit.words.policies }
    private var language: Language { visit.language }

    var html: HTML {
        let base = visit.organisation.baseCurrency
        let rules = [
            words.windowSentence(policy.window),
            words.historySentence(policy.minimumHistory.months, policy.minimumHistory.highestTier),
            words.hysteresisSentence(Format.score(policy.hysteresis, atLeast: 0)),
        ]
        let gates = policy.gates.map { gate -> String in
            let name = MetricText.name(gate.metric, language)
            return switch gate.limit {
            case .atMost(let limit): words.gateMost(name, MetricText.value(limit, gate.metric, base, language), gate.highestTier)
            case .atLeast(let limit): words.gateLeast(name, MetricText.value(limit, gate.metric, base, language), gate.highestTier)
            }
        }
        let criteria = policy.criteria.map { criterion -> HTML in
            let parts = criterion.parts.map { part in "<li>\(sentence(part, base))</li>" as HTML }
            let head = words.criterionSentence(criterion.name.text(language), Format.weight(criterion.weight) + "%")
            return "<div><p><b>\(head)</b></p><ul>\(parts)</ul></div>"
        }
        let tiers = policy.tiers.map { words.tierSentence($0.code, $0.name.text(language), Format.score($0.from, atLeast: 0)) }
        return """
            <div class="sentences"><h3>\(words.gates)</h3>\(list(gates))<h3>\(words.criteria)</h3>\(criteria)<h3>\(words.tiers)</h3>\(list(tiers))<h3>\(words.rules)</h3>\(list(rules))</div>
            """
    }

    private func list(_ sentences: [String]) -> HTML { "<ul>\(sentences.map { "<li>\($0)</li>" as HTML })</ul>" }

    private func sentence(_ part: Policy.Part, _ base: Currency) -> String {
        let name = MetricText.name(part.metric, language)
        guard let anchors = part.curve.anchors(for: base) else { return words.criterionSentence(name, Format.weight(part.weight) + "%") }
        let values = anchors.list.map { words.anchor(MetricText.value($0.value, part.metric, base, language), String($0.points)) }
        let listed = values.joined(separator: visit.isEnglish ? ", " : "\u{3001}") + (anchors.scale == .log ? " (\(words.logNote))" : "")
        return words.partSentence(name, Format.weight(part.weight) + "%", listed)
    }
}
