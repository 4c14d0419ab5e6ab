import Basics
import Interface
import Storage

/// One action on many accounts: chosen ones, or all that match a filter.
enum BulkChange {
    /// Accounts that one action may change, and that its form promises; more are done in several.
    static let limit = 10_000

    /// What was typed and cannot be, such as somebody who was to have accounts: the list says so, with the same accounts chosen.
    struct Refused: Sendable {
        enum Field: Sendable { case owner, tag }

        var field: Field
        var typed: String
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
        let accounts = try find(query, ids, visit, in: connection).sorted()
        try AccountStore.lock(accounts, in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch sent["do"] {
        case "assign":
            guard visit.user.role.may(.assignOwners) else { return .notFound }
            let typed = sent["to"] ?? "", owners = try AccountFields.owners(visit, in: connection)
            guard let owner = owners.value(of: typed) else {
                let problem: FieldProblem = typed.trimmed.isEmpty ? .missing : .notFound(typed)
                return try refuse(Refused(field: .owner, typed: typed, problem: problem, chosen: Set(chosen), isForAll: ids == nil), query, visit, in: connection)
            }
            for id in accounts { try assign(id, owner, owners.name(of: owner) ?? typed, batch, in: connection) }
        case "unassign":
            guard visit.user.role.may(.assignOwners) else { return .notFound }
            for id in accounts { try assign(id, "", "", batch, in: connection) }
        case "tag", "untag":
            guard visit.user.role.may(.editAccounts) else { return .redirect(back) }
            let typed = sent["tag"] ?? ""
            guard let tag = AccountRecord.tagNames(typed.withoutInvisibleMarks).first else { return .redirect(back) }
            switch try retagged(accounts, tag, isAdded: sent["do"] == "tag", in: connection) {
            case .success(let changes):
                for change in changes { try batch.write([change.change], to: AccountRecord.self, change.id.value, from: change.current, in: connection) }
            case .failure(let refusal):
                let refused = Refused(field: .tag, typed: typed, problem: refusal.problem, chosen: Set(chosen), isForAll: ids == nil)
                return try refuse(refused, query, visit, in: connection)
            }
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

    private typealias Retagged = (id: Account.ID, current: [String: String], change: FieldChange)

    /// What giving accounts a tag, or taking it off, changes; refused as a whole where the form of any of them would refuse it.
    private static func retagged(
        _ ids: [Account.ID], _ tag: String, isAdded: Bool, in connection: Connection
    ) throws -> Result<[Retagged], Field.Refusal> {
        let field = Field(name: "tags", label: "", kind: .tags)
        var changes: [Retagged] = []
        for id in ids {
            guard let current = try AccountRecord.values(of: id.value, in: connection) else { continue }
            let before = current["tags"] ?? "", names = AccountRecord.tagNames(before)
            guard names.contains(tag) != isAdded else { continue }
            let after = isAdded ? (names + [tag]).sorted().joined(separator: ", ") : names.filter { $0 != tag }.joined(separator: ", ")
            if isAdded, case .failure(let refusal) = field.read(after) { return .failure(refusal) }
            changes.append((id, current, FieldChange(field: "tags", before: before, after: after, beforeText: before, afterText: after)))
        }
        return .success(changes)
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
        let all = ([account.currency.map { Money(minor: account.netSales, $0) }].compactMap(\.self)
            + (table.others[account.id] ?? []).map { Money(minor: $0.net, $0.currency) }).map { Format.full($0, visit.language) }.joined(separator: " + ")
        let contacts = try ContactStore.contacts(of: account.id, on: visit.today, limit: 3, in: connection).shown
        let activities = try ActivityStore.activities(of: account.id, limit: 4, in: connection)
        let timeline = try Timeline(activities, of: account, visit, in: connection)
        let facts: [(String, HTML)] = [
            (words.score, account.score.map { "<a class=\"link\" href=\"\(Address.why(code, .init()).text)\" title=\"\(Format.score($0))\">\(Format.points($0))</a>" } ?? "–"),
            (visit.words.year.netSales, "<a class=\"link\" href=\"\(Address.documents(code, .init(period: visit.year.period)).text)\">\(sales.isEmpty ? "–" : sales)</a>"),
            (visit.words.year.allNetSales, "<a class=\"link\" href=\"\(Address.documents(code, .init()).text)\">\(all.isEmpty ? "–" : all)</a>"),
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
