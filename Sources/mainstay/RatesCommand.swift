import App
import ArgumentParser
import Basics
import Interface

struct Rates: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: Mainstay.words.rates, subcommands: [List.self, Set.self, Import.self])
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.list) }

        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let app = try await common.open(), rates = try await app.rates(), words = Mainstay.language.words
            let base = try await app.organisation().baseCurrency.code
            try Listing([
                .init("currency", words.booking.currency), .init("from", words.fields.from), .init("rate", words.people.rate(base)),
            ], rows: rates.map { [.text($0.currency.code), .text($0.from.iso), .text($0.plain)] }).print(list.format)
        }
    }

    struct Set: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.rateSet) }

        @Argument var currency: String
        @Argument(help: ArgumentHelp(Mainstay.words.rateHelp)) var rate: String
        @Option(name: .customLong("from"), help: ArgumentHelp(Mainstay.words.rateFromHelp)) var from: Day
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let one = DatedRate(currency, from.iso, rate) else { throw RatesRefusal.badRow(1, "\(currency),\(from.iso),\(rate)") }
            let app = try await common.open()
            if one.currency == (try await app.organisation().baseCurrency) { throw RatesRefusal.ownCurrency(1, one.currency.code) }
            try await app.setRates([one], by: nil)
            print(Mainstay.words.ratesTaken(1))
        }
    }

    struct Import: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.ratesImport) }

        @Argument(help: ArgumentHelp(Mainstay.words.fileHelp)) var file: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            print(Mainstay.words.ratesTaken(try await common.open().importRates(file, by: nil)))
        }
    }
}
