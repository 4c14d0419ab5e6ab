import App
import ArgumentParser
import Basics
import Foundation
import Interface
import Scoring

struct Policies: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: Mainstay.words.policies, subcommands: [List.self, Show.self, Check.self, Publish.self]
        )
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.list) }

        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let app = try await common.open()
            let zone = try await app.organisation().zone
            try Listing.policies(try await app.policyVersions(), zone: zone, Mainstay.language).print(list.format)
        }
    }

    struct Show: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.show) }

        @Argument var policy: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let versions = try await common.open().policyVersions()
            let pack = PolicyPack.all.first { $0.id == policy }?.document
            guard let document = versions.first(where: { $0.code == policy || String($0.id.value) == policy })?.document ?? pack else {
                throw Complaint.noPolicy(policy)
            }
            print(document)
        }
    }

    struct Check: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.check) }

        @Argument(help: ArgumentHelp(Mainstay.words.fileHelp)) var file: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            _ = try PolicyFile.read(file)
            print(Mainstay.words.policyFine(file))
        }
    }

    struct Publish: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.publish) }

        @Argument(help: ArgumentHelp(Mainstay.words.fileHelp)) var file: String
        @Option(help: ArgumentHelp(Mainstay.words.effectiveHelp)) var effectiveFrom: Day
        @Option(help: ArgumentHelp(Mainstay.words.noteHelp)) var note: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let (document, policy) = try PolicyFile.read(file)
            try await common.open().publish(document, policy, effectiveFrom: effectiveFrom, note: note, by: nil)
            print(Mainstay.words.published(policy.id, effectiveFrom.iso))
        }
    }
}

/// Reads a policy document from a file.
enum PolicyFile {
    /// - Throws: `Complaint.badDocument` with every problem.
    static func read(_ path: String) throws -> (document: String, policy: Policy) {
        let document = try String(contentsOfFile: path, encoding: .utf8)
        switch PolicyDocument.read(document) {
        case .policy(let policy): return (document, policy)
        case .problems(let problems): throw Complaint.badDocument(path, problems)
        }
    }
}
