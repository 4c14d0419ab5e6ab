import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import App

/// A client that takes for ever is cut off; one that goes on is not.
@Suite struct ConnectionDeadlinesTests {
    private func channel() throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(ConnectionDeadlines(Connections()))
        try channel.connect(to: .init(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    private static let head = HTTPRequestPart.head(HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/"))

    @Test func headersThatNeverEnd() throws {
        let channel = try channel()
        channel.embeddedEventLoop.advanceTime(by: .seconds(19))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
    }

    /// Bytes a second, and whether the client is cut off within ten minutes.
    @Test(arguments: [(0, true), (1, true), (3_000, true), (5_000, false), (20_000, false)])
    func bodies(_ rate: Int, _ isCutOff: Bool) throws {
        let channel = try channel()
        try channel.writeInbound(Self.head)
        for _ in 0..<600 where channel.isActive {
            if rate > 0 { try channel.writeInbound(HTTPRequestPart.body(ByteBuffer(repeating: 0, count: rate))) }
            channel.embeddedEventLoop.advanceTime(by: .seconds(1))
        }
        #expect(channel.isActive != isCutOff)
    }

    @Test func whatHasCompletelyComeMayTakeItsTime() throws {
        let channel = try channel()
        try channel.writeInbound(Self.head)
        try channel.writeInbound(HTTPRequestPart.end(nil))
        channel.embeddedEventLoop.advanceTime(by: .minutes(10))
        #expect(channel.isActive)
    }

    /// Many silent clients make room for those that say something, and nobody who is being answered has to go.
    @Test func silentClientsMakeRoom() throws {
        let connections = Connections(room: 2), loop = EmbeddedEventLoop()
        let channels = try (0..<5).map { _ in
            let channel = EmbeddedChannel(handler: ConnectionDeadlines(connections), loop: loop)
            try channel.connect(to: .init(ipAddress: "127.0.0.1", port: 1)).wait()
            return channel
        }
        // The first two ask something; the second gets its answer and rests.
        for channel in channels.prefix(2) {
            try channel.writeInbound(Self.head)
            try channel.writeInbound(HTTPRequestPart.end(nil))
        }
        try channels[1].writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
        try channels[1].writeOutbound(HTTPResponsePart.end(nil))
        loop.advanceTime(by: .milliseconds(900))
        #expect(channels.filter { $0.isActive }.count == 5)
        loop.advanceTime(by: .milliseconds(200))
        let left = channels.map { $0.isActive }
        #expect(left == [true, true, false, false, false])
    }

    @Test func stoppingClosesWhatIsOpen() throws {
        let connections = Connections(), channel = EmbeddedChannel()
        try channel.pipeline.syncOperations.addHandler(ConnectionDeadlines(connections))
        try channel.connect(to: .init(ipAddress: "127.0.0.1", port: 1)).wait()
        connections.closeAll()
        channel.embeddedEventLoop.run()
        #expect(!channel.isActive)
    }
}
