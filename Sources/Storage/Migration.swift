import Basics

/// One numbered step of the schema; frozen once released, one text for both engines.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    public let statements: [SQL]

    public init(_ number: Int, _ name: String, _ statements: [SQL]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}

/// What migrating did.
public enum MigrationOutcome: Sendable, Equatable {
    case upToDate(number: Int)
    case migrated(from: Int, to: Int)
}

extension Database {
    /// Brings the schema up to the last of `migrations`, all steps in one transaction.
    /// - Throws: `StorageFailure.newer` when the database knows a step that this product does not.
    public func migrate(_ migrations: [Migration], at now: Timestamp) async throws -> MigrationOutcome {
        let known = migrations.last?.number ?? 0
        return try await write { connection in
            try connection.lockSchema()
            try connection.execute("""
                CREATE TABLE IF NOT EXISTS schema_migration
                    (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)
                """)
            try connection.execute("""
                CREATE TABLE IF NOT EXISTS identifier_block (kind TEXT PRIMARY KEY, next BIGINT NOT NULL)
                """)
            let found = try connection.schemaNumber()
            guard found <= known else { throw StorageFailure.newer(found: found, known: known) }
            for migration in migrations where migration.number > found {
                for statement in migration.statements { try connection.execute(statement) }
                try connection.execute("""
                    INSERT INTO schema_migration (number, name, applied_at) VALUES (\(migration.number), \(migration.name), \(now))
                    """)
            }
            return found == known ? .upToDate(number: known) : .migrated(from: found, to: known)
        }
    }

    /// - Throws: `StorageFailure.newer` or `.outdated` unless the schema is exactly the last of `migrations`.
    public func requireSchema(_ migrations: [Migration]) async throws {
        let known = migrations.last?.number ?? 0
        let found = try await read { connection in
            try connection.hasSchema() ? try connection.schemaNumber() : 0
        }
        if found > known { throw StorageFailure.newer(found: found, known: known) }
        if found < known { throw StorageFailure.outdated(found: found, known: known) }
    }
}

extension Connection {
    fileprivate func schemaNumber() throws -> Int {
        try first("SELECT COALESCE(MAX(number), 0) FROM schema_migration") { try $0.get(0, as: Int.self) } ?? 0
    }

    fileprivate func hasSchema() throws -> Bool {
        let catalogue: SQL = switch engine {
        case .sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'"
        case .postgres: "SELECT 1 FROM pg_class WHERE relname = 'schema_migration' AND relkind = 'r'"
        }
        return try first(catalogue) { _ in true } ?? false
    }

    /// Two processes that start together migrate one after the other; SQLite's single writer gives that already.
    fileprivate func lockSchema() throws {
        if engine == .postgres { try execute("SELECT pg_advisory_xact_lock(7201346)") }
    }
}
