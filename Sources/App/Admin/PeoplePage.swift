import Basics
import Interface
import Storage

/// Who uses this installation: people, teams, the organisation.
enum PeoplePage {
    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let users = try UserStore.users(in: connection), teams = try UserStore.teams(in: connection)
        let counts = try AccountStore.countsByOwner(in: connection)
        let words = visit.words.people, labels = visit.words.fields
        let names = names(of: teams, visit)
        let rows = users.map { user -> HTML in
            let state = user.isDisabled ? Interface.Tag.html(words.disabled, .bad) : .empty
            let accounts = counts[user.id] ?? 0
            let owned: HTML = accounts == 0 ? "–" : "<a class=\"link\" href=\"\(ownedBy(user.id))\">\(Format.grouped(accounts))</a>"
            return """
                <tr><td><a class="link" href="\(Address.person(user.id.value).text)">\(user.name(english: visit.isEnglish))</a> \(state)</td><td class="narrow-off">\(user.signIn)</td><td>\(user.role.name(visit.language))</td><td>\(user.teamID.flatMap { names[$0] } ?? "–")</td><td class="n">\(owned)</td></tr>
                """
        }
        let members = try UserStore.members(in: connection)
        let tree = teams.map { team -> HTML in
            let depth = team.path.split(separator: "/").count
            let dots = String(repeating: "\u{2003}", count: max(0, depth - 1))
            return "<tr><td>\(dots)<a class=\"link\" href=\"\(Address.team(team.id.value).text)\">\(names[team.id] ?? team.name)</a></td><td class=\"n\">\(words.members(members[team.id] ?? 0))</td></tr>"
        }
        let title = words.finding(users.filter { !$0.isDisabled }.count, teams.count)
        return .page(visit.shell(title: words.title, section: .people, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(title)</h1><a class="btn" href="\(Address.organisation.text)">\(words.organisation)</a><a class="btn primary" href="\(Address.newPerson.text)">\(Icon("plus").html)<span>\(words.newPerson)</span></a></div></div>
            <div class="content">\(Panel.html(id: "users", title: words.users, tools: DownloadLink.csv(Address.peopleCSV.text), "<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><thead><tr><th scope=\"col\">\(labels.personName)</th><th scope=\"col\" class=\"narrow-off\">\(visit.words.signIn.name)</th><th scope=\"col\">\(words.role)</th><th scope=\"col\">\(words.team)</th><th scope=\"col\" class=\"n\">\(visit.words.accounts.title)</th></tr></thead><tbody>\(rows)</tbody></table></div>"))
            \(Panel.html(id: "teams", title: words.teams, tools: "\(teams.isEmpty ? .empty : DownloadLink.csv(Address.teamsCSV.text))<a class=\"btn s\" href=\"\(Address.newTeam.text)\">\(words.newTeam)</a>", teams.isEmpty ? EmptyState.html(title: words.noTeams, hint: words.noTeamsHint) : "<table class=\"list plain\"><tbody>\(tree)</tbody></table>"))</div>
            """))
    }

    /// The table of users as it is shown.
    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let words = visit.words.people
        let counts = try AccountStore.countsByOwner(in: connection)
        let teams = try UserStore.teams(in: connection)
        let names = names(of: teams, visit)
        let header = [visit.words.fields.personName, words.disabled, visit.words.signIn.name, words.role, words.team, visit.words.accounts.title]
        return .table("people.csv", header, try UserStore.users(in: connection)) { user in
            [
                user.name(english: visit.isEnglish), user.isDisabled ? words.disabled : "", user.signIn,
                user.role.name(visit.language), user.teamID.flatMap { names[$0] } ?? "", String(counts[user.id] ?? 0),
            ]
        }
    }

    /// The tree of teams as it is shown, each with the one above it.
    static func exportTeams(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let words = visit.words.people
        let teams = try UserStore.teams(in: connection), members = try UserStore.members(in: connection)
        let names = names(of: teams, visit)
        return .table("teams.csv", [words.team, words.parentTeam, words.users], teams) { team in
            [names[team.id] ?? team.name, team.parentID.flatMap { names[$0] } ?? "", String(members[team.id] ?? 0)]
        }
    }

    private static func names(of teams: [Team], _ visit: Context) -> [Team.ID: String] {
        Dictionary(uniqueKeysWithValues: teams.map { ($0.id, $0.name(english: visit.isEnglish)) })
    }

    static func ownedBy(_ id: User.ID) -> String { Address.accounts(AccountsQuery().with { $0.filter.owners = [id] }).text }
}
