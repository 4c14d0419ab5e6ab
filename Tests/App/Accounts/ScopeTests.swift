import Basics
import GroundTruth
import Storage
import TestDatabases
import Testing

@testable import App

/// Every question about accounts answers within the scope: rows, counts, sums, search, filters.
@Suite struct ScopeTests {
    @Test(arguments: TestEngine.available) func everyRoleSeesWhatItMay(_ engine: TestEngine) async throws {
        let now = Timestamp(milliseconds: 1_780_000_000_000)
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            let app = App(database: database, clock: .fixed(now), random: .system, passwordCost: .quick)
            _ = try await app.generate(.large(accounts: 120, years: 1, seed: 4, endingOn: Day(number: 20_600)), truth: { _ in }, progress: { _, _ in })
            let users = try await app.users()
            try await database.read { connection in
                let everything = try AccountStore.page(.init(), .standard, after: nil, size: 500, within: .all, in: connection).accounts
                let everyTeam = try UserStore.teams(in: connection)
                for user in users {
                    let scope = try Scope(of: user, in: connection)
                    let teams = try user.teamID.map { try UserStore.subtree(of: $0, in: connection) } ?? []
                    let expected = try everything.filter { account in
                        let record = try AccountStore.account(account.id, in: connection)
                        return switch user.role {
                        case .keyAccountManager: record?.ownerID == user.id
                        case .administrator, .salesOperations, .finance: true
                        case .director, .service, .viewer:
                            teams.count == everyTeam.count || record?.teamID.map { teams.contains($0) } ?? false
                        }
                    }
                    let codes = Set(expected.map(\.code))
                    let seen = try AccountStore.page(.init(), .standard, after: nil, size: 500, within: scope, in: connection).accounts
                    #expect(Set(seen.map(\.code)) == codes, "\(user.signIn)")
                    let totals = try AccountStore.totals(.init(), within: scope, in: connection)
                    #expect(totals.accounts == codes.count)
                    #expect(totals.netSales.map(\.minor).reduce(0, +) == expected.reduce(0) { $0 + $1.netSales })
                    for account in everything {
                        let found = try AccountStore.summary(code: account.code, within: scope, in: connection)
                        #expect((found != nil) == codes.contains(account.code), "\(user.signIn) and \(account.code)")
                        var filter = AccountFilter()
                        filter.query = account.code
                        let searched = try AccountStore.totals(filter, within: scope, in: connection).accounts
                        #expect((searched > 0) == codes.contains(account.code))
                    }
                    // Asked about one account at a time, the scope is the same.
                    let probed: [String] = try connection.rows("SELECT a.code FROM account a WHERE \(scope.probe(account: "a.id", team: "a.team_id"))") { try $0.get(0) }
                    #expect(Set(probed) == codes)
                    let regions = try AccountStore.facets(within: scope, in: connection)[.region] ?? []
                    #expect(Set(regions) == Set(expected.compactMap(\.region)), "\(user.signIn)")
                }
            }
        }
    }

    /// Whoever is in no team reaches nothing by it; whoever is in the top team reaches accounts without a team too.
    @Test(arguments: TestEngine.available, [Role.director, .service, .viewer]) func noTeamIsNoReach(_ engine: TestEngine, _ role: Role) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { connection in
                func scope(_ team: Int64?) throws -> Scope {
                    try Scope(of: User(id: .init(7), signIn: "x", name: "x", role: role, teamID: team.map { .init($0) }, isDisabled: false), in: connection)
                }
                for (id, parent, path) in [(1, nil, "/1/"), (2, 1, "/1/2/"), (3, 1, "/1/3/")] as [(Int64, Int64?, String)] {
                    try UserStore.insert(Team(id: .init(id), name: "t", parentID: parent.map { .init($0) }, path: path), in: connection)
                }
                #expect(try scope(nil) == .own(.init(7)) && scope(1) == .all && scope(2) == .teams([.init(2)], .init(7)))
                // Beside a second root the first is not above all.
                try UserStore.insert(Team(id: .init(4), name: "t", parentID: nil, path: "/4/"), in: connection)
                #expect(try scope(1) == .teams([.init(1), .init(2), .init(3)], .init(7)))
            }
        }
    }

    /// Pages follow each other without a gap or a repetition, in every order.
    @Test(arguments: TestEngine.available) func pagesFollowEachOther(_ engine: TestEngine) async throws {
        let now = Timestamp(milliseconds: 1_780_000_000_000)
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            let app = App(database: database, clock: .fixed(now), random: .system, passwordCost: .quick)
            _ = try await app.generate(.large(accounts: 90, years: 1, seed: 8, endingOn: Day(number: 20_600)), truth: { _ in }, progress: { _, _ in })
            try await database.read { connection in
                for column in AccountOrder.Column.allCases {
                    for descending in [true, false] {
                        let order = AccountOrder(column, descending: descending)
                        var cursor: AccountCursor?
                        var pages: [AccountStore.Page] = []
                        repeat {
                            let page = try AccountStore.page(.init(), order, after: cursor, size: 7, within: .all, in: connection)
                            pages.append(page)
                            cursor = page.next.flatMap { AccountCursor($0.text) }
                        } while cursor != nil
                        let codes = pages.flatMap(\.accounts).map(\.code)
                        #expect(codes.count == 90 && Set(codes).count == 90, "\(column) \(descending)")
                        // And back, page by page, to the same beginning.
                        var end = pages.last?.previous
                        for expected in pages.dropLast().reversed() {
                            let page = try AccountStore.page(.init(), order, after: nil, before: end, size: 7, within: .all, in: connection)
                            #expect(page.accounts.map(\.code) == expected.accounts.map(\.code), "back \(column) \(descending)")
                            #expect(page.next != nil && (page.previous == nil) == (expected.previous == nil))
                            end = page.previous.flatMap { AccountCursor($0.text) }
                        }
                        #expect(end == nil)
                        // Fewer before than a page holds: the first page, whole.
                        let third = AccountCursor(value: order.value(of: pages[0].accounts[2]), id: pages[0].accounts[2].id)
                        let back = try AccountStore.page(.init(), order, after: nil, before: third, size: 7, within: .all, in: connection)
                        #expect(back.accounts.map(\.code) == pages[0].accounts.map(\.code) && back.previous == nil)
                    }
                }
            }
        }
    }

    /// Two Chinese characters find a name by the index; one does too, and so do Latin letters and codes.
    @Test(arguments: TestEngine.available) func searchFindsNames(_ engine: TestEngine) async throws {
        let now = Timestamp(milliseconds: 0)
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            try await database.write { connection in
                let names = [("K1", "常州华曜新能源科技有限公司", "Huayao New Energy"), ("K2", "上海新华能源有限公司", "Xinhua Energy"), ("K3", "深圳信禾家电", "Xinhe Appliances")]
                let accounts: [(account: Account, codes: [AccountStore.ExternalCode])] = try names.map { code, name, english in
                    let id: Account.ID = try connection.newIdentifier("account")
                    return (Account(id: id, code: code, name: name, englishName: english, stage: .maintained), [])
                }
                try AccountStore.insert(accounts, importID: nil, at: now, in: connection)
            }
            for (query, expected) in [
                ("华曜", ["K1"]), ("新能", ["K1"]), ("能源", ["K1", "K2"]), ("禾", ["K3"]), ("HUAYAO", ["K1"]), ("xinh", ["K2", "K3"]), ("k3", ["K3"]),
                ("華曜", ["K1"]), ("曜华", []), ("能源 xinhua", ["K2"]), ("ｘｉｎｈｅ", ["K3"]),
            ] {
                var filter = AccountFilter()
                filter.query = query
                let used = filter
                let found = try await database.read { connection in
                    try AccountStore.page(used, AccountOrder(.name, descending: false), after: nil, size: 10, within: .all, in: connection).accounts.map(\.code)
                }
                #expect(found.sorted() == expected, "\(query)")
            }
        }
    }
}
