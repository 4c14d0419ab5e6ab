import App
import ArgumentParser
import Foundation
import Interface
import Storage
import Synchronization

/// The command line: one subcommand per verb, each in a file of its own.
@main struct Mainstay: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "mainstay", abstract: words.abstract,
            subcommands: [
                Serve.self, Demo.self, Generate.self, ImportGroup.self, Imports.self, Accounts.self, Policies.self, Classify.self, Rates.self,
                Users.self, DatabaseGroup.self, Doctor.self,
            ]
        )
    }

    /// What commands have opened: it is closed before the process ends.
    static let opened = Mutex<[Database]>([])

    static func main() async {
        Heap.keepSmall()
        do {
            try await perform(try parseAsRoot())
            await close()
        } catch {
            await close()
            if let message = Complaint.message(for: error, language) {
                FileHandle.standardError.write(Data((message + "\n").utf8))
                Foundation.exit(1)
            }
            exit(withError: error)
        }
    }

    private static func perform(_ command: any ParsableCommand) async throws {
        var command = command
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    private static func close() async {
        for database in opened.withLock({ $0 }) { await database.finish() }
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
