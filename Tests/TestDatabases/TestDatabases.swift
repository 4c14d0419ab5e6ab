import Foundation
import Storage
import Synchronization

/// The engines a store test runs on: SQLite always, PostgreSQL when `MAINSTAY_TEST_POSTGRES` names a server.
public enum TestEngine: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite, postgres

    public var description: String { rawValue }

    /// Every engine that this run can reach; says once what it leaves out.
    public static let available: [TestEngine] = {
        if server != nil { return allCases }
        print("SKIPPED: PostgreSQL, because MAINSTAY_TEST_POSTGRES is not set; script/test sets it.")
        return [.sqlite]
    }()

    static let server = ProcessInfo.processInfo.environment["MAINSTAY_TEST_POSTGRES"]
    static let counter = Mutex(0)
    private static let turns = Turns(16)

    /// Creates an empty database of its own for `body` and removes it afterwards.
    public func withDatabase<Value: Sendable>(
        onStatement: (@Sendable (String) -> Void)? = nil,
        _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let number = TestEngine.counter.withLock { counter in
            counter += 1
            return counter
        }
        let name = "mainstay_test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
        return try await TestEngine.turns.take {
            switch self {
            case .sqlite: try await inFile(name, onStatement, body)
            case .postgres: try await onServer(name, onStatement, body)
            }
        }
    }

    /// Who counts statements wants them asked: nothing is remembered then.
    private static func configuration(_ onStatement: (@Sendable (String) -> Void)?) -> Database.Configuration {
        var configuration = Database.Configuration(onStatement: onStatement)
        if onStatement != nil { configuration.memory = 0 }
        return configuration
    }

    private func inFile<Value: Sendable>(
        _ name: String, _ onStatement: (@Sendable (String) -> Void)?, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("test.sqlite").path
        let database = try Database(.sqlite(path: path), configuration: Self.configuration(onStatement))
        defer { database.close() }
        return try await body(database)
    }

    private func onServer<Value: Sendable>(
        _ name: String, _ onStatement: (@Sendable (String) -> Void)?, _ body: (Database) async throws -> Value
    ) async throws -> Value {
        guard let server = TestEngine.server, var address = URLComponents(string: server) else {
            throw StorageFailure.location(TestEngine.server ?? "")
        }
        try TestServer.run("CREATE DATABASE \(name)", at: server)
        defer { try? TestServer.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: server) }
        address.path = "/" + name
        var configuration = Self.configuration(onStatement)
        configuration.connections = 4
        let database = try Database(.postgres(url: address.string ?? server), configuration: configuration)
        defer { database.close() }
        return try await body(database)
    }
}
