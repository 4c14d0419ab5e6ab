import Basics
import Interface
import Storage

/// The views above the list: those that everybody has, and those that people saved, each with its count.
struct AccountViews {
    let query: AccountsQuery
    let visit: Context
    let saved: [SavedView]
    let habit: ListHabit
    /// How many accounts each list shows, by what decides it.
    private let counts: [String: Int]

    /// Saved views that have a tab; the search finds all of them.
    private let shown: [SavedView]
    private static let tabLimit = 30

    private var words: AccountsWords { visit.words.accounts }

    private struct Known: Sendable {
        var views: [SavedView]
        var habit: ListHabit
    }

    init(_ query: AccountsQuery, _ visit: Context, in connection: Connection) throws {
        let known = try connection.remember(MemoryKey("views", "\(visit.user.id.value)")) {
            Known(views: try SavedViewStore.views(of: visit.user, in: connection), habit: try SavedViewStore.habit(of: visit.user.id, in: connection))
        }
        (self.query, self.visit, saved, habit) = (query, visit, known.views, known.habit)
        shown = Array(known.views.prefix(Self.tabLimit)) + known.views.dropFirst(Self.tabLimit).filter { $0.id.value == query.view }
        let lists = Self.standard(visit) + shown.map(\.list)
        let signatures = lists.map { $0.filterSignature(visit) }
        let found = try connection.remember(MemoryKey("counts", "\(visit.scope.signature) \(signatures.joined(separator: "\n"))")) {
            try AccountStore.counts(lists.map { try $0.filter(for: visit, in: connection) }, within: visit.scope, in: connection)
        }
        counts = Dictionary(zip(signatures, found)) { first, _ in first }
    }

    /// Everything, one's own, and who was not spoken to for long.
    private static func standard(_ visit: Context) -> [AccountsQuery] {
        var mine = AccountsQuery(), quiet = AccountsQuery()
        mine.isMine = true
        quiet.quietDays = 45
        return [AccountsQuery(), mine, quiet]
    }

    /// The view that this person sees first.
    var first: SavedView? { saved.first { $0.id == habit.viewID } }

    /// The saved view that the list is or began as.
    var current: SavedView? { saved.first { $0.id.value == query.view } }

    /// Whether the list is another by now than the view that it began as.
    var isChanged: Bool {
        guard let current else { return false }
        var kept = current.list, shown = query
        kept.columns = kept.columns ?? habit.columns
        shown.columns = shown.columns ?? habit.columns
        return SavedViewForm.text(of: kept) != SavedViewForm.text(of: shown)
    }

    // MARK: Tabs

    /// - Parameter tiers: how many accounts each tier has.
    func tabs(_ tiers: [String: Int]) -> HTML {
        var list = [tab(words.all) { _ in }]
        if visit.scope != .own(visit.user.id) { list.append(tab(words.mine) { $0.isMine = true }) }
        list += tiers.keys.sorted { ($0 == "S" ? "" : $0) < ($1 == "S" ? "" : $1) }.map { code in
            tab(words.seeTier(code), tiers[code]) { $0.filter.tiers = [code] }
        }
        list.append(tab(words.quiet) { $0.quietDays = 45 })
        list += shown.map { view in (view.name, counts[view.list.filterSignature(visit)], Address.accounts(view.list).text, query.view == view.id.value) }
        let cut: HTML = saved.count > shown.count ? "<span class=\"muted num\">\(shown.count) / \(saved.count)</span>" : .empty
        return "<div class=\"tabline\">\(Tabs.html(list, label: words.views, limit: AccountStore.countLimit))\(cut)\(update)\(menu)</div>"
    }

    /// What a tab shows: a filter; other chosen columns and the order stay.
    private func tab(
        _ label: String, _ count: Int? = nil, _ change: (inout AccountsQuery) -> Void
    ) -> (label: String, count: Int?, address: String, isCurrent: Bool) {
        var wanted = query.unfiltered
        wanted.view = nil
        change(&wanted)
        var shown = query.with { _ in }
        shown.view = nil
        let isCurrent = query.view ?? 0 == 0 && wanted == shown
        let count = count ?? counts[wanted.filterSignature(visit)]
        // With a view of one's own, the bare address would lead there.
        if first != nil, wanted.pairs.allSatisfy({ $0.1 == nil }) { wanted.view = 0 }
        return (label, count, Address.accounts(wanted).text, isCurrent)
    }

    // MARK: Saving

    private var kept: HTML {
        let id = current.map { "<input type=\"hidden\" name=\"id\" value=\"\($0.id.value.description)\">" as HTML }
        let text = Address.accounts(query.with { _ in }).text.split(separator: "?").dropFirst().joined()
        return "<input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><input type=\"hidden\" name=\"query\" value=\"\(text)\">\(id)"
    }

    private var update: HTML? {
        guard isChanged, current?.ownerID == visit.user.id else { return nil }
        return """
            <form class="update" method="post" action="\(Address.savedViews.text)">\(kept)<span class="muted">\(words.viewChanged)</span><button class="btn s" name="do" value="update">\(words.updateView)</button></form>
            """
    }

    private var menu: HTML {
        let own = current.flatMap { $0.ownerID == visit.user.id ? $0 : nil }
        let shared: HTML? = current == nil || own != nil ? nil : """
            <form method="post" action="\(Address.savedViews.text)">\(kept)<label><input type="checkbox" name="default" value="1"\(flag: "checked", first == current)><span>\(words.defaultView)</span></label><button class="btn s" name="do" value="first">\(visit.words.forms.save)</button></form><hr>
            """
        let remove: HTML? = own == nil ? nil : "<button class=\"btn s danger\" name=\"do\" value=\"remove\" formnovalidate>\(visit.words.forms.remove)</button>"
        return """
            <details class="menu"><summary class="chip">\(Icon("plus").html)<span>\(own == nil ? words.saveView : words.changeView)</span></summary><div class="sheetlet right">\(shared)<form method="post" action="\(Address.savedViews.text)">\(own == nil ? bare : kept)
            <label class="stacked"><span>\(words.viewName)</span><input type="text" name="name" maxlength="\(TextLimit.view)" required value="\(own?.name ?? "")"></label><label><input type="checkbox" name="shared" value="1"\(flag: "checked", own?.isShared == true)><span>\(words.shareView)</span></label><label><input type="checkbox" name="default" value="1"\(flag: "checked", own != nil && first == own)><span>\(words.defaultView)</span></label><button class="btn s primary">\(visit.words.forms.save)</button>\(remove)</form></div></details>
            """
    }

    /// For a view that is yet to be: without the number of the one that the list began as.
    private var bare: HTML {
        let text = SavedViewForm.text(of: query)
        return "<input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><input type=\"hidden\" name=\"once\" value=\"\(visit.opened)\"><input type=\"hidden\" name=\"query\" value=\"\(text)\">"
    }
}
