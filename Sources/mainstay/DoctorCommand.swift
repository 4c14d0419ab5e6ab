import App
import ArgumentParser
import Basics
import Interface

struct Doctor: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.doctor) }

    @Flag(help: ArgumentHelp(Mainstay.words.repairHelp)) var repair = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let words = Mainstay.words
        let app = try await common.open()
        if repair { try await app.rebuildSearch() }
        let findings = try await app.examine()
        if findings.isHealthy { return print(words.doctorFine) }
        if repair {
            try await app.rebuildTotals(of: findings.accounts)
            return print(words.repaired(findings.accounts.count))
        }
        if !findings.accounts.isEmpty { print(words.doctorTotals(findings.accounts.count)) }
        if findings.documents > 0 { print(words.doctorHeaders(findings.documents)) }
        throw ExitCode.failure
    }
}
