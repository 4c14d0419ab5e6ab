import Basics
import Interface
import Storage

/// One action on many accounts: chosen ones, or all that match a filter.
enum BulkChange {
    /// Accounts that one action may change, and that its form promises; more are done in several.
    static let limit = 10_000

    /// Somebody who was to have accounts and cannot: the list says so, with the same accounts chosen.
    struct Refused: Sendable {
        var owner: String
        var problem: FieldProblem
        var chosen: Set<Account.ID>
        var isForAll: Bool
    }

    static func answer(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let query = AccountsQuery(Parameters(formText: sent["query"] ?? ""))
        let back = Address.accounts(query)
        let chosen = sent.all("id").compactMap { Int64($0) }.map { Account.ID($0) }
        let ids = sent["all"] == "1" ? nil : chosen
        guard ids == nil || !chosen.isEmpty else { return .redirect(back) }
        let accounts = try find(query, ids, visit, in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch sent["do"] {
        case "assign":
            guard visit.user.role.may(.assignOwners) else { return .notFound }
            let typed = sent["to"] ?? "", owners = try AccountFields.owners(visit, in: connection)
            guard let owner = owners.value(of: typed) else {
                let problem: FieldProblem = typed.trimmed.isEmpty ? .missing : .notFound(typed)
                return try refuse(Refused(owner: typed, problem: problem, chosen: Set(chosen), isForAll: ids == nil), query, visit, in: connection)
            }
            for id in accounts { try assign(id, owner, owners.name(of: owner) ?? typed, batch, in: connection) }
        case "unassign":
            guard visit.user.role.may(.assignOwners) else { return .notFound }
            for id in accounts { try assign(id, "", "", batch, in: connection) }
        case "tag", "untag":
            guard visit.user.role.may(.editAccounts), let tag = AccountRecord.tagNames(sent["tag"] ?? "").first else { return .redirect(back) }
            for id in accounts { try retag(id, tag, isAdded: sent["do"] == "tag", batch, in: connection) }
        default: return .redirect(back)
        }
        return .done(back, batch.id)
    }

    private static func refuse(_ refused: Refused, _ asked: AccountsQuery, _ visit: Context, in connection: Connection) throws -> Answer {
        let views = try AccountViews(asked, visit, in: connection)
        var query = asked
        query.columns = query.columns ?? views.habit.columns
        var model = try AccountsPage.model(query, views, visit, in: connection)
        model.refused = refused
        return .invalid(try AccountsPage.page(model, visit, in: connection))
    }

    private static func find(
        _ query: AccountsQuery, _ ids: [Account.ID]?, _ visit: Context, in connection: Connection
    ) throws -> [Account.ID] {
        try AccountStore.page(
            query.filter(for: visit, in: connection), query.order, only: ids, after: nil, size: limit, within: visit.scope, in: connection
        ).accounts.map(\.id)
    }

    private static func assign(_ id: Account.ID, _ owner: String, _ name: String, _ batch: Batch, in connection: Connection) throws {
        guard let current = try AccountRecord.values(of: id.value, in: connection), current["owner"] != owner else { return }
        let before = try current["owner"].flatMap { Int64($0) }.flatMap { try UserStore.user(User.ID($0), in: connection)?.name } ?? ""
        let change = FieldChange(field: "owner", before: current["owner"] ?? "", after: owner, beforeText: before, afterText: name)
        try batch.write([change], to: AccountRecord.self, id.value, from: current, in: connection)
    }

    private static func retag(_ id: Account.ID, _ tag: String, isAdded: Bool, _ batch: Batch, in connection: Connection) throws {
        guard let current = try AccountRecord.values(of: id.value, in: connection) else { return }
        let names = AccountRecord.tagNames(current["tags"] ?? "")
        let after = (isAdded ? Array(Set(names + [tag])) : names.filter { $0 != tag }).sorted().joined(separator: ", ")
        let before = current["tags"] ?? ""
        guard after != before else { return }
        let change = FieldChange(field: "tags", before: before, after: after, beforeText: before, afterText: after)
        try batch.write([change], to: AccountRecord.self, id.value, from: current, in: connection)
    }
}

/// Changing one cell of the list in its place.
enum CellEdit {
    /// - Returns: the cell's contents with an input, for scripts.
    static func form(_ code: String, _ column: AccountColumn?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let (account, current, field) = try find(code, column, visit, in: connection) else { return .notFound }
        return .fragment(form(RecordForm(field, showing: current), account, column ?? .next, visit))
    }

    static func save(_ code: String, _ column: AccountColumn?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let column, let (account, current, fields) = try find(code, column, visit, in: connection) else { return .notFound }
        var form = RecordForm(fields, sent: sent, over: current)
        guard form.isValid else { return .invalid(self.form(form, account, column, visit)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        let outcome = try batch.save(&form, to: AccountRecord.self, account.id.value, in: connection)
        if case .changedMeanwhile = outcome { return .conflict(self.form(form, account, column, visit)) }
        guard let after = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .fragment(.empty) }
        let value = AccountTable(query: .init(), visit: visit).value(column, after)
        if case .unchanged = outcome { return .fragment(value) }
        return .fragment("\(value)\(Toast(done: batch.id).html(visit))")
    }

    private static func find(
        _ code: String, _ column: AccountColumn?, _ visit: Context, in connection: Connection
    ) throws -> (AccountSummary, [String: String], [Field])? {
        let isAllowed = column == .owner ? visit.user.role.may(.assignOwners) : visit.user.role.may(.editAccounts)
        guard isAllowed, column == .owner || column == .next, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let current = try AccountRecord.values(of: account.id.value, in: connection) else { return nil }
        let wanted: Set<String> = column == .owner ? ["owner"] : ["nextStep", "nextStepOn"]
        let fields = try AccountFields(visit: visit).fields(current: current, isNew: false, in: connection).filter { wanted.contains($0.name) }
        return (account, current, fields)
    }

    private static func form(_ form: RecordForm, _ account: AccountSummary, _ column: AccountColumn, _ visit: Context) -> HTML {
        """
        <form class="inline-edit" method="post" action="\(Address.accountCell(account.code, column).text)"><input type="hidden" name="token" value="\(visit.formToken)">\(form.inputs(visit.words.forms))<button class="btn s primary">\(visit.words.forms.save)</button></form>
        """
    }
}

/// An account at a glance, beside the list.
enum AccountPreview {
    static func answer(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        var table = AccountTable(query: .init(), visit: visit, accounts: [account])
        try table.load([account.id], in: connection)
        let words = visit.words.accounts
        let sales = table.pageSales.map { Format.full($0, visit.language) }.joined(separator: " + ")
        let contacts = try ContactStore.contacts(of: account.id, on: visit.today, limit: 3, in: connection).shown
        let activities = try ActivityStore.activities(of: account.id, limit: 4, in: connection)
        let timeline = try Timeline(activities, of: account, visit, in: connection)
        let facts: [(String, HTML)] = [
            (words.score, account.score.map { "\(Format.score($0))" } ?? "–"),
            (words.netSales, HTML(text: sales.isEmpty ? "–" : sales)),
            (words.lastOrder, HTML(text: account.lastOrderOn.map { visit.text($0) } ?? "–")),
            (words.lastContact, HTML(text: account.lastContactOn.map { visit.text($0) } ?? words.never)),
            (visit.words.fields.nextStep, table.value(.next, account)), (words.owner, table.value(.owner, account)),
        ]
        let rows = facts.map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
        return .fragment("""
            <header><h2>\(TierChip.mini(account.tier)) <a class="link" href="\(Address.account(code).text)">\(account.displayName(english: visit.isEnglish))</a></h2><button class="btn quiet icon-only" data-close aria-label="\(words.close)">×</button></header>
            <dl class="facts-list">\(rows)</dl><ul class="people">\(contacts.map { ContactsPage.item($0, visit) })</ul><ol class="timeline">\(activities.map { timeline.item($0) })</ol>
            <p><a class="btn primary" href="\(Address.account(code).text)">\(words.open)</a> <a class="btn" href="\(Address.activity(code, before: nil, onlyNotes: false).text)">\(visit.words.notes.log)</a></p>
            """)
    }
}
