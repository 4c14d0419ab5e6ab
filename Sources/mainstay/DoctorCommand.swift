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
        var findings = try await app.examine()
        if !findings.damage.isEmpty {
            print(words.doctorDamage(findings.damage.joined(separator: "\n")))
            throw ExitCode.failure
        }
        if repair { try await app.rebuildSearch() }
        print(words.doctorSchema(Schema.migrations.count))
        if let seal = findings.lastSeal { print(words.doctorSealed(Format.grouped(findings.sealed), seal)) }
        if !findings.orphanedFiles.isEmpty, !repair { print(words.doctorOrphans(findings.orphanedFiles.count)) }
        if findings.repeatedReversals > 0 { print(words.doctorReversals(findings.repeatedReversals)) }
        if repair {
            app.removeFiles(findings.orphanedFiles)
            try await app.rebuildTotals(of: findings.accounts)
            if !findings.accounts.isEmpty { print(words.repaired(findings.accounts.count)) }
            findings.accounts = []
        }
        if findings.isHealthy { return print(words.doctorFine) }
        if !findings.accounts.isEmpty { print(words.doctorTotals(findings.accounts.count)) }
        if findings.documents > 0 { print(words.doctorHeaders(findings.documents)) }
        if findings.danglingReferences > 0 { print(words.doctorReferences(findings.danglingReferences)) }
        if let seal = findings.brokenSeal { print(words.doctorSealBroken(Int(seal))) }
        if !findings.damagedFiles.isEmpty { print(words.doctorFiles(findings.damagedFiles.joined(separator: ", "))) }
        throw ExitCode.failure
    }
}
