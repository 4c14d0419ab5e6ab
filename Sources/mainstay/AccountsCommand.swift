import App
import ArgumentParser
import Basics
import Interface
import Scoring

struct Accounts: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: Mainstay.words.accounts, subcommands: [List.self, Show.self, Explain.self])
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.list) }

        @Option(help: ArgumentHelp(Mainstay.words.limitHelp)) var limit: Int?
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let accounts = try await common.open().accounts(limit: limit)
            try Listing.accounts(accounts, Mainstay.language).print(list.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.show) }

        @Argument var code: String
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let account = try await common.open().account(code: code) else { throw Complaint.noAccount(code) }
            try Listing.accounts([account], Mainstay.language).print(list.format)
        }
    }

    struct Explain: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.explain) }

        @Argument var code: String
        @Option(help: ArgumentHelp(Mainstay.words.withoutHelp)) var without: String?
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let app = try await common.open()
            if let without { return try await explain(without, app) }
            guard let told = try await app.told(code: code) else { throw Complaint.noAccount(code) }
            if list.format == .json {
                return try Listing.print(json: [
                    "code": code, "asOf": told.asOf.iso, "scorecard": told.scorecard.object, "units": told.units,
                ])
            }
            try told.listing(Mainstay.language).print(list.format)
            guard list.format == .table else { return }
            if let besides = told.besides(Mainstay.language) { print(besides) }
            print("\(told.scorecard.tier)  \(told.asOf.iso)")
        }

        /// Says what the score would be without `DOCUMENT/LINE`.
        private func explain(_ row: String, _ app: App) async throws {
            let parts = row.split(separator: "/")
            guard parts.count >= 2, let line = Int(parts[parts.count - 1]) else { throw Complaint.noRow(row) }
            let number = parts.dropLast().joined(separator: "/")
            guard let card = try await app.score(code: code, withoutDocument: number, line: line) else { throw Complaint.noRow(row) }
            if list.format == .json { return try Listing.print(json: ["code": code, "without": row, "scorecard": card.object]) }
            print(Mainstay.language.words.why.withoutRow(row, Format.score(card.score, atLeast: 2)) + "  " + card.tier)
        }
    }
}
