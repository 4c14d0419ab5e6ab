import App
import ArgumentParser
import Foundation
import Interface

struct Serve: AsyncParsableCommand {
    static var configuration: CommandConfiguration { CommandConfiguration(abstract: Mainstay.words.serve) }

    @Option(help: ArgumentHelp(Mainstay.words.hostHelp)) var host = "127.0.0.1"
    @Option(help: ArgumentHelp(Mainstay.words.portHelp)) var port = 8080
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let app = try await common.open()
        let line = Mainstay.words.listening("http://\(host):\(port)")
        try await app.serve(host: host, port: port) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    }
}
