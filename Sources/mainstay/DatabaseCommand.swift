import App
import ArgumentParser
import Basics
import Foundation
import Interface
import Storage

struct DatabaseGroup: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "database", abstract: Mainstay.words.database, subcommands: [Migrate.self, Check.self, Backup.self, Restore.self, Copy.self])
    }

    struct Migrate: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.migrate) }

        @OptionGroup var common: CommonOptions

        func run() async throws {
            _ = try await common.open()
            print(Mainstay.words.upToDate(Schema.migrations.count))
        }
    }

    struct Backup: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.backup) }

        @Argument var file: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Moving.backUp(try common.location, to: file, at: Clock.system.now, progress: Progress.show)
            print(Mainstay.words.backedUp(file))
        }
    }

    struct Restore: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.restore) }

        @Argument var file: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Moving.restore(file, to: try common.location, at: Clock.system.now, progress: Progress.show)
            print(Mainstay.words.restored(file))
        }
    }

    struct Copy: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.copy) }

        @Argument(help: ArgumentHelp(Mainstay.words.databaseHelp)) var source: String
        @Argument(help: ArgumentHelp(Mainstay.words.databaseHelp)) var target: String
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await Moving.copy(
                from: try DatabaseLocation(source), to: try DatabaseLocation(target), at: Clock.system.now, progress: Progress.show
            )
            try Listing(columns: ["table", "rows", "checksum"], rows: reports.map { report in
                [.text(report.table), .init(report.rows), .text(String(report.checksum, radix: 16))]
            }).print(list.format)
        }
    }

    /// How far a long command is, on standard error.
    private enum Progress {
        static let show: @Sendable (String, Int) -> Void = { table, rows in
            FileHandle.standardError.write(Data("\r\u{1B}[K\(table): \(Format.grouped(rows))".utf8))
        }
    }

    struct Check: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.databaseCheck) }

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let database = try Database(try common.location)
            try await database.requireSchema(Schema.migrations)
            print(Mainstay.words.upToDate(Schema.migrations.count))
        }
    }
}
