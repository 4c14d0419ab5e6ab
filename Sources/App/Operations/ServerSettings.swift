/// How the server behaves towards the world around it.
public struct ServerSettings: Sendable {
    public var host = "127.0.0.1"
    public var port = 8080
    /// Believes the last address of `X-Forwarded-For`; right behind exactly one proxy that writes it, and nowhere else.
    public var isBehindProxy = false
    /// Sends cookies over TLS only and tells browsers to stay with it; for servers whose proxy speaks TLS.
    public var isSecure = false
    /// Also answers `/metrics` to those who send this token; without it only to this machine.
    public var metricsToken: String?
    /// Writes a line for every request, not only for those that fail.
    public var logsRequests = false
    /// Seconds for everything under way when the server is asked to stop.
    public var drainSeconds = 30
    /// Connections that are open at the same time; more wait. Fits into the 1,024 descriptors that a process usually may have.
    public var connections = 768

    public init() {}
}
