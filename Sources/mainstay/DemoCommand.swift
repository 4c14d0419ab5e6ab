import App
import ArgumentParser
import Basics
import Interface

struct Demo: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.demo) }

    @Option(help: ArgumentHelp(Mainstay.words.endingHelp)) var ending: Day?
    @OptionGroup var list: ListOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let app = try await common.open()
        let people = try await app.createDemo(lastDay: ending, language: Mainstay.language)
        if list.format == .table { print(Mainstay.words.demoReady(try await app.accounts().count)) }
        try SignIns.listing(people).print(list.format)
    }
}

/// A sign-in for each role of the demo company.
enum SignIns {
    static func listing(_ people: [User]) -> Listing {
        let first = Role.allCases.compactMap { role in people.first { $0.role == role } }
        return Listing(columns: ["role", "signIn", "password"], rows: first.map { user in
            [.text(user.role.rawValue), .text(user.signIn), .text(DemoCompany.password)]
        })
    }
}
