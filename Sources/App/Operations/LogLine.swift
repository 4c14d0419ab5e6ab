import Basics
import Foundation
import Interface
import Logging

/// Writes log messages as one JSON document per line on standard error.
///
/// Messages speak of routes, times and reference numbers; who wrote them keeps names, addresses and texts of customers out.
public struct LogLine: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel = Logger.Level.info
    private let clock: Clock

    public init(clock: Clock = .system) { self.clock = clock }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let facts = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
        let line = JSON.object([
            ("at", .text(clock.now.iso)),
            ("level", .text(event.level.rawValue)), ("message", .text(event.message.description)),
        ] + facts.map { ($0.key, JSON.text($0.value.description)) })
        FileHandle.standardError.write(Data(line.bytes + [UInt8(ascii: "\n")]))
    }
}
