import Basics
import Foundation
import Storage

/// The product, opened: the database and everything else that must be handed in rather than reached for.
public struct App: Sendable {
    public let database: Database
    public let clock: Clock
    public let random: SecureRandom
    /// What people attached, beside the database.
    public let files: FileStore
    /// What goes on in the background of this process.
    let jobs = ImportJobs()
    /// First looks at files that arrive.
    let looks = WorkThreads(2)
    let passwords: PasswordWork
    /// What this process does for the whole installation.
    let desk: DutyDesk

    /// Opens the database, brings its schema up to date and puts the default policy in force in a new one.
    /// - Parameter progress: told what an older database is owed, and how much of it is done.
    /// - Throws: `StorageFailure` when it cannot be opened or was written by a newer product.
    public static func open(
        _ location: DatabaseLocation, configuration: Database.Configuration = .init(), clock: Clock = .system,
        random: SecureRandom = .system, files: FileStore? = nil, progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws -> App {
        try Moving.refuseBackup(location)
        let database = try Database(location, configuration: configuration)
        let app = App(database: database, clock: clock, random: random, files: files ?? .beside(location))
        do {
            _ = try await database.migrate(Schema.migrations, at: clock.now)
            if try await database.read({ try Moving.isHalfCopied($0) }) { throw HalfCopied() }
            try await app.prepare()
            if try await app.owesSearchIndex() { try await app.rebuildSearch(progress: progress) }
        } catch {
            database.close()
            throw error
        }
        return app
    }

    /// The database was being copied into when the copy broke off; copying again starts from nothing.
    public struct HalfCopied: Error {}

    /// - Parameter passwordCost: what a password made from now on takes to check.
    public init(
        database: Database, clock: Clock, random: SecureRandom, files: FileStore = FileStore(folder: "mainstay.files"),
        passwordCost: Password.Cost = .recommended
    ) {
        self.database = database
        self.clock = clock
        self.random = random
        self.files = files
        passwords = PasswordWork(cost: passwordCost)
        desk = DutyDesk(random: random)
    }

    /// A new database has an organisation and a policy, so that importing and classifying need no step between.
    private func prepare() async throws {
        let now = clock.now
        try await database.write { connection in
            try Rule.lock([.organisation], in: connection)
            if try UserStore.organisation(in: connection) == nil { try UserStore.save(.unnamed, at: now, in: connection) }
            try PolicyStore.publishDefault(at: now, in: connection)
            try SalesYear.follow(at: now, in: connection)
        }
    }

    public func organisation() async throws -> Organisation {
        try await database.read { try UserStore.organisation(in: $0) ?? .unnamed }
    }
}

extension Organisation {
    /// Before anybody has said who they are.
    static let unnamed = Organisation(name: "Mainstay", englishName: nil, timeZone: "Asia/Shanghai", baseCurrency: .cny)

    public var zone: TimeZone { TimeZone(identifier: timeZone) ?? .gmt }
}
