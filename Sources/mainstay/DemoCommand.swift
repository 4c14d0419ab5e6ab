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
        try Listing.demoSignIns(people, Mainstay.language).print(list.format)
    }
}
