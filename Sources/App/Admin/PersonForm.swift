import Basics
import Interface
import Storage

/// Adding and editing a person; a link for a forgotten password; turning off codes whose phone is lost.
enum PersonForm {
    static func fields(isNew: Bool, _ visit: Context, in connection: Connection) throws -> [Field] {
        let words = visit.words.people, labels = visit.words.fields
        let teams = try UserStore.teams(in: connection).map {
            Field.Choice(value: String($0.id.value), label: $0.name(english: visit.isEnglish))
        }
        let signIn = isNew ? [Field(name: "signIn", label: visit.words.signIn.name, kind: .line(limit: TextLimit.signIn), isRequired: true)] : []
        let end = isNew ? [] : [Field(name: "disabled", label: words.isDisabled, kind: .flag)]
        return signIn + [
            Field(name: "name", label: labels.personName, kind: .line(limit: TextLimit.person), isRequired: true), Field(name: "englishName", label: labels.englishName, kind: .line(limit: TextLimit.person)),
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
        switch sent["do"] {
        case "handover": return try HandOver.save(user, sent, visit, in: connection)
        case "codesOff":
            _ = try UserStore.takeAwayCodes(of: user, by: visit.user.id, at: visit.now, in: connection)
            return .redirect(.person(id))
        default: break
        }
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
        case .saved:
            try HandOver.follow(user, batch, in: connection)
            return .done(.people, batch.id)
        }
    }

    /// A link with which somebody sets a new password once; shown to the administrator, who passes it on.
    static func reset(_ id: Int64?, token: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers), let id, let user = try UserStore.user(User.ID(id), in: connection) else { return .notFound }
        if try UserStore.startReset(SessionStore.hash(token), of: user.id, at: visit.now, in: connection) {
            try ActivityStore.record(.resetStarted, by: visit.user.id, at: visit.now, subject: ("app_user", id), after: user.signIn, in: connection)
        }
        let current = try UserRecord.values(of: id, in: connection) ?? [:]
        let form = RecordForm(try fields(isNew: false, visit, in: connection), showing: current)
        return .page(try page(form, user, Address.reset(token).text, visit, in: connection))
    }

    /// A person's page with what is wrong about the successor.
    static func page(_ user: User, successor: (typed: String, problem: FieldProblem), _ visit: Context, in connection: Connection) throws -> HTML {
        let form = RecordForm(try fields(isNew: false, visit, in: connection), showing: try UserRecord.values(of: user.id.value, in: connection) ?? [:])
        return try page(form, user, nil, successor: successor, visit, in: connection)
    }

    private static func page(
        _ form: RecordForm, _ user: User?, _ link: String?, successor: (typed: String, problem: FieldProblem)? = nil, _ visit: Context, in connection: Connection
    ) throws -> HTML {
        let words = visit.words.people, forms = visit.words.forms
        let title = user.map { forms.edit($0.name(english: visit.isEnglish)) } ?? words.newPerson
        let panel = FormPanel.html(
            id: "person", title: title, action: user.map { Address.person($0.id.value).text } ?? Address.newPerson.text, token: visit.formToken,
            submit: user == nil ? forms.add : forms.save, cancel: (forms.cancel, Address.people.text), once: user == nil ? visit.opened : nil,
            "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>\(user == nil ? "<p class=\"muted\">\(words.firstPassword)</p>" as HTML : .empty)"
        )
        var others: HTML = .empty
        if let user {
            let note = link.map { "<div class=\"notice good\"><b>\(words.resetLink)</b><p><code>\($0)</code></p></div>" as HTML }
            let reset = Panel.html(id: "reset", title: words.forgotten, """
                <div class="body">\(note)<form method="post" action="\(Address.personReset(user.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><p class="muted">\(words.resetHint)</p><button class="btn">\(words.makeLink)</button></form></div>
                """)
            let codes: HTML? = try UserStore.oneTimeSecret(of: user.id, in: connection).map { _ in Panel.html(id: "codes", title: visit.words.settings.codes, """
                <div class="body"><form method="post" action="\(Address.person(user.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><p class="muted">\(words.codesHint)</p><button class="btn" name="do" value="codesOff">\(words.turnOffCodes)</button></form></div>
                """) }
            others = "\(reset)\(codes)\(try HandOver.panel(user, successor: successor, visit, in: connection))"
        }
        return visit.shell(title: title, section: .people, crumbs: [.init(words.title, Address.people.text), .init(title)])
            .html("<div class=\"content narrow\"><h1 class=\"sr\">\(title)</h1>\(panel)\(others)</div>")
    }
}
