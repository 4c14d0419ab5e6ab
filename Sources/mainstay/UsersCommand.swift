import App
import ArgumentParser
import Basics
import Interface

struct Users: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: Mainstay.words.users, subcommands: [List.self, Add.self, Disable.self, CodesOff.self, Token.self])
    }

    struct List: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.list) }

        @OptionGroup var list: ListOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try Listing.users(try await common.open().users(), Mainstay.language).print(list.format)
        }
    }

    struct Add: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.add) }

        @Argument var signIn: String
        @Option var name: String
        @Option(help: ArgumentHelp(Mainstay.words.roleHelp)) var role: Role
        @Option var team: String?
        @Option(help: ArgumentHelp(Mainstay.words.passwordHelp)) var password: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let given = password ?? readLine() ?? ""
            let user = try await common.open().addUser(
                signIn: signIn, name: name, role: role, team: team, password: given, by: nil
            )
            print(Mainstay.words.userAdded(user.signIn))
        }
    }

    struct Token: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.token) }

        @Argument var signIn: String
        @Option var name = "command line"
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let token = try await common.open().addToken(signIn: signIn, name: name) else { throw Complaint.noUser(signIn) }
            print(token)
        }
    }

    struct CodesOff: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            CommandConfiguration(commandName: "codes-off", abstract: Mainstay.words.codesOff)
        }

        @Argument var signIn: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard try await common.open().turnOffCodes(signIn: signIn, by: nil) else { throw Complaint.noCodes(signIn) }
            print(Mainstay.words.codesAreOff(signIn))
        }
    }

    struct Disable: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.disable) }

        @Argument var signIn: String
        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard try await common.open().disableUser(signIn: signIn, by: nil) else { throw Complaint.noUser(signIn) }
            print(Mainstay.words.userDisabled(signIn))
        }
    }
}
