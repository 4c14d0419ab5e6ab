import App
import ArgumentParser
import Basics
import Interface
import Scoring

struct Classify: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.classify) }

    @Option(help: ArgumentHelp(Mainstay.words.asOfHelp)) var asOf: Day
    @Flag(help: ArgumentHelp(Mainstay.words.dryRunHelp)) var dryRun = false
    @OptionGroup var list: ListOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let words = Mainstay.words
        let outcome = try await common.open().classify(asOf: asOf, keeping: !dryRun, by: nil)
        guard list.format == .table else {
            return try Listing.results(outcome.results, Mainstay.language).print(list.format)
        }
        let total = max(1, outcome.results.count)
        try Listing([.init("tier", words.tier), .init("accounts", words.accountsLabel), .init("share", words.share)], rows: outcome.counts.map { tier, accounts in
            [.text(tier), .init(accounts), .text(Format.percent(ppm: Int64(accounts * 1_000_000 / total)))]
        }).print(.table)
        print(words.classifiedSummary(Format.grouped(outcome.results.count), "\(outcome.version.code) \(outcome.version.version)"))
        for (currency, accounts) in outcome.unrated { print(words.unrated(currency.code, accounts)) }
        if dryRun { print(words.nothingKept) }
    }
}
