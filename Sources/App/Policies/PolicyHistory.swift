import Basics
import Interface
import Storage

/// All versions in the order in which they take effect, and what each of them is on a day.
struct PolicyHistory {
    /// What a version is on a day.
    enum State: Hashable {
        case scheduled
        case inForce
        case replaced(on: Day)
    }

    /// The latest to take effect first.
    let versions: [PolicyVersion]
    let today: Day

    init(today: Day, in connection: Connection) throws {
        versions = try PolicyStore.versions(in: connection)
        self.today = today
    }

    var inForce: PolicyVersion? { versions.first { $0.effectiveFrom <= today } }

    func state(of version: PolicyVersion) -> State {
        if version.effectiveFrom > today { return .scheduled }
        guard let place = versions.firstIndex(where: { $0.id == version.id }), place > 0 else { return .inForce }
        let next = versions[place - 1]
        return next.effectiveFrom > today ? .inForce : .replaced(on: next.effectiveFrom)
    }

    /// The version that counted before this one.
    func previous(_ version: PolicyVersion) -> PolicyVersion? {
        versions.firstIndex { $0.id == version.id }.flatMap { versions.indices.contains($0 + 1) ? versions[$0 + 1] : nil }
    }
}

/// The table of versions.
struct PolicyHistoryView {
    let history: PolicyHistory
    let visit: Context

    private var words: PoliciesWords { visit.words.policies }

    var html: HTML {
        let rows = history.versions.map { version -> HTML in
            let tag: HTML = switch history.state(of: version) {
            case .inForce: Tag.html(words.inForce, .good)
            case .scheduled: Tag.html(words.scheduled, .warn)
            case .replaced: .empty
            }
            let changes = history.previous(version).map { previous -> HTML in
                "<a class=\"link\" href=\"\(Address.policyChanges(from: previous.id.value, to: version.id.value).text)\">\(words.against(previous.version))</a>"
            }
            return """
                <tr><td><a class="link" href="\(Address.policy(version.id.value).text)">\(version.name(visit.language))</a> \(words.version(version.version)) \(tag)</td><td>\(effective(version))</td><td class="wrap">\(version.note ?? "–")</td><td>\(changes ?? "–")</td><td class="narrow-off">\(visit.text(version.publishedAt))</td><td class="narrow-off">\(publisher(version) ?? "–")</td></tr>
                """
        }
        return Panel.html(id: "versions", title: words.versions(history.versions.count), tools: DownloadLink.csv(Address.policiesCSV.text), """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.name)</th><th scope="col">\(words.effective)</th><th scope="col">\(words.note)</th><th scope="col">\(words.changes)</th><th scope="col" class="narrow-off">\(words.published)</th><th scope="col" class="narrow-off">\(words.publisher)</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }

    func effective(_ version: PolicyVersion) -> String {
        version.effectiveFrom.number == 0 ? words.always : words.from(visit.text(version.effectiveFrom))
    }

    private func publisher(_ version: PolicyVersion) -> String? {
        visit.isEnglish ? version.publishedByInEnglish ?? version.publishedBy : version.publishedBy
    }

    /// What a version is, in words.
    func state(_ version: PolicyVersion) -> String {
        switch history.state(of: version) {
        case .scheduled: words.scheduled
        case .inForce: words.inForce
        case .replaced(let day): words.replaced(visit.text(day))
        }
    }

    func export() -> Answer {
        let header = [words.name, words.versionTitle, words.state, words.effective, words.note, words.published, words.publisher]
        return .table("policies.csv", header, history.versions) { version in
            let state = switch history.state(of: version) {
            case .scheduled: words.scheduled
            case .inForce: words.inForce
            case .replaced(let day): words.replaced(day.iso)
            }
            return [
                version.code, String(version.version), state, version.effectiveFrom.number == 0 ? words.always : version.effectiveFrom.iso,
                version.note ?? "", visit.text(version.publishedAt), publisher(version) ?? "",
            ]
        }
    }
}
