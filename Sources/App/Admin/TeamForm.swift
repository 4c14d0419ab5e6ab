import Basics
import Interface
import Storage

/// Adding, renaming and moving a team of the tree.
enum TeamForm {
    private static func fields(besides team: Team?, _ visit: Context, in connection: Connection) throws -> [Field] {
        // A team cannot be below itself.
        let parents = try UserStore.teams(in: connection).filter { other in team.map { !other.path.hasPrefix($0.path) } ?? true }
        let labels = visit.words.fields
        return [
            Field(name: "name", label: labels.name, kind: .line(limit: TextLimit.team), isRequired: true), Field(name: "englishName", label: labels.englishName, kind: .line(limit: TextLimit.team)),
            Field(name: "parent", label: visit.words.people.parentTeam, kind: .choice(parents.map {
                .init(value: String($0.id.value), label: $0.name(english: visit.isEnglish))
            })),
        ]
    }

    static func show(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        guard let id else { return .page(page(RecordForm(try fields(besides: nil, visit, in: connection), isNew: true), nil, visit)) }
        guard let team = try UserStore.teams(in: connection).first(where: { $0.id.value == id }) else { return .notFound }
        let form = RecordForm(try fields(besides: team, visit, in: connection), showing: values(of: team))
        return .page(page(form, team, visit))
    }

    static func save(_ id: Int64?, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let teams = try UserStore.teams(in: connection)
        let team = id.flatMap { id in teams.first { $0.id.value == id } }
        guard id == nil || team != nil else { return .notFound }
        var form = RecordForm(try fields(besides: team, visit, in: connection), sent: sent, over: team.map(values) ?? [:])
        guard form.isValid else { return .invalid(page(form, team, visit)) }
        if let team {
            if form.noticeChanges(in: values(of: team)) { return .conflict(page(form, team, visit)) }
            if form.changes(from: values(of: team)).isEmpty { return .redirect(.people) }
        }
        let parent = form["parent"].flatMap { Int64($0) }.flatMap { id in teams.first { $0.id.value == id } }
        let own: Team.ID = try team?.id ?? connection.newIdentifier("team", reserve: 1)
        let saved = Team(
            id: own, name: form["name"] ?? "", englishName: form["englishName"], parentID: parent?.id, path: "\(parent?.path ?? "/")\(own.value)/"
        )
        if team == nil { try UserStore.insert(saved, in: connection) } else { try UserStore.update(saved, in: connection) }
        try ActivityStore.record(.teamChanged, by: visit.user.id, at: visit.now, subject: ("team", own.value), before: team?.name, after: saved.name, in: connection)
        return .redirect(.people)
    }

    private static func values(of team: Team) -> [String: String] {
        ["name": team.name, "englishName": team.englishName ?? "", "parent": team.parentID.map { String($0.value) } ?? ""]
    }

    private static func page(_ form: RecordForm, _ team: Team?, _ visit: Context) -> HTML {
        let words = visit.words.people, forms = visit.words.forms
        let title = team.map { forms.edit($0.name(english: visit.isEnglish)) } ?? words.newTeam
        let panel = FormPanel.html(
            id: "team", title: title, action: team.map { Address.team($0.id.value).text } ?? Address.newTeam.text, token: visit.formToken,
            submit: team == nil ? forms.add : forms.save, cancel: (forms.cancel, Address.people.text), once: team == nil ? visit.opened : nil,
            "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>"
        )
        return visit.shell(title: title, section: .people, crumbs: [.init(words.title, Address.people.text), .init(title)])
            .html("<div class=\"content narrow\"><h1 class=\"sr\">\(title)</h1>\(panel)</div>")
    }
}
