import App
import ArgumentParser
import Foundation
import Interface
import Logging

struct Serve: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: Mainstay.words.serve, discussion: Mainstay.words.serveSettings)
    }

    @Option(help: ArgumentHelp(Mainstay.words.hostHelp)) var host: String?
    @Option(help: ArgumentHelp(Mainstay.words.portHelp)) var port: Int?
    @Flag(help: ArgumentHelp(Mainstay.words.behindProxyHelp)) var behindProxy = false
    @Flag(help: ArgumentHelp(Mainstay.words.secureHelp)) var secure = false
    @Flag(help: ArgumentHelp(Mainstay.words.logRequestsHelp)) var logRequests = false
    @Option(help: ArgumentHelp(Mainstay.words.drainHelp)) var drainSeconds: Int?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try settings()
        LoggingSystem.bootstrap { _ in LogLine() }
        let app = try await common.open()
        let line = Mainstay.words.listening("http://\(settings.host):\(settings.port)")
        let first = try await app.openFirstVisit().map { token in
            Mainstay.words.firstVisit("http://\(settings.host):\(settings.port)" + Address.welcome(token).text)
        }
        let text = [line, first].compactMap(\.self).map { $0 + "\n" }.joined()
        try await app.serve(settings) { FileHandle.standardOutput.write(Data(text.utf8)) }
    }

    /// Flags before the environment before the file.
    private func settings() throws -> ServerSettings {
        let given = try SettingsFile.given(common.config)
        var settings = ServerSettings()
        settings.host = host ?? given["MAINSTAY_HOST"] ?? settings.host
        settings.port = try port ?? given.number("MAINSTAY_PORT") ?? settings.port
        settings.isBehindProxy = try behindProxy || given.flag("MAINSTAY_BEHIND_PROXY")
        settings.isSecure = try secure || given.flag("MAINSTAY_SECURE")
        settings.logsRequests = try logRequests || given.flag("MAINSTAY_LOG_REQUESTS")
        settings.drainSeconds = try drainSeconds ?? given.number("MAINSTAY_DRAIN_SECONDS") ?? settings.drainSeconds
        settings.metricsToken = given["MAINSTAY_METRICS_TOKEN"]
        return settings
    }
}
