import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// People, their accounts, and who may administer the installation.
@Suite struct PeopleTests {
    private static func user(_ signIn: String, _ app: App) async throws -> User {
        try #require(try await app.users().first { $0.signIn == signIn })
    }

    /// Whatever is taken back or disabled, somebody may administer the installation.
    @Test(arguments: TestEngine.available) func theLastAdministratorStays(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let first = try await SignedIn("admin", app, client)
            let ops = try await Self.user("ops", app), admin = try await Self.user("admin", app)
            func role(_ user: User, _ role: Role, by person: SignedIn) async throws -> String {
                let path = Address.person(user.id.value).text
                let answer = try await person.post(path, try await person.form(path).with(["role": role.rawValue]))
                #expect(answer.status == .seeOther)
                return SignedIn.batch(answer.location)
            }
            let promotion = try await role(ops, .administrator, by: first)
            let second = try await SignedIn("ops", app, client)
            _ = try await role(admin, .viewer, by: second)
            // Whoever may not do it any more does not take it back either.
            #expect(try await first.post("/undo/\(promotion)", [("to", "/")]).status == .notFound)
            #expect(try await Self.user("ops", app).role == .administrator)
            await #expect(throws: App.UserRefusal.lastAdministrator("ops")) { try await app.disableUser(signIn: "ops", by: nil) }
            #expect(try await Self.user("ops", app).isDisabled == false)
            // With a second one, either may go.
            _ = try await role(admin, .administrator, by: second)
            #expect(try await app.disableUser(signIn: "ops", by: nil))
        }
    }

    /// Whoever lost the phone signs in with the password once an administrator, or the command line, turned codes off.
    @Test(arguments: TestEngine.available) func lostCodesAreTurnedOff(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client), director = try await Self.user("director", app)
            let path = Address.person(director.id.value).text
            #expect(try await admin.get(path).text.contains("Turn off codes") == false)
            func turnOn() async throws {
                try await app.database.write { try UserStore.setOneTimeSecret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", of: director.id, in: $0) }
                #expect(try await app.signIn("director", password: DemoCompany.password) == nil)
            }
            try await turnOn()
            #expect(try await admin.get(path).text.contains("Turn off codes"))
            #expect(try await SignedIn("ops", app, client).post(path, [("do", "codesOff")]).status == .notFound)
            #expect(try await admin.post(path, [("do", "codesOff")]).status == .seeOther)
            #expect(try await app.signIn("director", password: DemoCompany.password) != nil)
            try await turnOn()
            #expect(try await app.turnOffCodes(signIn: "director", by: nil))
            #expect(try await app.signIn("director", password: DemoCompany.password) != nil)
            #expect(try await !app.turnOffCodes(signIn: "director", by: nil))
            let written: Int? = try await app.database.read {
                try $0.first("SELECT COUNT(*) FROM activity WHERE verb = 'user.codes-taken-away' AND subject_id = \(director.id)") { try $0.get(0) }
            }
            #expect(written == 2)
        }
    }

    private static func owned(_ user: User, _ app: App) async throws -> [Account.ID: Team.ID?] {
        let pairs = try await app.database.read {
            try $0.rows("SELECT id, team_id FROM account WHERE owner_id = \(user.id)") { (try $0.get(0, as: Account.ID.self), try $0.get(1, as: Team.ID?.self)) }
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test(arguments: TestEngine.available) func accountsAreHandedOverAndComeBack(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            let managers = try await app.users().filter { $0.role == .keyAccountManager }
            let from = try #require(managers.first), to = try #require(managers.dropFirst().first)
            let path = Address.person(from.id.value).text
            // One account is not of its owner's team; taking it back must find that again.
            let odd = try #require(try await Self.owned(from, app).keys.min { $0.value < $1.value })
            try await app.database.write { connection in
                let account = try #require(try AccountStore.account(odd, in: connection))
                var moved = account
                moved.teamID = nil
                try AccountStore.update(moved, from: account, in: connection)
            }
            let before = try await Self.owned(from, app), others = try await Self.owned(to, app)
            let viewer = try #require(try await app.users().first { $0.role == .viewer })
            for (value, problem) in [("", "Fill this in."), (viewer.name, "Nothing called"), (from.name, "Not one of the values")] {
                let answer = try await admin.post(path, [("do", "handover"), ("to", value)])
                #expect(answer.status == .unprocessableContent && answer.text.contains(problem), "\(value)")
            }
            #expect(try await Self.owned(from, app) == before)
            let done = try await admin.post(path, [("do", "handover"), ("to", to.name)])
            #expect(done.status == .seeOther)
            #expect(try await Self.owned(from, app).isEmpty)
            let after = try await Self.owned(to, app)
            #expect(Set(after.keys) == Set(before.keys).union(others.keys))
            #expect(before.keys.allSatisfy { after[$0] == to.teamID })
            let seen = try await app.accounts(within: .own(to.id)).map(\.id)
            #expect(Set(seen).isSuperset(of: before.keys))
            #expect(try await app.accounts(within: .own(from.id)).isEmpty)
            #expect(try await admin.post("/undo/\(SignedIn.batch(done.location))", [("to", "/")]).location.contains(".0"))
            #expect(try await Self.owned(from, app) == before)
            #expect(try await Self.owned(to, app) == others)
        }
    }

    @Test(arguments: TestEngine.available) func accountsFollowAPersonToAnotherTeam(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 60, years: 1) { client, app, _ in
            let admin = try await SignedIn("admin", app, client)
            let person = try #require(try await app.users().first { $0.role == .keyAccountManager && $0.teamID != nil })
            let teams = try await app.database.read { try UserStore.teams(in: $0) }
            let other = try #require(teams.first { $0.id != person.teamID }).id
            let before = try await Self.owned(person, app)
            try #require(before.values.contains(person.teamID))
            let path = Address.person(person.id.value).text
            let done = try await admin.post(path, try await admin.form(path).with(["team": String(other.value)]))
            #expect(done.status == .seeOther)
            #expect(try await Self.owned(person, app) == before.mapValues { $0 == person.teamID ? other : $0 })
            let seen = Set(try await app.accounts(within: .teams([other], User.ID(-1))).map(\.id))
            #expect(before.filter { $0.value == person.teamID }.keys.allSatisfy { seen.contains($0) })
            #expect(try await admin.post("/undo/\(SignedIn.batch(done.location))", [("to", "/")]).location.contains(".0"))
            #expect(try await Self.owned(person, app) == before)
            #expect(try await Self.user(person.signIn, app).teamID == person.teamID)
        }
    }
}
