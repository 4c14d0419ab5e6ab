import Basics
import Interface
import Storage

/// Adding and editing an account.
enum AccountEditPage {
    /// Codes that are words of addresses.
    static let reservedCodes: Set<String> = ["new", "bulk", "views", "preview", ".", ".."]

    // MARK: New

    static func new(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.addAccounts) else { return .notFound }
        let fields = try AccountFields(visit: visit).fields(current: [:], isNew: true, in: connection)
        var form = RecordForm(fields, showing: ["stage": Account.Stage.potential.rawValue, "name": query["name"] ?? ""], isNew: true)
        form.set(String(visit.user.id.value), for: "owner")
        return .page(page(form, nil, visit))
    }

    static func create(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.addAccounts) else { return .notFound }
        let fields = try AccountFields(visit: visit).fields(current: [:], isNew: true, in: connection)
        var form = RecordForm(fields, sent: sent)
        try check(&form, nil, visit, in: connection)
        guard form.isValid else { return .invalid(page(form, nil, visit)) }
        let id: Account.ID = try connection.newIdentifier("account", reserve: 16)
        var account = Account(id: id, code: form["code"] ?? "C\(100_000 + id.value)", name: form["name"] ?? "", stage: .potential)
        while try AccountStore.identifiers(codes: [account.code], in: connection)[account.code] != nil { account.code += "-1" }
        var values = form.values
        values["code"] = account.code
        // Who may not hand accounts out keeps what they add.
        if !visit.user.role.may(.assignOwners) { values["owner"] = String(visit.user.id.value) }
        try AccountRecord.fill(&account, from: values, in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try AccountStore.insert([(account, [])], importID: nil, at: visit.now, in: connection)
        try TagStore.set(AccountRecord.tagNames(form["tags"] ?? ""), of: id, in: connection)
        try batch.added(AccountRecord.self, id.value, named: account.name, in: connection)
        return .done(.account(account.code), batch.id)
    }

    // MARK: Edit

    static func edit(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let (account, current) = try find(code, visit, in: connection) else { return .notFound }
        let fields = try AccountFields(visit: visit).fields(current: current, isNew: false, in: connection)
        return .page(page(RecordForm(fields, showing: current), account, visit))
    }

    static func save(_ code: String, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        // Whoever opened the form means this account, also if its code was changed meanwhile.
        let known = try sent["id"].flatMap { Int64($0) }.flatMap { try AccountStore.account(Account.ID($0), in: connection)?.code }
        guard let (account, current) = try find(known ?? code, visit, in: connection) else { return .notFound }
        let fields = try AccountFields(visit: visit).fields(current: current, isNew: false, in: connection)
        var form = RecordForm(fields, sent: sent, over: current)
        try check(&form, account.id, visit, in: connection)
        guard form.isValid else { return .invalid(page(form, account, visit)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch try batch.save(&form, to: AccountRecord.self, account.id.value, in: connection) {
        case .changedMeanwhile: return .conflict(page(form, account, visit))
        case .unchanged: return .redirect(.account(account.code))
        case .saved: return .done(.account(form["code"] ?? account.code), batch.id)
        }
    }

    private static func find(
        _ code: String, _ visit: Context, in connection: Connection
    ) throws -> (AccountSummary, [String: String])? {
        guard visit.user.role.may(.editAccounts), let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let current = try AccountRecord.values(of: account.id.value, in: connection) else { return nil }
        return (account, current)
    }

    static func check(_ form: inout RecordForm, _ id: Account.ID?, _ visit: Context, in connection: Connection) throws {
        let changed = form.changedValues
        let check = try AccountCheck([changed], within: visit.scope, in: connection)
        for (field, problem) in try check.problems(of: changed, for: id, in: connection) where form.problems[field] == nil { form.set(problem, for: field) }
    }

    private static func page(_ form: RecordForm, _ account: AccountSummary?, _ visit: Context) -> HTML {
        let words = visit.words.forms
        let title = account.map { words.edit($0.displayName(english: visit.isEnglish)) } ?? words.newAccount
        let back = account.map { Address.account($0.code).text } ?? Address.accounts(.init()).text
        let own = account.map { "<input type=\"hidden\" name=\"id\" value=\"\(String($0.id.value))\">" as HTML }
        let panel = FormPanel.html(
            id: "edit", title: title, action: account.map { Address.accountEdit($0.code).text } ?? Address.newAccount.text,
            token: visit.formToken, submit: account == nil ? words.add : words.save, cancel: (words.cancel, back),
            once: account == nil ? visit.opened : nil,
            "\(own)\(form.summary(words))<div class=\"fields\">\(form.inputs(words))</div>"
        )
        var crumbs = [Shell.Crumb(visit.words.shell.accounts, Address.accounts(.init()).text)]
        if let account { crumbs.append(Shell.Crumb(account.displayName(english: visit.isEnglish), back)) }
        crumbs.append(Shell.Crumb(account == nil ? words.newAccount : words.editShort))
        return visit.shell(title: title, section: .accounts, crumbs: crumbs).html("<div class=\"content narrow\"><h1 class=\"sr\">\(title)</h1>\(panel)</div>")
    }
}
