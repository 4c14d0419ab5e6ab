import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Every role by address, list, search, export and count, compared with what the tables say without `Scope`.
@Suite struct AccessTests {
    private struct Person: Sendable {
        var user: User
        var visible: Set<String>
        var all: Set<String>
    }

    /// One person per role with the codes they may see, computed in Swift from owners and team paths.
    private static func people(in database: Database) async throws -> [Person] {
        try await database.read { connection in
            let paths = Dictionary(uniqueKeysWithValues: try UserStore.teams(in: connection).map { ($0.id, $0.path) })
            let members = try connection.rows("SELECT account_id, user_id FROM account_member") {
                (try $0.get(0, as: Account.ID.self), try $0.get(1, as: User.ID.self))
            }
            let accounts = try connection.rows("SELECT id, code, team_id FROM account") { row in
                (id: try row.get(0, as: Account.ID.self), code: try row.get(1, as: String.self), team: try row.get(2, as: Team.ID?.self))
            }
            return try Role.allCases.compactMap { role in
                guard let user = try UserStore.users(in: connection).first(where: { $0.role == role }) else { return nil }
                let own = Set(members.filter { $0.1 == user.id }.map(\.0))
                let path = user.teamID.flatMap { paths[$0] }
                let visible = accounts.filter { account in
                    switch role {
                    case .administrator, .salesOperations, .finance: true
                    case .keyAccountManager: own.contains(account.id)
                    case .director, .service, .viewer:
                        path == nil || own.contains(account.id) || account.team.flatMap { paths[$0] }?.hasPrefix(path ?? "") == true
                    }
                }
                return Person(user: user, visible: Set(visible.map(\.code)), all: Set(accounts.map(\.code)))
            }
        }
    }

    @Test(arguments: TestEngine.available) func everyRoleSeesItsOwn(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60) { client, app, _ in
            let people = try await Self.people(in: app.database)
            #expect(people.count == Role.allCases.count)
            for person in people {
                let token = try #require(try await app.signIn(person.user.signIn, password: DemoCompany.password)?.token)
                let headers: HTTPFields = [.cookie: "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=en"]
                let role = person.user.role
                for code in person.all {
                    for page in ["", "/why", "/documents", "/contacts", "/activity", "/documents.csv", "/why.csv", "/why/lines.csv"] {
                        try await client.execute(uri: "/accounts/\(code)\(page)", method: .get, headers: headers) {
                            #expect(($0.status == .ok) == person.visible.contains(code), "\(role) \(code)\(page): \($0.status)")
                        }
                    }
                    // A page that found nothing repeats what was typed; only a way to the account counts.
                    for (box, way) in [("/pick/accounts?q=", "data-value=\"\(code)\""), ("/search?part=1&q=", "href=\"/accounts/\(code)\"")] {
                        try await client.execute(uri: box + code, method: .get, headers: headers) {
                            #expect(String(buffer: $0.body).contains(way) == person.visible.contains(code), "\(role) finds \(code) by \(box)")
                        }
                    }
                    try await client.execute(uri: "/accounts?q=\(code)", method: .get, headers: headers) {
                        let found = String(buffer: $0.body).contains("href=\"/accounts/\(code)\"")
                        #expect(found == person.visible.contains(code), "\(role) finds \(code)")
                    }
                }
                try await client.execute(uri: "/accounts.csv", method: .get, headers: headers) {
                    let codes = Set(String(buffer: $0.body).split(separator: "\r\n").dropFirst().compactMap { $0.split(separator: ",").first.map(String.init) })
                    #expect(codes == person.visible, "\(role) exports")
                }
                try await client.execute(uri: "/accounts", method: .get, headers: headers) {
                    let count = person.visible.count
                    #expect(String(buffer: $0.body).contains("<h1>\(count == 0 ? "No accounts yet" : count == 1 ? "1 account" : "\(count) accounts")"), "\(role) counts")
                }
            }
        }
    }
}
