import Basics
import Interface
import Storage

/// Adding and editing a person; handing their accounts over; a link for a forgotten password.
enum PersonForm {
    static func fields(isNew: Bool, _ visit: Context, in connection: Connection) throws -> [Field] {
        let words = visit.words.people, labels = visit.words.fields
        let teams = try UserStore.teams(in: connection).map {
            Field.Choice(value: String($0.id.value), label: visit.isEnglish ? $0.englishName ?? $0.name : $0.name)
        }
        let signIn = isNew ? [Field(name: "signIn", label: visit.words.signIn.name, kind: .line(limit: 60), isRequired: true)] : []
        let end = isNew ? [] : [Field(name: "disabled", label: words.isDisabled, kind: .flag)]
        return signIn + [
            Field(name: "name", label: labels.name, kind: .line(limit: 80), isRequired: true), Field(name: "englishName", label: labels.englishName, kind: .line(limit: 80)),
            Field(name: "role", label: words.role, kind: .choice(Role.allCases.map { .init(value: $0.rawValue, label: $0.name(visit.language)) }), isRequired: true),
            Field(name: "team", label: words.team, kind: .choice(teams), hint: words.teamHint), Field(name: "email", label: labels.email, kind: .email),
        ] + end
    }

    static func show(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        guard let id else { return .page(try page(RecordForm(try fields(isNew: true, visit, in: connection), isNew: true), nil, nil, visit, in: connection)) }
        guard let current = try UserRecord.values(of: id, in: connection), let user = try UserStore.user(User.ID(id), in: connection) else { return .notFound }
        let form = RecordForm(try fields(isNew: false, visit, in: connection), showing: current)
        return .page(try page(form, user, nil, visit, in: connection))
    }

    /// - Parameter password: made before the transaction, because making one takes long on purpose.
    static func create(_ sent: Parameters, _ password: Password, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        var form = RecordForm(try fields(isNew: true, visit, in: connection), sent: sent)
        if let signIn = form["signIn"]?.lowercased() {
            if try UserStore.credentials(signIn: signIn, in: connection) != nil { form.set(.taken(signIn), for: "signIn") }
            if !signIn.allSatisfy({ $0.isLetter || $0.isNumber || "@._-+".contains($0) }) { form.set(.notOffered, for: "signIn") }
        }
        guard form.isValid, let signIn = form["signIn"] else { return .invalid(try page(form, nil, nil, visit, in: connection)) }
        let user = User(
            id: try connection.newIdentifier("app_user", reserve: 1), signIn: signIn.lowercased(), name: form["name"] ?? "",
            englishName: form["englishName"], role: form["role"].flatMap { Role(rawValue: $0) } ?? .viewer,
            teamID: form["team"].flatMap { Int64($0) }.map { Team.ID($0) }, email: form["email"], isDisabled: false
        )
        try UserStore.insert(user, password: password, at: visit.now, in: connection)
        try UserStore.update(user, in: connection)
        try ActivityStore.record(
            .userAdded, by: visit.user.id, at: visit.now, subject: ("app_user", user.id.value), after: "\(user.signIn) \(user.role.rawValue)",
            in: connection
        )
        return .redirect(.person(user.id.value))
    }

    static func save(_ id: Int64?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers), let id, let user = try UserStore.user(User.ID(id), in: connection),
              let current = try UserRecord.values(of: id, in: connection) else { return .notFound }
        if sent["do"] == "handover" { return try handOver(user, sent, visit, in: connection) }
        var form = RecordForm(try fields(isNew: false, visit, in: connection), sent: sent, over: current)
        if id == visit.user.id.value, form["role"] != Role.administrator.rawValue || form["disabled"] == "1" {
            // Nobody locks themselves out.
            form.set(.notOffered, for: form["disabled"] == "1" ? "disabled" : "role")
        }
        guard form.isValid else { return .invalid(try page(form, user, nil, visit, in: connection)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch try batch.save(&form, to: UserRecord.self, id, in: connection) {
        case .changedMeanwhile: return .conflict(try page(form, user, nil, visit, in: connection))
        case .unchanged: return .redirect(.people)
        case .saved: return .done(.people, batch.id)
        }
    }

    /// All accounts of somebody go to somebody else, in one action that can be taken back.
    private static func handOver(_ user: User, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let to = sent["to"].flatMap({ Int64($0) }), let successor = try UserStore.user(User.ID(to), in: connection),
              !successor.isDisabled, successor.id != user.id else { return .redirect(.person(user.id.value)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        try BulkChange.handOver(from: user, to: successor, batch, in: connection)
        return .done(.person(user.id.value), batch.id)
    }

    /// A link with which somebody sets a new password once; shown to the administrator, who passes it on.
    static func reset(_ id: Int64?, token: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers), let id, let user = try UserStore.user(User.ID(id), in: connection) else { return .notFound }
        try UserStore.startReset(SessionStore.hash(token), of: user.id, at: visit.now, in: connection)
        try ActivityStore.record(.resetStarted, by: visit.user.id, at: visit.now, subject: ("app_user", id), after: user.signIn, in: connection)
        let current = try UserRecord.values(of: id, in: connection) ?? [:]
        let form = RecordForm(try fields(isNew: false, visit, in: connection), showing: current)
        return .page(try page(form, user, Address.reset(token).text, visit, in: connection))
    }

    private static func page(_ form: RecordForm, _ user: User?, _ link: String?, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.people, forms = visit.words.forms
        let title = user.map { forms.edit(visit.isEnglish ? $0.englishName ?? $0.name : $0.name) } ?? words.newPerson
        let panel = FormPanel.html(
            id: "person", title: title, action: user.map { Address.person($0.id.value).text } ?? Address.newPerson.text, token: visit.formToken,
            submit: user == nil ? forms.add : forms.save, cancel: (forms.cancel, Address.people.text),
            "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>\(user == nil ? "<p class=\"muted\">\(words.firstPassword)</p>" as HTML : .empty)"
        )
        var others: HTML = .empty
        if let user {
            let note = link.map { "<div class=\"notice good\"><b>\(words.resetLink)</b><p><code>\($0)</code></p></div>" as HTML }
            let reset = Panel.html(id: "reset", title: words.forgotten, """
                <div class="body">\(note)<form method="post" action="\(Address.personReset(user.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><p class="muted">\(words.resetHint)</p><button class="btn">\(words.makeLink)</button></form></div>
                """)
            others = "\(reset)\(try handOverPanel(user, visit, in: connection))"
        }
        return visit.shell(title: title, section: .people, crumbs: [.init(words.title, Address.people.text), .init(title)])
            .html("<div class=\"content narrow\"><h1 class=\"sr\">\(title)</h1>\(panel)\(others)</div>")
    }

    private static func handOverPanel(_ user: User, _ visit: Context, in connection: Connection) throws -> HTML {
        let count = try AccountStore.countsByOwner(in: connection)[user.id] ?? 0
        guard count > 0 else { return .empty }
        let words = visit.words.people
        let others = try UserStore.users(in: connection).filter { !$0.isDisabled && $0.id != user.id && $0.role != .viewer }
        let options = others.map { ($0.id.value.description, visit.isEnglish ? $0.englishName ?? $0.name : $0.name) }
        let field = FormField(name: "to", label: words.successor, control: .select(options, none: visit.words.forms.nothing), isRequired: true)
        return Panel.html(id: "handover", title: words.handOver(count), """
            <form class="form" method="post" action="\(Address.person(user.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><p><a class="link" href="\(PeoplePage.ownedBy(user.id))">\(words.seeAccounts)</a></p><div class="fields">\(field.html)</div><div class="form-actions"><button class="btn primary" name="do" value="handover">\(words.handOverVerb)</button></div></form>
            """)
    }
}

extension AccountStore {
    /// How many accounts each person owns.
    static func countsByOwner(in connection: Connection) throws -> [User.ID: Int] {
        let pairs = try connection.rows("SELECT owner_id, COUNT(*) FROM account_summary WHERE owner_id IS NOT NULL GROUP BY owner_id") {
            (try $0.get(0, as: User.ID.self), try $0.get(1, as: Int.self))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}

extension BulkChange {
    /// Gives all accounts of one person to another.
    static func handOver(from user: User, to successor: User, _ batch: Batch, in connection: Connection) throws {
        var filter = AccountFilter()
        filter.owners = [user.id]
        let accounts = try AccountStore.page(filter, .standard, after: nil, size: limit, within: .all, in: connection).accounts
        for account in accounts {
            guard let current = try AccountRecord.values(of: account.id.value, in: connection) else { continue }
            let change = FieldChange(
                field: "owner", before: String(user.id.value), after: String(successor.id.value), beforeText: user.name, afterText: successor.name
            )
            try batch.write([change], to: AccountRecord.self, account.id.value, from: current, in: connection)
        }
    }
}
