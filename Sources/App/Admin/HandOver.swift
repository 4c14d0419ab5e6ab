import Basics
import Interface
import Storage

/// The accounts of a person, when somebody else is to have them or the person moves to another team.
enum HandOver {
    /// Accounts that are looked up at once.
    private static let step = 500

    /// All accounts of somebody go to somebody else, in one action that can be taken back.
    static func save(_ user: User, _ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let typed = sent["to"] ?? ""
        let successor = try AccountFields.owners(visit, in: connection).value(of: typed).flatMap { Int64($0) }
            .flatMap { try UserStore.user(User.ID($0), in: connection) }
        guard let successor, successor.id != user.id else {
            let problem: FieldProblem = typed.trimmed.isEmpty ? .missing : successor == nil ? .notFound(typed) : .notOffered
            return .invalid(try PersonForm.page(user, successor: (typed, problem), visit, in: connection))
        }
        let batch = try Batch(by: visit.user.id, at: visit.now, in: connection)
        let change = FieldChange(
            field: "owner", before: String(user.id.value), after: String(successor.id.value), beforeText: user.name, afterText: successor.name
        )
        let names = try teamNames(in: connection)
        try eachAccount(of: user.id, in: connection) { id, current in
            // The team is named too, so that taking it back brings back a team that was not the former owner's.
            let team = successor.teamID.flatMap { self.change(to: $0, from: current, names) }
            try batch.write([change] + (team.map { [$0] } ?? []), to: AccountRecord.self, id.value, from: current, in: connection)
        }
        return .done(.person(user.id.value), batch.id)
    }

    /// Once a person has another team, their accounts of the former one belong to it too; others stay where somebody put them.
    /// - Parameter before: the person as they were.
    static func follow(_ before: User, _ batch: Batch, in connection: Connection) throws {
        guard let team = try UserStore.user(before.id, in: connection)?.teamID, team != before.teamID else { return }
        let names = try teamNames(in: connection)
        let former = before.teamID.map { String($0.value) } ?? ""
        try eachAccount(of: before.id, in: connection) { id, current in
            guard current["team"] == former, let change = change(to: team, from: current, names) else { return }
            try batch.write([change], to: AccountRecord.self, id.value, from: current, in: connection)
        }
    }

    private static func teamNames(in connection: Connection) throws -> [String: String] {
        Dictionary(uniqueKeysWithValues: try UserStore.teams(in: connection).map { (String($0.id.value), $0.name) })
    }

    /// Nil for an account that is of the team already.
    private static func change(to team: Team.ID, from current: [String: String], _ names: [String: String]) -> FieldChange? {
        let before = current["team"] ?? "", after = String(team.value)
        guard before != after else { return nil }
        return FieldChange(field: "team", before: before, after: after, beforeText: names[before] ?? "", afterText: names[after] ?? "")
    }

    private static func eachAccount(
        of owner: User.ID, in connection: Connection, _ work: (Account.ID, [String: String]) throws -> Void
    ) throws {
        var last: Account.ID?
        while true {
            let accounts = try AccountStore.owned(by: owner, after: last, limit: step, in: connection)
            try AccountStore.lock(accounts, in: connection)
            for id in accounts {
                // Somebody else may have had it meanwhile.
                guard let current = try AccountRecord.values(of: id.value, in: connection), current["owner"] == String(owner.value) else { continue }
                try work(id, current)
            }
            guard accounts.count == step else { return }
            last = accounts.last
        }
    }

    /// - Parameter successor: what was typed, and what is wrong about it.
    static func panel(_ user: User, successor: (typed: String, problem: FieldProblem)?, _ visit: Context, in connection: Connection) throws -> HTML {
        let count = try AccountStore.countsByOwner(in: connection)[user.id] ?? 0
        guard count > 0 else { return .empty }
        let words = visit.words.people
        let names = try AccountFields.owners(visit, in: connection).entries.filter { $0.value != String(user.id.value) }.map(\.name)
        let field = FormField(
            name: "to", label: words.successor, control: .pick(from: Address.pick("people", query: nil).text, offers: names),
            value: successor?.typed ?? "", isRequired: true, problem: successor.map { visit.words.forms.text(of: $0.problem) }
        )
        return Panel.html(id: "handover", title: words.handOver(count), """
            <form class="form" method="post" action="\(Address.person(user.id.value).text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><p><a class="link" href="\(PeoplePage.ownedBy(user.id))">\(words.seeAccounts)</a></p><div class="fields">\(field.html)</div><div class="form-actions"><button class="btn primary" name="do" value="handover">\(words.handOverVerb)</button></div></form>
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

    /// The accounts of an owner, in the order of their identifiers.
    static func owned(by owner: User.ID, after last: Account.ID?, limit: Int, in connection: Connection) throws -> [Account.ID] {
        try connection.rows("""
            SELECT account_id FROM account_member WHERE user_id = \(owner) AND account_id > \(last ?? Account.ID(-1)) AND role = 'owner'
            ORDER BY account_id LIMIT \(limit)
            """) { try $0.get(0) }
    }
}
