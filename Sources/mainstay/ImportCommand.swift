import App
import ArgumentParser
import Basics
import Foundation
import Interface

struct ImportGroup: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "import", abstract: Mainstay.words.importCommand, subcommands: [ImportSales.self])
    }
}

struct ImportSales: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "sales", abstract: Mainstay.words.importSales)
    }

    @Argument(help: ArgumentHelp(Mainstay.words.fileHelp)) var file: String
    @Option(help: ArgumentHelp(Mainstay.words.layoutHelp)) var layout: SalesFile.Layout = .auto
    @Option(name: .customLong("map"), help: ArgumentHelp(Mainstay.words.mapHelp)) var mapping: String?
    @Option(help: ArgumentHelp(Mainstay.words.currencyHelp)) var currency: Currency?
    @Flag(help: ArgumentHelp(Mainstay.words.dryRunHelp)) var dryRun = false
    @Option(help: ArgumentHelp(Mainstay.words.rejectsHelp)) var rejects: String?
    @OptionGroup var list: ListOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let app = try await common.open()
        let words = Mainstay.words
        let meter = ProgressMeter(words)
        let tally = try await app.importSales(
            file, layout: layout, mapping: mapping, currency: currency, dryRun: dryRun, rejects: rejects,
            rejectHeader: (row: words.row, reason: words.reason), by: nil, progress: { rows, share in meter.show(rows, share) }
        )
        meter.finish()
        if list.format == .json {
            try Listing.print(json: tally.json)
        } else {
            try Listing.setAside(tally, Mainstay.language).print(list.format)
            if list.format == .table {
                let numbers = [tally.rows, tally.imported, tally.setAsideRows].map { Format.grouped($0) }
                print(words.importedSummary(numbers[0], numbers[1], numbers[2]))
                if tally.unchanged > 0 { print("\(Mainstay.language.words.imports.knownRows): \(Format.grouped(tally.unchanged))") }
                if dryRun { print(words.nothingKept) }
            }
        }
    }
}

extension SalesFile.Layout: ExpressibleByArgument {}

extension ImportTally {
    /// The command line's contract.
    var json: [String: Any] {
        [
            "rows": rows, "imported": imported, "new": new, "unchanged": unchanged, "setAside": setAside, "accounts": accounts, "invoices": invoices,
            "items": items, "salesLines": salesLines, "returnLines": returnLines, "grossSales": grossSales.map { $0 as Any } ?? NSNull(),
            "returns": returns.map { $0 as Any } ?? NSNull(), "currency": currency.map { $0 as Any } ?? NSNull(),
            "totals": totals.mapValues { ["grossSales": $0.grossSales, "returns": $0.returns] },
            "units": Dictionary(uniqueKeysWithValues: totals.keys.map { ($0, Currency($0)?.minorUnit ?? $0) }),
        ]
    }
}

/// Rows, rate and time left.
private struct ProgressMeter {
    let words: CommandLineWords
    private let line = ProgressLine()
    private let started = ContinuousClock.now

    init(_ words: CommandLineWords) { self.words = words }

    func show(_ rows: Int, _ share: Double) {
        let elapsed = ContinuousClock.now - started
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        let left = share > 0 ? Int(seconds / share - seconds) : 0
        line.show(words.progress(Format.grouped(rows), Format.grouped(Int(Double(rows) / max(seconds, 0.001))), words.seconds(left)))
    }

    func finish() { line.clear() }
}
