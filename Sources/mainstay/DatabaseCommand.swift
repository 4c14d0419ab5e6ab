import App
import ArgumentParser
import Basics
import Foundation
import Interface
import Storage

struct DatabaseGroup: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "database", abstract: Mainstay.words.database, subcommands: [Migrate.self, Check.self, Backup.self, Verify.self, Restore.self, Copy.self])
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
        @Flag(help: ArgumentHelp(Mainstay.words.incompleteHelp)) var incomplete = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let manifest = try await Moving.backUp(try common.location, files: try common.fileStore, to: file, DatabaseGroup.manner(incomplete))
            print(Mainstay.words.backedUp(file))
            print(DatabaseGroup.sentence(manifest))
        }
    }

    struct Verify: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.verify) }

        @Argument var file: String
        @Option(help: ArgumentHelp(Mainstay.words.languageHelp)) var language: String?

        func run() async throws { print(DatabaseGroup.sentence(try Moving.verify(file))) }
    }

    struct Restore: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.restore) }

        @Argument var file: String
        @Flag(help: ArgumentHelp(Mainstay.words.incompleteHelp)) var incomplete = false
        @Flag(help: ArgumentHelp(Mainstay.words.unsealedHelp)) var unsealed = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await Moving.restore(
                file, to: try common.location, files: try common.fileStore, unsealed: unsealed, DatabaseGroup.manner(incomplete)
            )
            print(Mainstay.words.restored(file))
        }
    }

    struct Copy: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.copy) }

        @Argument(help: ArgumentHelp(Mainstay.words.databaseHelp)) var source: String
        @Argument(help: ArgumentHelp(Mainstay.words.databaseHelp)) var target: String
        @Option(help: ArgumentHelp(Mainstay.words.sourceFilesHelp)) var sourceFiles: String?
        @Option(help: ArgumentHelp(Mainstay.words.targetFilesHelp)) var targetFiles: String?
        @Flag(help: ArgumentHelp(Mainstay.words.incompleteHelp)) var incomplete = false
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await Moving.copy(
                from: try DatabaseLocation(source), files: sourceFiles.map { FileStore(folder: $0) },
                to: try DatabaseLocation(target), files: targetFiles.map { FileStore(folder: $0) }, DatabaseGroup.manner(incomplete)
            )
            let words = Mainstay.language.words
            try Listing([.init("table", words.commandLine.table), .init("rows", words.imports.rows), .init("checksum", words.commandLine.checksum)], rows: reports.map { report in
                [.text(report.table), .init(report.rows), .text(String(report.checksum, radix: 16))]
            }).print(list.format)
        }
    }

    fileprivate static func manner(_ isIncomplete: Bool) -> Moving.Manner {
        let line = ProgressLine()
        return Moving.Manner(now: Clock.system.now, isIncomplete: isIncomplete) { line.show("\($0): \(Format.grouped($1))") }
    }

    fileprivate static func sentence(_ manifest: BackupManifest) -> String {
        Mainstay.words.sealed(
            Format.grouped(manifest.tables.count), Format.grouped(manifest.rows), Format.grouped(manifest.attachments.count), manifest.madeAt.iso
        )
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
