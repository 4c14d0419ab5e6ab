import CPostgres

/// Values in PostgreSQL's text formats, for parameters, results and COPY.
enum PostgresValue {
    static func read(_ result: OpaquePointer, row: Int32, column: Int32) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let length = Int(PQgetlength(result, row, column))
        let bytes = UnsafeRawBufferPointer(start: start, count: length)
        // Object identifiers of the built-in types, which never change.
        switch PQftype(result, column) {
        case 20, 21, 23, 26:
            return integer(bytes).map(SQLValue.integer) ?? .null
        case 1700:
            // A sum of whole numbers is numeric without a point.
            return integer(bytes).map(SQLValue.integer) ?? .text(String(decoding: bytes, as: UTF8.self))
        case 700, 701:
            return Double(String(decoding: bytes, as: UTF8.self)).map(SQLValue.real) ?? .null
        case 16:
            return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case 17:
            return .bytes(hexadecimal(bytes.dropFirst(2)))
        default:
            return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        var value: Int64 = 0
        var digits = bytes[...]
        let negative = digits.first == UInt8(ascii: "-")
        if negative { digits = digits.dropFirst() }
        for byte in digits {
            guard (48...57).contains(byte) else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.subtractingReportingOverflow(Int64(byte - 48))
            guard !overflow, !overflow2 else { return nil }
            value = sum
        }
        if negative { return value }
        return value == .min ? nil : -value
    }

    private static func hexadecimal(_ digits: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
        func nibble(_ byte: UInt8) -> UInt8 { byte <= 57 ? byte - 48 : byte - 87 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        var index = digits.startIndex
        while index + 1 < digits.endIndex {
            bytes.append(nibble(digits[index]) << 4 | nibble(digits[index + 1]))
            index += 2
        }
        return bytes
    }

    /// Calls `body` with the values as libpq wants them: text format, bytes in binary.
    static func withParameters<Result>(
        _ values: [SQLValue],
        _ body: (_ pointers: [UnsafePointer<CChar>?], _ lengths: [Int32], _ formats: [Int32]) throws -> Result
    ) rethrows -> Result {
        var arena: [UInt8] = []
        var places: [(offset: Int, length: Int, binary: Bool)?] = []
        for value in values {
            let offset = arena.count
            switch value {
            case .null:
                places.append(nil)
                continue
            case .integer(let number): arena.append(contentsOf: String(number).utf8)
            case .real(let number): arena.append(contentsOf: String(number).utf8)
            case .text(let text): arena.append(contentsOf: text.utf8.filter { $0 != 0 })
            case .bytes(let bytes): arena.append(contentsOf: bytes)
            }
            var isBinary = false
            if case .bytes = value { isBinary = true }
            places.append((offset, arena.count - offset, isBinary))
            arena.append(0)
        }
        return try arena.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            return try body(
                places.map { place in place.flatMap { base?.advanced(by: $0.offset) } },
                places.map { Int32($0?.length ?? 0) },
                places.map { $0?.binary == true ? 1 : 0 }
            )
        }
    }

    /// One line of COPY's text format: tabs between columns, `\N` for NULL.
    static func appendCopyLine(_ row: [SQLValue], to buffer: inout [UInt8]) {
        for (index, value) in row.enumerated() {
            if index > 0 { buffer.append(UInt8(ascii: "\t")) }
            switch value {
            case .null: buffer.append(contentsOf: "\\N".utf8)
            case .integer(let number): buffer.append(contentsOf: String(number).utf8)
            case .real(let number): buffer.append(contentsOf: String(number).utf8)
            case .text(let text): appendEscaped(text, to: &buffer)
            case .bytes(let bytes):
                buffer.append(contentsOf: "\\\\x".utf8)
                let digits = Array("0123456789abcdef".utf8)
                for byte in bytes { buffer.append(digits[Int(byte >> 4)]); buffer.append(digits[Int(byte & 15)]) }
            }
        }
        buffer.append(UInt8(ascii: "\n"))
    }

    private static func appendEscaped(_ text: String, to buffer: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case 0: continue
            case UInt8(ascii: "\\"): buffer.append(contentsOf: "\\\\".utf8)
            case UInt8(ascii: "\t"): buffer.append(contentsOf: "\\t".utf8)
            case UInt8(ascii: "\n"): buffer.append(contentsOf: "\\n".utf8)
            case UInt8(ascii: "\r"): buffer.append(contentsOf: "\\r".utf8)
            default: buffer.append(byte)
            }
        }
    }
}
