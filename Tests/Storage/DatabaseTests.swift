import Basics
import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Storage

private let thing = Migration(1, "thing", [
    """
    CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, price BIGINT, share DOUBLE PRECISION, picture \(.bytes), day INTEGER)
    """,
])

@Suite struct DatabaseTests {
    @Test(arguments: TestEngine.available) func everyKindOfValueComesBack(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            let table = Table("thing", "id", "name", "price", "share", "picture", "day")
            let values: [[SQLValue]] = [
                [.integer(1), .text("华曜\t新\\能源\n"), .integer(.max), .real(0.25), .bytes([0, 255, 92]), .integer(-3)],
                [.integer(2), .null, .integer(.min), .null, .null, .null],
                [.integer(3), .text(""), .integer(0), .real(-1e300), .bytes([]), .integer(0)],
            ]
            try await database.write { try $0.insert(into: table, values) }
            let back = try await database.read { connection in
                try connection.rows("SELECT id, name, price, share, picture, day FROM thing ORDER BY id") { row in
                    (0..<6).map { row[$0] }
                }
            }
            #expect(back == values)
            let one = try await database.read { connection in
                try connection.first("SELECT name FROM thing WHERE day = \(Day(number: -3)) AND id = \(1) AND id = \(1)") {
                    try $0.get(0, as: String.self)
                }
            }
            #expect(one == "华曜\t新\\能源\n")
        }
    }

    /// However many rows go in together, each keeps its own values; where one is refused, none stays.
    @Test(arguments: TestEngine.available) func rowsTogetherStayApart(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            func rows(_ ids: Range<Int64>) -> [[SQLValue]] { ids.map { [.integer($0), $0 % 3 == 0 ? .null : .text("thing \($0)")] } }
            let table = Table("thing", "id", "name")
            var next: Int64 = 0
            for count: Int64 in [1, 15, 16, 17, 33, 64] {
                let new = rows(next..<(next + count))
                try await database.write { try $0.insert(into: table, new) }
                next += count
            }
            let repeated = rows(next..<(next + 20)) + rows(5..<6) + rows((next + 20)..<(next + 40))
            await #expect { try await database.write { try $0.insert(into: table, repeated) } } throws: { error in
                if case StorageFailure.constraint = error { true } else { false }
            }
            let back = try await database.read { try $0.rows("SELECT id, name FROM thing ORDER BY id") { row in [row[0], row[1]] } }
            #expect(back == rows(0..<next))
        }
    }

    /// Whoever moves the file alone has everything.
    @Test func whatIsFinishedStandsInOneFile() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay_finish_\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try Database(.sqlite(path: folder.appendingPathComponent("test.sqlite").path))
        _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
        _ = try await database.write { try $0.execute("INSERT INTO thing (id) VALUES (\(1))") }
        #expect(try await database.read { try $0.first("SELECT COUNT(*) FROM thing") { try $0.get(0, as: Int.self) } } == 1)
        await database.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["test.sqlite"])
    }

    /// SQLite numbers `$2` before `$1` by first appearance; the door must bind by position.
    @Test(arguments: TestEngine.available) func valuesKeepTheirPlace(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let answer = try await database.read { connection in
                try connection.first("SELECT CAST(\("b") AS TEXT), CAST(\("a") AS TEXT), CAST(\("b") AS TEXT)") { row in
                    try [row.get(0, as: String.self), row.get(1), row.get(2)]
                }
            }
            #expect(answer == ["b", "a", "b"])
        }
    }

    @Test(arguments: TestEngine.available) func aFailedTransactionLeavesNothing(_ engine: TestEngine) async throws {
        struct Stop: Error {}
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            await #expect(throws: Stop.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO thing (id) VALUES (\(1))")
                    throw Stop()
                }
            }
            await #expect(throws: StorageFailure.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO thing (id) VALUES (\(2))")
                    try connection.execute("INSERT INTO thing (id) VALUES (\(2))")
                }
            }
            #expect(try await count(database) == 0)
        }
    }

    /// Concurrent writers share commits; a failing one must not take its neighbours with it.
    @Test(arguments: TestEngine.available) func neighboursOfAFailureSurvive(_ engine: TestEngine) async throws {
        struct Stop: Error {}
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            let confirmed = await withTaskGroup(of: Int64?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try? await database.write { connection in
                            let id: Identifier<Never> = try connection.newIdentifier("thing", reserve: 4)
                            try connection.execute("INSERT INTO thing (id) VALUES (\(id))")
                            if number % 5 == 0 { throw Stop() }
                            return id.value
                        }
                    }
                }
                return await group.reduce(into: Set<Int64>()) { set, id in if let id { set.insert(id) } }
            }
            let stored = try await database.read { try $0.rows("SELECT id FROM thing") { try $0.get(0, as: Int64.self) } }
            #expect(confirmed.count == 160)
            #expect(Set(stored) == confirmed)
        }
    }

    /// Whoever fails because of what a neighbour has done finds it, although both share a commit that is not made yet.
    @Test(arguments: TestEngine.available) func aFailureIsToldOnceItsCauseIsCommitted(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            try await withThrowingTaskGroup(of: Void.self) { group in
                // The first keeps the writer busy until the others wait in its queue; the last keeps their commit open.
                func add(_ work: @escaping @Sendable (Connection) throws -> Void) async throws {
                    group.addTask {
                        do {
                            try await database.write(work)
                        } catch is StorageFailure {
                            #expect(try await count(database) == 1)
                        }
                    }
                    try await Task.sleep(for: .milliseconds(40))
                }
                try await add { _ in Thread.sleep(forTimeInterval: 0.2) }
                try await add { try $0.execute("INSERT INTO thing (id) VALUES (\(1))") }
                try await add { try $0.execute("INSERT INTO thing (id) VALUES (\(1))") }
                try await add { _ in Thread.sleep(forTimeInterval: 0.2) }
                try await group.waitForAll()
            }
            #expect(try await count(database) == 1)
        }
    }

    @Test(arguments: TestEngine.available) func streamsAndSurvivesAnErrorInTheMiddle(_ engine: TestEngine) async throws {
        struct Stop: Error {}
        try await engine.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            try await database.write { connection in
                try connection.insert(into: Table("thing", "id"), (1...5_000).map { [.integer($0)] })
            }
            await #expect(throws: Stop.self) {
                try await database.read { connection in
                    var seen = 0
                    try connection.forEach("SELECT id FROM thing") { _ in
                        seen += 1
                        if seen == 2_500 { throw Stop() }
                    }
                }
            }
            let sum = try await database.read { connection in
                var sum: Int64 = 0
                try connection.forEach("SELECT id FROM thing") { sum += try $0.get(0, as: Int64.self) }
                return sum
            }
            #expect(sum == 12_502_500)
        }
    }

    @Test(arguments: TestEngine.available) func refusesANewerDatabase(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: StorageFailure.outdated(found: 0, known: 1)) { try await database.requireSchema([thing]) }
            let first = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            let second = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            #expect(first == .migrated(from: 0, to: 1))
            #expect(second == .upToDate(number: 1))
            await #expect(throws: StorageFailure.newer(found: 1, known: 0)) {
                try await database.migrate([], at: Timestamp(milliseconds: 0))
            }
        }
    }

    @Test(arguments: TestEngine.available) func aCancelledReadStops(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let endless = Task {
                try await database.read { connection in
                    try connection.first("""
                        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000000)
                        SELECT COUNT(*) FROM n
                        """) { try $0.get(0, as: Int64.self) }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            endless.cancel()
            await #expect(throws: CancellationError.self) { try await endless.value }
        }
    }

    private func count(_ database: Database) async throws -> Int64? {
        try await database.read { try $0.first("SELECT COUNT(*) FROM thing") { try $0.get(0) } }
    }

    /// Whoever waits for a server that hangs is told in time; work that may take long is not hurried.
    @Test func patienceEnds() async throws {
        guard TestEngine.available.contains(.postgres) else { return }
        try await TestEngine.postgres.withDatabase { database in
            let sleep: SQL = "SELECT pg_sleep(240)"
            let began = ContinuousClock.now
            await #expect(throws: StorageFailure.self) {
                try await Database.$patience.withValue(.milliseconds(300)) { try await database.read { _ = try $0.execute(sleep) } }
            }
            await #expect(throws: StorageFailure.unanswered) {
                try await Database.$patience.withValue(.milliseconds(300)) { try await database.write { _ = try $0.execute(sleep) } }
            }
            #expect(ContinuousClock.now - began < .seconds(120))
            // Whoever gives up does not wait either.
            let asked = Task { try await database.read { _ = try $0.execute(sleep) } }
            try await Task.sleep(for: .milliseconds(200))
            asked.cancel()
            await #expect(throws: CancellationError.self) { try await asked.value }
            #expect(ContinuousClock.now - began < .seconds(200))
            try await database.read { _ = try $0.execute("SELECT pg_sleep(1)") }
        }
    }

    @Test(arguments: [
        ("postgres://u:hunter2@h:5432/n?sslmode=require", "postgres://u@h:5432/n?sslmode=require"), ("postgres://u@h/n", "postgres://u@h/n"),
        ("postgresql://u:p%40:x@h/n?password=hunter2&a=b", "postgresql://u@h/n?a=b"), ("postgres://u:a/b@h/n", "postgres://u@h/n"),
        ("sqlite:/a/b.sqlite", "sqlite:/a/b.sqlite"),
    ])
    func addressesAreShownWithoutPasswords(_ text: String, _ shown: String) throws {
        let location = try DatabaseLocation(text)
        #expect("\(location)" == shown && String(reflecting: location) == shown)
    }

    /// When the engine itself ends a transaction, as it does on a full disk, nobody is told that something of it is kept.
    @Test func aTransactionThatEndsTakesItsNeighboursAlong() async throws {
        try await TestEngine.sqlite.withDatabase { database in
            _ = try await database.migrate([thing], at: Timestamp(milliseconds: 0))
            let told = await withTaskGroup(of: Int64?.self, returning: Set<Int64>.self) { group in
                for number in Int64(1)...300 {
                    group.addTask {
                        let done: Bool? = try? await database.write { connection in
                            try connection.execute("INSERT INTO thing (id) VALUES (\(number))")
                            guard number % 7 != 0 else {
                                try connection.execute("ROLLBACK")
                                throw StorageFailure.full("as if")
                            }
                            return true
                        }
                        return done == true ? number : nil
                    }
                }
                return await group.reduce(into: []) { told, number in if let number { told.insert(number) } }
            }
            let kept = try await database.read { try $0.rows("SELECT id FROM thing") { try $0.get(0, as: Int64.self) } }
            #expect(Set(kept) == told)
        }
    }
}
