import Storage
import Synchronization
import TestDatabases
import Testing

/// What is remembered is never out of date.
@Suite struct MemoryTests {
    @Test(arguments: TestEngine.available) func answersAreForgottenWithEveryChange(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { _ = try $0.execute("CREATE TABLE counter (value BIGINT NOT NULL)") }
            try await database.write { _ = try $0.execute("INSERT INTO counter VALUES (0)") }
            let asked = Mutex(0)
            let ask: @Sendable () async throws -> Int = {
                try await database.read { connection in
                    try connection.remember(MemoryKey("counter")) {
                        asked.withLock { $0 += 1 }
                        return try connection.first("SELECT value FROM counter") { try $0.get(0, as: Int.self) } ?? -1
                    }
                }
            }
            for round in 1...20 {
                try await database.write { _ = try $0.execute("UPDATE counter SET value = \(round)") }
                for _ in 1...5 { #expect(try await ask() == round) }
            }
            // On PostgreSQL also what other databases of the server write gives the snapshot another name.
            if engine == .sqlite { #expect(asked.withLock { $0 } < 30) }
        }
    }

    /// What was right a minute ago gives way to what is right now, and takes no room beside it.
    @Test(arguments: TestEngine.available) func editionsReplaceEachOther(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.read { connection throws in
                func ask(_ edition: Int64) throws -> Int64 { try connection.remember(MemoryKey("edition"), edition: edition) { edition } }
                func isKnown(_ edition: Int64) throws -> Bool {
                    var isKnown = true
                    _ = try connection.remember(MemoryKey("edition"), edition: edition) { () -> Int64 in
                        isKnown = false
                        return edition
                    }
                    return isKnown
                }
                for edition in Int64(1)...5 { #expect(try ask(edition) == edition) }
                #expect(try isKnown(5))
                #expect(try !isKnown(4))
            }
        }
    }

    /// Readers beside a writer always see the number that belongs to their snapshot.
    @Test(arguments: TestEngine.available) func answersBelongToTheirSnapshot(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { _ = try $0.execute("CREATE TABLE counter (value BIGINT NOT NULL)") }
            try await database.write { _ = try $0.execute("INSERT INTO counter VALUES (0)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for round in 1...200 { try await database.write { _ = try $0.execute("UPDATE counter SET value = \(round)") } } }
                for _ in 1...4 {
                    group.addTask {
                        for _ in 1...200 {
                            let (remembered, now) = try await database.read { connection in
                                let read: () throws -> Int = { try connection.first("SELECT value FROM counter") { try $0.get(0, as: Int.self) } ?? -1 }
                                return (try connection.remember(MemoryKey("counter"), read), try read())
                            }
                            #expect(remembered == now)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}
