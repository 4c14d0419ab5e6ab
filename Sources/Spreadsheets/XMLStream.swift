import CExpat

/// What a reader of XML is told, piece by piece; names come without their prefix.
protocol XMLHandler: AnyObject {
    func start(_ name: String, _ attributes: XMLStream.Attributes)
    func end(_ name: String)
    func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// Reads XML as it arrives, by expat; refuses document types, and with them entities that unfold without end.
final class XMLStream {
    /// The attributes of an element, as long as its start is told.
    struct Attributes {
        fileprivate let list: UnsafeMutablePointer<UnsafePointer<CChar>?>?

        /// The value of an attribute, found without its prefix.
        subscript(name: String) -> String? {
            guard var item = list else { return nil }
            while let key = item.pointee, let value = item.successor().pointee {
                if XMLStream.localName(key) == name { return String(cString: value) }
                item += 2
            }
            return nil
        }
    }

    /// What the C callbacks reach through their one pointer.
    private final class State {
        let handler: any XMLHandler
        let parser: XML_Parser
        var depth = 0
        var isRefused = false

        init(_ handler: any XMLHandler, _ parser: XML_Parser) { (self.handler, self.parser) = (handler, parser) }

        func refuse() {
            isRefused = true
            XML_StopParser(parser, XML_Bool(0))
        }
    }

    private let parser: XML_Parser
    private let state: State
    private static let deepest = 64

    init(_ handler: any XMLHandler) throws(Workbook.Failure) {
        guard let parser = XML_ParserCreate(nil) else { throw .damaged }
        self.parser = parser
        state = State(handler, parser)
        XML_SetUserData(parser, Unmanaged.passUnretained(state).toOpaque())
        XML_SetElementHandler(parser, { data, name, attributes in
            guard let data, let name else { return }
            let state = Unmanaged<State>.fromOpaque(data).takeUnretainedValue()
            state.depth += 1
            if state.depth > XMLStream.deepest { return state.refuse() }
            state.handler.start(XMLStream.localName(name), Attributes(list: attributes))
        }, { data, name in
            guard let data, let name else { return }
            let state = Unmanaged<State>.fromOpaque(data).takeUnretainedValue()
            state.depth -= 1
            state.handler.end(XMLStream.localName(name))
        })
        XML_SetCharacterDataHandler(parser) { data, text, count in
            guard let data, let text else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
                Unmanaged<State>.fromOpaque(data).takeUnretainedValue().handler.text(UnsafeBufferPointer(start: bytes, count: Int(count)))
            }
        }
        XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
            guard let data else { return }
            Unmanaged<State>.fromOpaque(data).takeUnretainedValue().refuse()
        }
    }

    deinit { XML_ParserFree(parser) }

    /// Reads the next piece.
    func parse(_ bytes: [UInt8], isLast: Bool) throws(Workbook.Failure) {
        let status = bytes.withUnsafeBufferPointer { buffer in
            buffer.baseAddress?.withMemoryRebound(to: CChar.self, capacity: buffer.count) {
                XML_Parse(parser, $0, Int32(buffer.count), isLast ? 1 : 0)
            } ?? XML_Parse(parser, "", 0, isLast ? 1 : 0)
        }
        guard status == XML_STATUS_OK, !state.isRefused else { throw .damaged }
    }

    private static func localName(_ name: UnsafePointer<CChar>) -> String {
        var start = name
        var scan = name
        while scan.pointee != 0 {
            if scan.pointee == CChar(bitPattern: UInt8(ascii: ":")) { start = scan.successor() }
            scan = scan.successor()
        }
        return String(cString: start)
    }

    /// Reads a whole entry.
    static func read(_ entry: ZipArchive.Entry, _ handler: any XMLHandler) throws(Workbook.Failure) {
        let stream = try XMLStream(handler)
        while true {
            let bytes = try entry.read(upTo: 1 << 18)
            try stream.parse(bytes, isLast: bytes.isEmpty)
            if bytes.isEmpty { return }
        }
    }
}
