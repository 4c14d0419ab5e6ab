/// HTML text in which every interpolated text is escaped: a literal, never a string.
///
/// `"<td>\(name)</td>" as HTML` writes `name` so that it can be neither a tag nor the end of an attribute. Fragments nest.
/// Markup can only come from literals in the source: the interpolation takes `StaticString` parts.
public struct HTML: Sendable, Hashable {
    /// UTF-8.
    public private(set) var bytes: [UInt8]

    public static let empty = HTML(bytes: [])

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// A text as HTML, escaped.
    public init(text: String) {
        bytes = []
        Self.append(text, to: &bytes)
    }

    public var isEmpty: Bool { bytes.isEmpty }
    /// The markup, for tests and for people.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    public static func + (left: HTML, right: HTML) -> HTML { HTML(bytes: left.bytes + right.bytes) }

    public mutating func append(_ other: HTML) { bytes += other.bytes }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }

    /// Escapes what could end a text or an attribute value, in either kind of quotes.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { buffer -> Bool in
            guard !buffer.contains(where: isSpecial) else { return false }
            bytes.append(contentsOf: buffer)
            return true
        }
        if isPlain == true { return }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): bytes.append(contentsOf: "&#39;".utf8)
            default: bytes.append(byte)
            }
        }
    }
}

extension HTML: ExpressibleByStringInterpolation {
    public init(stringLiteral value: StaticString) { bytes = value.withUTF8Buffer { Array($0) } }
    public init(stringInterpolation: StringInterpolation) { bytes = stringInterpolation.bytes }

    /// Collects the literal's parts.
    public struct StringInterpolation: StringInterpolationProtocol {
        var bytes: [UInt8] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }

        /// Escapes a text.
        public mutating func appendInterpolation(_ text: String) { HTML.append(text, to: &bytes) }

        public mutating func appendInterpolation(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

        /// Nests a fragment.
        public mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

        /// Nests a fragment if there is one.
        public mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes += html.bytes }
        }

        /// Nests fragments one after the other.
        public mutating func appendInterpolation(_ list: [HTML]) {
            for html in list { bytes += html.bytes }
        }

        /// Writes ` name="value"`, or nothing without a value.
        public mutating func appendInterpolation(attribute name: StaticString, _ value: String?) {
            guard let value else { return }
            bytes.append(UInt8(ascii: " "))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: "=\"".utf8)
            HTML.append(value, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }

        /// Writes ` name`, or nothing.
        public mutating func appendInterpolation(flag name: StaticString, _ isSet: Bool) {
            guard isSet else { return }
            bytes.append(UInt8(ascii: " "))
            name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        }
    }
}
