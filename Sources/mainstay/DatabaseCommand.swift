import App
import ArgumentParser
import Basics
import Interface
import Storage

struct DatabaseGroup: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "database", abstract: Mainstay.words.database, subcommands: [Migrate.self, Check.self])
    }

    struct Migrate: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.migrate) }

        @OptionGroup var common: CommonOptions

        func run() async throws {
            _ = try await common.open()
            print(Mainstay.words.upToDate(Schema.migrations.count))
        }
    }

    struct Check: AsyncParsableCommand {
        static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.databaseCheck) }

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let database = try Database(try common.location)
            try await database.requireSchema(Schema.migrations)
            print(Mainstay.words.upToDate(Schema.migrations.count))
        }
    }
}
