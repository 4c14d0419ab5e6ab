import App
import ArgumentParser
import Basics
import Foundation
import Interface
import Storage
import Synchronization

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Mainstay.words.databaseHelp))
    var database: String?

    @Option(help: ArgumentHelp(Mainstay.words.languageHelp))
    var language: String?

    @Option(help: ArgumentHelp(Mainstay.words.configHelp))
    var config: String?

    @Option(help: ArgumentHelp(Mainstay.words.filesHelp))
    var files: String?

    /// Where attachments lie, if somebody says so.
    var fileStore: FileStore? {
        get throws { try (files ?? SettingsFile.given(config)["MAINSTAY_FILES"]).map { FileStore(folder: $0) } }
    }

    var location: DatabaseLocation {
        get throws {
            let given = try SettingsFile.given(config)["MAINSTAY_DATABASE"]
            return try DatabaseLocation(database ?? given ?? "sqlite:mainstay.sqlite")
        }
    }

    /// Opens the database; says on standard error how far it is when an older one is owed long work.
    func open() async throws -> App {
        let line = ProgressLine()
        let app = try await App.open(try location, files: try fileStore) { progress in
            line.show(Mainstay.words.rebuilding(Format.grouped(progress.done), Format.grouped(progress.total)), isLast: progress.done == progress.total)
        }
        Mainstay.opened.withLock { $0.append(app.database) }
        return app
    }
}

/// What every command with a list takes.
struct ListOptions: ParsableArguments {
    @Option(help: ArgumentHelp(Mainstay.words.formatHelp))
    var format: ListFormat = .table
}

typealias ListFormat = Listing.Format

extension Listing.Format: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Currency: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Role: ExpressibleByArgument {}
