import Basics
import Interface
import Storage

/// Adding and editing a contact and the places where they work.
enum ContactEditPage {
    static let roles = ["decision_maker", "economic_buyer", "technical_evaluator", "procurement", "champion", "user"]

    static func new(_ code: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try find(code, visit, in: connection) else { return .notFound }
        let form = RecordForm(
            person(visit) + place(account.id.value, visit, showsEnd: false), showing: ["\(account.id.value).from": visit.today.iso], isNew: true
        )
        return .page(page(form, [], account, nil, visit))
    }

    static func create(_ code: String, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try find(code, visit, in: connection) else { return .notFound }
        var form = RecordForm(person(visit) + place(account.id.value, visit, showsEnd: false), sent: sent)
        form.checkPeriods(visit)
        guard form.isValid else { return .invalid(page(form, [], account, nil, visit)) }
        let id: Contact.ID = try connection.newIdentifier("contact", reserve: 16)
        var values = form.values
        values["\(account.id.value).at"] = "1"
        let employment = Employment(account: account.id, values)
        let contact = Contact(
            id: id, name: form["name"] ?? "", englishName: form["englishName"], phone: form["phone"], email: form["email"],
            title: employment.title, role: employment.role, from: employment.from
        )
        try ContactStore.insert([(contact, account.id)], at: visit.now, in: connection)
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try batch.added(ContactRecord.self, id.value, named: contact.name, in: connection)
        return .done(.contacts(code), batch.id)
    }

    static func edit(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try find(code, visit, in: connection), let (contact, current) = try find(id, account, visit, in: connection) else { return .notFound }
        let places = try visiblePlaces(current, visit, in: connection)
        let fields = person(visit) + places.flatMap { place($0.id.value, visit, showsEnd: true) } + added(visit)
        return .page(page(RecordForm(fields, showing: current), places, account, contact, visit))
    }

    static func save(_ code: String, _ id: Int64?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try find(code, visit, in: connection), let (contact, current) = try find(id, account, visit, in: connection) else { return .notFound }
        let places = try visiblePlaces(current, visit, in: connection)
        var form = RecordForm(person(visit) + places.flatMap { place($0.id.value, visit, showsEnd: true) } + added(visit), sent: sent, over: current)
        if let other = form["new.account"] {
            if let found = try AccountStore.summary(code: other, within: visit.scope, in: connection) {
                guard current["\(found.id.value).at"] != "1" else {
                    form.set(.listedAbove, for: "new.account")
                    return .invalid(page(form, places, account, contact, visit))
                }
                form.move(from: "new", to: String(found.id.value), labels: visit.words.fields)
            } else {
                form.set(.notFound(other), for: "new.account")
            }
        }
        form.checkPeriods(visit)
        guard form.isValid else { return .invalid(page(form, places, account, contact, visit)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        switch try batch.save(&form, to: ContactRecord.self, contact.value, in: connection) {
        case .changedMeanwhile: return .conflict(page(form, places, account, contact, visit))
        case .unchanged: return .redirect(.contacts(code))
        case .saved: return .done(.contacts(code), batch.id)
        }
    }

    private static func find(_ code: String, _ visit: Context, in connection: Connection) throws -> AccountSummary? {
        visit.user.role.may(.writeNotes) ? try AccountStore.summary(code: code, within: visit.scope, in: connection) : nil
    }

    private static func find(
        _ id: Int64?, _ account: AccountSummary, _ visit: Context, in connection: Connection
    ) throws -> (Contact.ID, [String: String])? {
        guard let id, let values = try ContactRecord.values(of: id, in: connection), values["\(account.id.value).at"] == "1" else { return nil }
        return (Contact.ID(id), values)
    }

    /// Places at accounts that the person may not see stay out of the form, and as they are.
    private static func visiblePlaces(
        _ values: [String: String], _ visit: Context, in connection: Connection
    ) throws -> [Account] {
        let ids = values.keys.filter { $0.hasSuffix(".at") }.compactMap { Int64($0.dropLast(3)) }.sorted()
        return try ids.compactMap { id in
            guard let account = try AccountStore.account(Account.ID(id), in: connection),
                  try AccountStore.summary(code: account.code, within: visit.scope, in: connection) != nil else { return nil }
            return account
        }
    }

    private static func person(_ visit: Context) -> [Field] {
        let words = visit.words.fields
        return [
            Field(name: "name", label: words.personName, kind: .line(limit: TextLimit.person), isRequired: true),
            Field(name: "englishName", label: words.englishName, kind: .line(limit: TextLimit.person)),
            Field(name: "phone", label: words.phone, kind: .phone), Field(name: "email", label: words.email, kind: .email),
        ]
    }

    static func place(_ account: Int64, _ visit: Context, showsEnd: Bool) -> [Field] {
        place("\(account)", visit, showsEnd: showsEnd)
    }

    private static func place(_ prefix: String, _ visit: Context, showsEnd: Bool) -> [Field] {
        let words = visit.words.fields
        let choices = roles.map { Field.Choice(value: $0, label: ContactsPage.role($0, visit.words.contacts)) }
        let fields = [
            Field(name: prefix + ".title", label: words.jobTitle, kind: .line(limit: TextLimit.person)),
            Field(name: prefix + ".role", label: words.role, kind: .choice(choices)), Field(name: prefix + ".from", label: words.from, kind: .day),
        ]
        return showsEnd ? fields + [Field(name: prefix + ".to", label: words.to, kind: .day, hint: words.toHint)] : fields
    }

    /// The fields of a file of contacts.
    static func importFields(_ visit: Context) -> [Field] {
        person(visit) + place("new", visit, showsEnd: false).map { field in
            Field(name: String(field.name.dropFirst("new.".count)), label: field.label, kind: field.kind)
        }
    }

    private static func added(_ visit: Context) -> [Field] {
        let pick = Field(name: "new.account", label: visit.words.fields.worksAlsoAt, kind: .pick(from: Address.pick("accounts", query: nil).text))
        return [pick] + place("new", visit, showsEnd: false)
    }

    private static func page(_ form: RecordForm, _ places: [Account], _ account: AccountSummary, _ contact: Contact.ID?, _ visit: Context) -> HTML {
        let words = visit.words.forms
        let title = contact == nil ? words.newContact : words.edit(form["name"] ?? "")
        func group(_ legend: String, _ names: (Field) -> Bool) -> HTML {
            let part = form.only(names)
            return part.fields.isEmpty ? .empty : "<fieldset><legend>\(legend)</legend><div class=\"fields\">\(part.inputs(words))</div></fieldset>"
        }
        let known = places.isEmpty ? [(account.id.value, account.displayName(english: visit.isEnglish))]
            : places.map { ($0.id.value, $0.displayName(english: visit.isEnglish)) }
        let groups = known.map { id, name in group(visit.words.fields.at(name)) { $0.name.hasPrefix("\(id).") } }
        let panel = FormPanel.html(
            id: "contact", title: title,
            action: contact.map { Address.contact(account.code, $0.value).text } ?? Address.newContact(account.code).text,
            token: visit.formToken, submit: contact == nil ? words.add : words.save, cancel: (words.cancel, Address.contacts(account.code).text),
            once: contact == nil ? visit.opened : nil,
            "\(form.summary(words))\(group(visit.words.fields.person) { !$0.name.contains(".") })\(groups)\(group(visit.words.fields.worksAlsoAt) { $0.name.hasPrefix("new.") })"
        )
        let head = AccountHead(account: account, tab: .contacts, visit: visit)
        return AccountHead.shell(account, visit, page: title).html("\(head.html)<div class=\"content narrow\">\(panel)</div>")
    }
}

extension RecordForm {
    /// The same form with some of its fields.
    func only(_ isWanted: (Field) -> Bool) -> RecordForm {
        RecordForm(self, fields: fields.filter(isWanted))
    }

    /// Nobody leaves before they came.
    mutating func checkPeriods(_ visit: Context) {
        for field in fields where field.name.hasSuffix(".to") {
            guard isChanged(field.name) || isChanged(field.name.dropLast("to".count) + "from") else { continue }
            let from = self[field.name.dropLast("to".count) + "from"].flatMap { Day($0) }
            if let from, let to = self[field.name].flatMap({ Day($0) }), to < from { set(.before(visit.text(from)), for: field.name) }
        }
    }

    /// Files what was entered for a new place under the account that it is about.
    mutating func move(from prefix: String, to account: String, labels: FieldsWords) {
        var moved = fields.filter { !$0.name.hasPrefix(prefix + ".") }
        moved.append(Field(name: account + ".at", label: labels.works, kind: .flag))
        for field in fields where field.name.hasPrefix(prefix + ".") && field.name != prefix + ".account" {
            let name = account + field.name.dropFirst(prefix.count)
            moved.append(Field(name: name, label: field.label, kind: field.kind))
            set(values[field.name] ?? "", for: name)
        }
        set("1", for: account + ".at")
        self = RecordForm(self, fields: moved)
    }
}
