import Basics
import Foundation
import GroundTruth
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

extension Password.Cost {
    /// Deriving a key takes a second of a build for debugging; what is tested here is not the key.
    static let quick = Password.Cost(rounds: 16)
}

/// The site with an invented company at a frozen time and a director signed in.
enum SitePreview {
    static let now = Timestamp(milliseconds: 1_780_000_000_000)

    static func withSite(
        _ engine: TestEngine, accounts: Int, years: Int = 2, onStatement: (@Sendable (String) -> Void)? = nil,
        _ body: @escaping @Sendable (any TestClientProtocol, App, _ token: String) async throws -> Void
    ) async throws {
        try await engine.withDatabase(onStatement: onStatement) { database in
            _ = try await database.migrate(Schema.migrations, at: now)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mainstay-files-" + UUID().uuidString).path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let app = App(
                database: database, clock: .fixed(now), random: .system, files: FileStore(folder: folder), passwordCost: .quick
            )
            try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
            let end = now.day(in: .gmt).advanced(by: -1)
            let company = Configuration.large(accounts: accounts, years: years, seed: 2, endingOn: end)
            _ = try await app.generate(company, truth: { _ in }, progress: { _, _ in })
            _ = try await app.classify(asOf: end.advanced(by: 1), keeping: true, by: nil)
            let signedIn = try await app.signIn("director", password: DemoCompany.password)
            let token = try #require(signedIn?.token)
            let server = Application(router: Site(app: app).router())
            try await server.test(.router) { try await body($0, app, token) }
        }
    }
}
