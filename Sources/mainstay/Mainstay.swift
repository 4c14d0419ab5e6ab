import App
import ArgumentParser
import Foundation
import Interface

/// The command line: one subcommand per verb, each in a file of its own.
@main struct Mainstay: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "mainstay", abstract: words.abstract,
            subcommands: [
                Serve.self, Demo.self, Generate.self, ImportGroup.self, Imports.self, Accounts.self, Policies.self, Classify.self,
                Users.self, DatabaseGroup.self, Doctor.self,
            ]
        )
    }

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let message = Complaint.message(for: error, language) {
                FileHandle.standardError.write(Data((message + "\n").utf8))
                Foundation.exit(1)
            }
            exit(withError: error)
        }
    }

    /// `--language` decides, then the environment, then English.
    static let language: Language = {
        let arguments = CommandLine.arguments
        if let place = arguments.firstIndex(of: "--language"), place + 1 < arguments.count,
           let language = Language(tag: arguments[place + 1]) { return language }
        if let given = arguments.first(where: { $0.hasPrefix("--language=") }),
           let language = Language(tag: given.dropFirst("--language=".count)) { return language }
        let environment = ProcessInfo.processInfo.environment
        return [environment["LC_ALL"], environment["LANG"]].compactMap(\.self).compactMap { Language(tag: $0) }.first ?? .english
    }()

    static var words: CommandLineWords { language.words.commandLine }
}
