import Basics
import Interface
import Storage

/// What keeps figures from being right: rows that are in no figure, names that stand twice, rules that wait.
struct HomeUpkeep: Sendable {
    var imports: (imports: Int, rows: Int, newest: [ImportRecord]) = (0, 0, [])
    /// The draft of a policy that was changed last.
    var draft: (id: PolicyDraft.ID, changedAt: Timestamp)?
    /// Names that several accounts have, and how many such names there are.
    var twice: (names: [String], count: Int) = ([], 0)

    private static let shownImports = 4, shownNames = 3

    init() {}

    init(_ visit: Context, in connection: Connection) throws {
        imports = try ImportStore.recordsWithSetAside(limit: Self.shownImports, in: connection)
        if visit.user.role.may(.publishPolicies) { draft = try PolicyDraftStore.drafts(in: connection).first.map { ($0.id, $0.changedAt) } }
        let names = try AccountStore.repeatedNames(in: connection)
        twice = (Array(names.prefix(Self.shownNames)), names.count)
    }
}

extension AccountStore {
    /// Names that several accounts have, as far as somebody would look through them.
    static func repeatedNames(in connection: Connection) throws -> [String] {
        let keys = try connection.rows("""
            SELECT s.name_key FROM account_summary s GROUP BY s.name_key HAVING COUNT(*) > 1 ORDER BY s.name_key LIMIT 100
            """) { try $0.get(0, as: String.self) }
        guard !keys.isEmpty else { return [] }
        return try connection.rows("""
            SELECT MIN(COALESCE(a.short_name, a.name)) FROM account_summary s JOIN account a ON a.id = s.account_id
            WHERE s.name_key IN \(list: keys) GROUP BY s.name_key ORDER BY s.name_key
            """) { try $0.get(0, as: String.self) }
    }
}

/// The jobs of whoever looks after data and rules, what weighs most first.
struct HomeUpkeepView {
    let model: HomePage.Model
    let visit: Context

    private var words: MattersWords { visit.words.matters }

    private struct Job {
        var icon: String
        var mood: Interface.Tag.Mood
        var what: String
        var why: HTML
        var stake: String?
        var button: (label: String, address: String)
    }

    var count: Int { jobs.count }

    var html: HTML {
        let rows = jobs.map { job -> HTML in
            let stake: HTML = job.stake.map { "<p class=\"stake num\">\(Interface.Tag.html($0))</p>" } ?? "<p class=\"stake\"></p>"
            return """
                <li><span class="\("glyph " + job.mood.rawValue)">\(Icon(job.icon).html)</span><div><p class="what">\(job.what)</p><p class="why">\(job.why)</p></div>\(stake)<div class="do"><a class="btn s" href="\(job.button.address)">\(job.button.label)</a></div></li>
                """
        }
        guard !rows.isEmpty else { return .empty }
        return """
            <section class="panel nba" aria-labelledby="upkeep"><header><h2 id="upkeep">\(words.upkeep)</h2><p>\(words.upkeepNote)</p></header><ul class="actions" data-rows>\(rows)</ul></section>
            """
    }

    private func span(_ text: String) -> HTML { "<span>\(text)</span>" }

    private var jobs: [Job] { [repair, own, twice, draft, classify, industries, regions].compactMap(\.self) }

    private var repair: Job? {
        let imports = model.upkeep.imports
        guard imports.rows > 0, let newest = imports.newest.first else { return nil }
        return Job(
            icon: "upload", mood: .bad, what: words.repair(imports.rows), why: span(words.repairWhy(newest.fileName, visit.text(newest.startedAt))),
            stake: visit.words.home.imports(imports.imports),
            button: (words.repairDo, imports.imports == 1 ? Address.importRun(newest.id.value).text : Address.importsWithSetAside.text)
        )
    }

    private var own: Job? {
        let count = model.count(.unowned).accounts
        guard count > 0 else { return nil }
        let largest = model.matters.first { $0.kind == .unowned || $0.others.contains(.unowned) }
        let year = largest.flatMap { model.years[$0.account.id] }.map { Format.short(Money(minor: $0.net, $0.currency), visit.language) }
        return Job(
            icon: "user-round-check", mood: .warn, what: words.own(count),
            why: span(largest.map { words.ownWhy($0.account.displayName(english: visit.isEnglish), year.map(words.inTwelveMonths) ?? "–") } ?? words.hasNoOwner), stake: nil,
            button: (visit.words.home.assign, HomeList.unowned.address)
        )
    }

    private var twice: Job? {
        let twice = model.upkeep.twice
        guard twice.count > 0, let first = twice.names.first else { return nil }
        func list(_ name: String) -> String { Address.accounts(AccountsQuery().with { $0.filter.query = name }).text }
        let names = twice.names.map { "<a href=\"\(list($0))\">\($0)</a>" as HTML }
        return Job(icon: "users", mood: .warn, what: words.twice(twice.count), why: "\(names)", stake: nil, button: (words.look, list(first)))
    }

    private var draft: Job? {
        model.upkeep.draft.map { draft in
            Job(
                icon: "scale", mood: .plain, what: words.finishDraft, why: span(words.draftWhy(visit.text(draft.changedAt))), stake: nil,
                button: (words.draftDo, Address.policyDraft(draft.id.value).text)
            )
        }
    }

    private var classify: Job? { list(.unclassified, "star", words.classify, words.classifyWhy) }
    private var industries: Job? { list(.noIndustry, "columns-3", words.industries, words.incompleteWhy) }
    private var regions: Job? { list(.noRegion, "columns-3", words.regions, words.incompleteWhy) }

    private func list(_ list: HomeList, _ icon: String, _ what: (Int) -> String, _ why: String) -> Job? {
        let count = model.count(list).accounts
        return count == 0 ? nil : Job(icon: icon, mood: .plain, what: what(count), why: span(why), stake: nil, button: (words.look, list.address))
    }
}
