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
            try Listing(columns: AccountRow.columns, rows: accounts.map(AccountRow.values)).print(list.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.show) }

        @Argument var code: String
        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let account = try await common.open().account(code: code) else { throw Complaint.noAccount(code) }
            try Listing(columns: AccountRow.columns, rows: [AccountRow.values(account)]).print(list.format)
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
            guard try await app.account(code: code) != nil, let explained = try await app.score(code: code) else {
                throw Complaint.noAccount(code)
            }
            let card = explained.scorecard
            if list.format == .json {
                return try Listing.print(json: ["code": code, "asOf": explained.run.asOf.iso, "scorecard": card.object])
            }
            try Listing(columns: ["criterion", "metric", "raw", "points", "weight", "adds"], rows: card.terms.map { term in
                [
                    .text(term.criterion), .text(term.metric.rawValue), .text(term.measurement.plain), .init(term.points),
                    .text(Format.weight(term.weight)), .text(Format.score(term.contribution, atLeast: 2)),
                ]
            } + [[.text(""), .text(""), .text(""), .none, .text("100"), .text(Format.score(card.score, atLeast: 2))]]).print(list.format)
            if list.format == .table { print("\(card.tier)  \(explained.run.asOf.iso)") }
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

/// The columns of a list of accounts; names are the contract of JSON and CSV.
enum AccountRow {
    static let columns = [
        "code", "name", "tier", "score", "netSales", "currency", "orders", "lastOrderOn", "owner", "industry", "region",
    ]

    static func values(_ account: AccountSummary) -> [Listing.Value] {
        let english = Mainstay.language.isEnglish
        return [
            .text(account.code), .text(account.displayName(english: english)), .init(account.tier),
            .init(account.score.map { Format.score($0) }), .number(account.netSales), .init(account.currency?.code),
            .init(account.orders), .init(account.lastOrderOn?.iso),
            .init(english ? account.ownerEnglishName ?? account.ownerName : account.ownerName), .init(account.industry),
            .init(account.region),
        ]
    }
}

extension Measurement {
    /// The value in the metric's own unit, or why there is none.
    var plain: String {
        switch self {
        case .measured(let value): String(value)
        case .missing(let absence): "missing: \(absence.rawValue)"
        case .notApplicable(let absence): "n/a: \(absence.rawValue)"
        }
    }
}
