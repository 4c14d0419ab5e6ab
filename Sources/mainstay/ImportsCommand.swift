import App
import ArgumentParser
import Basics
import Interface

struct Imports: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: Mainstay.words.imports, subcommands: [List.self, Show.self, Undo.self])
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.list) }

        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let app = try await common.open()
            try Listing.imports(try await app.imports(), zone: try await app.organisation().zone, Mainstay.language).print(list.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.show) }

        @Argument var id: Int64
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let record = try await common.open().imports().first(where: { $0.id.value == id }) else {
                throw Complaint.noImport(String(id))
            }
            if list.format == .json { return try Listing.print(json: record.tally.json) }
            try Listing.setAside(record.tally, Mainstay.language).print(list.format)
        }
    }

    struct Undo: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.undo) }

        @Argument var id: Int64
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let outcome = try await common.open().undoImport(id, by: nil) else { throw Complaint.noImport(String(id)) }
            print(Mainstay.words.undone(outcome.documents, outcome.lines, outcome.accounts))
            let kept = outcome.keptDocuments + outcome.keptRecords
            let unnamed = outcome.keptRecordCount - outcome.keptRecords.count
            if !kept.isEmpty { print(Mainstay.words.kept(kept.joined(separator: ", ") + (unnamed > 0 ? ", … (+\(Format.grouped(unnamed)))" : ""))) }
        }
    }
}
