import Basics
import Storage

/// Somebody who owns accounts, or may be given some.
public struct AccountOwner: Sendable, Hashable {
    public var id: User.ID
    public var name: String
    public var englishName: String?
    /// Whether accounts within the scope are theirs now.
    public var owns: Bool
    /// Whether they can be given accounts: active, in a role that owns some, and of the teams within the scope.
    public var isAssignable: Bool
}

extension AccountStore {
    /// The people who own accounts within a scope, whatever their role, and those who may be given some.
    public static func owners(within scope: Scope, in connection: Connection) throws -> [AccountOwner] {
        let roles = Role.allCases.filter { $0.may(.ownAccounts) }.map(\.rawValue)
        let owns: SQL = switch scope {
        // Every person is looked up, instead of every account.
        case .all: "EXISTS (SELECT 1 FROM account_summary s WHERE s.owner_id = u.id)"
        default: "u.id IN (SELECT s.owner_id FROM account_summary s WHERE \(AccountFilter().conditions(within: scope)))"
        }
        let reach: SQL = switch scope {
        case .all: "1 = 1"
        case .teams(let teams, _): "u.team_id IN \(list: teams)"
        case .own(let user): "u.id = \(user)"
        }
        let assignable: SQL = "u.disabled_at IS NULL AND u.role IN \(list: roles) AND \(reach)"
        let found = try connection.rows("""
            SELECT p.id, p.name, p.english_name, p.owns, p.assignable FROM (
                SELECT u.id, u.name, u.english_name, 1 AS owns, CASE WHEN \(assignable) THEN 1 ELSE 0 END AS assignable FROM app_user u WHERE \(owns)
                UNION ALL
                SELECT u.id, u.name, u.english_name, 0 AS owns, 1 AS assignable FROM app_user u WHERE \(assignable)
            ) p ORDER BY p.name, p.id, p.owns DESC
            """) { row in
            AccountOwner(id: try row.get(0), name: try row.get(1), englishName: try row.get(2), owns: try row.get(3), isAssignable: try row.get(4))
        }
        // Whoever is found as both comes first as an owner.
        var seen: Set<User.ID> = []
        return found.filter { seen.insert($0.id).inserted }
    }
}
