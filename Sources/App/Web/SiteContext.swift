import HTTPTypes
import Hummingbird

/// What the server knows of a request besides its text.
struct SiteContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Where the connection comes from; nil in tests, which have none.
    let peer: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }

    /// Whether somebody on this machine asks, without a proxy between.
    func isLocal(_ request: Request) -> Bool {
        guard request.forwardedFor == nil else { return false }
        return peer == nil || peer == "127.0.0.1" || peer == "::1"
    }
}

extension Request {
    /// Which addresses a proxy says it forwards for, the nearest last.
    var forwardedFor: String? { HTTPField.Name("X-Forwarded-For").flatMap { headers[$0] } }
}
