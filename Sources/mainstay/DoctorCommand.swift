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
            try await app.repair(findings)
            for difference in findings.differences where difference.repair == .rebuild {
                print(words.repaired("\(difference.table).\(difference.column)", Format.grouped(difference.rows)))
            }
            // Whatever is left is said as it is now.
            findings = try await app.examine()
        }
        if findings.isHealthy { return print(words.doctorFine) }
        for difference in findings.differences {
            print(words.doctorDiffers("\(difference.table).\(difference.column)", Format.grouped(difference.rows), difference.example))
            print(words.doctorRepair(difference.repair.rawValue))
        }
        if findings.danglingReferences > 0 { print(words.doctorReferences(findings.danglingReferences)) }
        if let seal = findings.brokenSeal { print(words.doctorSealBroken(Int(seal))) }
        if !findings.damagedFiles.isEmpty { print(words.doctorFiles(findings.damagedFiles.joined(separator: ", "))) }
        throw ExitCode.failure
    }
}
