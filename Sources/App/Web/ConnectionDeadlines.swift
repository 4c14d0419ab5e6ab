import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose client takes for ever: to say what it wants, to send it, or to take the answer.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    struct Limits: Sendable {
        /// From opening a connection to the end of the first request's headers; later ones are bounded by the idle time.
        var head = TimeAmount.seconds(20)
        /// How long a body may take whatever its size, and how many bytes of it must have come for every further second.
        var body = TimeAmount.seconds(30)
        var bytesPerSecond = 4_096
        /// How long a client may take nothing of its answer.
        var answer = TimeAmount.seconds(60)
    }

    private let connections: Connections
    private let limits: Limits
    private var reading: Scheduled<Void>?
    private var writing: Scheduled<Void>?
    private var bodyBegan = NIODeadline.distantPast
    private var received = 0

    init(_ connections: Connections, limits: Limits = Limits()) {
        self.connections = connections
        self.limits = limits
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(context)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            connections.speaks(context.channel)
            received = 0
            bodyBegan = context.eventLoop.now
            reading = schedule(limits.body, reading, context) { $0.checkBody($1) }
        case .body(let bytes): received += bytes.readableBytes
        case .end:
            reading?.cancel()
            reading = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { connections.rests(context.channel, at: context.eventLoop.now) }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            writing?.cancel()
            writing = nil
        } else {
            writing = schedule(limits.answer, writing, context) { $1.close(promise: nil) }
        }
        context.fireChannelWritabilityChanged()
    }

    private func begin(_ context: ChannelHandlerContext) {
        if connections.add(context.channel, at: context.eventLoop.now) {
            // Those that came with this one may turn out to be silent too.
            let connections = connections, loop = context.eventLoop
            loop.scheduleTask(in: Connections.silence) { connections.makeRoom(at: loop.now) }
        }
        reading = schedule(limits.head, reading, context) { $1.close(promise: nil) }
    }

    private func end(_ context: ChannelHandlerContext) {
        connections.remove(context.channel)
        reading?.cancel()
        writing?.cancel()
    }

    private func checkBody(_ context: ChannelHandlerContext) {
        let seconds = Int((context.eventLoop.now - bodyBegan - limits.body).nanoseconds / 1_000_000_000)
        guard received >= seconds * limits.bytesPerSecond, received > 0 else { return context.close(promise: nil) }
        reading = schedule(.seconds(5), reading, context) { $0.checkBody($1) }
    }

    private func schedule(
        _ time: TimeAmount, _ former: Scheduled<Void>?, _ context: ChannelHandlerContext,
        _ work: @escaping @Sendable (ConnectionDeadlines, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        former?.cancel()
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: time) { work(bound.value.0, bound.value.1) }
    }
}
