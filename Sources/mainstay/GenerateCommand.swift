import App
import ArgumentParser
import Basics
import Foundation
import GroundTruth
import Interface

struct Generate: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.generate) }

    @Option(help: ArgumentHelp(Mainstay.words.accountsHelp)) var accounts: Int
    @Option(help: ArgumentHelp(Mainstay.words.yearsHelp)) var years: Int
    @Option(help: ArgumentHelp(Mainstay.words.seedHelp)) var seed: UInt64 = 1
    @Option(help: ArgumentHelp(Mainstay.words.endingHelp)) var ending = Day(number: 20_453)
    @Option(help: ArgumentHelp(Mainstay.words.truthHelp)) var truth: String?
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard accounts > 0, (1...20).contains(years) else { throw ValidationError("1…20 years, 1… accounts") }
    }

    func run() async throws {
        let app = try await common.open()
        let file = try truth.map { path -> FileHandle in
            try Data().write(to: URL(fileURLWithPath: path))
            return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        }
        let words = Mainstay.words, line = ProgressLine()
        var company = Configuration.large(accounts: accounts, years: years, seed: seed, endingOn: ending)
        company.writesEnglish = Mainstay.language.isEnglish
        let done = try await app.generate(
            company,
            truth: { try file?.write(contentsOf: Data(($0 + "\n").utf8)) },
            progress: { accounts, lines in line.show(words.generating(Format.grouped(accounts), Format.grouped(lines))) }
        )
        try file?.close()
        line.clear()
        print(words.generating(Format.grouped(done.accounts), Format.grouped(done.lines)))
    }
}
