import Basics
import Storage

/// Which accounts a person may see; every question about accounts takes one.
public enum Scope: Sendable, Hashable {
    /// Accounts the person owns or is a member of.
    case own(User.ID)
    /// Accounts of these teams, and the person's own.
    case teams([Team.ID], User.ID)
    case all

    /// The reach of a person's role, narrowed to their team's subtree.
    public init(of user: User, in connection: Connection) throws {
        switch user.role.reach {
        case .all: self = .all
        case .own: self = .own(user.id)
        case .team:
            // Whoever was put nowhere reaches no more than what is theirs; the team above all others reaches everything.
            guard let team = user.teamID else {
                self = .own(user.id)
                return
            }
            self = try UserStore.isAboveAll(team, in: connection) ? .all : .teams(try UserStore.subtree(of: team, in: connection), user.id)
        }
    }

    /// The condition to add to a statement, given how it names the account's id and team.
    /// - Parameters:
    ///   - account: the expression of the account's id, such as `s.account_id`.
    ///   - team: the expression of the account's team, such as `s.team_id`.
    func condition(account: SQL, team: SQL) -> SQL {
        switch self {
        case .all: "1 = 1"
        case .own(let user): mine(user, account)
        case .teams(let teams, let user): "(\(team) IN \(list: teams) OR \(mine(user, account)))"
        }
    }

    /// The same condition for a statement that goes through other records in their own order and asks about one account at a time;
    /// scalar, so that no engine makes a list of the scope for every row.
    func probe(account: SQL, team: SQL) -> SQL {
        func mine(_ user: User.ID) -> SQL {
            "(SELECT 1 FROM account_member member WHERE member.user_id = \(user) AND member.account_id = \(account) LIMIT 1) = 1"
        }
        return switch self {
        case .all: "1 = 1"
        case .own(let user): mine(user)
        case .teams(let teams, let user): "(\(team) IN \(list: teams) OR \(mine(user)))"
        }
    }

    /// Whether it contains so few accounts that all of them can be looked through at once.
    func isSmall(in connection: Connection) throws -> Bool {
        guard case .own(let user) = self else { return false }
        return try connection.remember(MemoryKey("small scope", signature)) {
            try connection.counts(["SELECT 1 FROM account_member WHERE user_id = \(user)"], upTo: Self.few + 1) != [Self.few + 1]
        }
    }

    private static let few = 500

    /// The same for equal scopes only.
    var signature: String {
        switch self {
        case .all: "all"
        case .own(let user): "own \(user.value)"
        case .teams(let teams, let user): "teams \(teams.map { String($0.value) }.joined(separator: ",")) \(user.value)"
        }
    }

    private func mine(_ user: User.ID, _ account: SQL) -> SQL {
        "\(account) IN (SELECT member.account_id FROM account_member member WHERE member.user_id = \(user))"
    }
}
