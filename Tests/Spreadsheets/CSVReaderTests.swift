import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct CSVReaderTests {
    private static let encodings: [(TextEncoding, mark: [UInt8], String.Encoding)] = [
        (.utf8, [], .utf8), (.utf8, [0xEF, 0xBB, 0xBF], .utf8),
        (.gb18030, [], String.Encoding(rawValue: 0x8000_0632)),
        (.utf16LittleEndian, [0xFF, 0xFE], .utf16LittleEndian), (.utf16BigEndian, [0xFE, 0xFF], .utf16BigEndian),
    ]

    /// Every encoding with every separator, line end and way of quoting; found out from the file alone and cut anywhere.
    @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
    func everyKindOfFile(_ separator: String, _ lineEnd: String) throws {
        let records = [
            ["客户", "金额", "备注"], ["华曜新能源㐀𠮷", "-1.50", "x\(separator)y"],
            ["b", "2", "l1\(lineEnd)l2 \"q\""],
        ]
        let code = try #require(separator.utf8.first)
        for (encoding, mark, foundation) in Self.encodings {
            for quotesAll in [false, true] {
                let lines = records.map { $0.map { quoted($0, quotesAll, separator) }.joined(separator: separator) }
                let text = lines.joined(separator: lineEnd) + lineEnd
                let bytes = mark + Array(try #require(text.data(using: foundation)))
                let file = try TemporaryFile(bytes)
                var reader = try CSVReader(path: file.path)
                var read: [[String]] = []
                while let record = try reader.next() { read.append(record.fields) }
                #expect(read == records && reader.encoding == encoding && reader.separator == code && reader.progress == 1)
                for pieceSize in 1...5 {
                    let cut = try file.records(separator: code, encoding: encoding, pieceSize: pieceSize)
                    #expect(cut.map(\.fields) == records, "\(encoding), pieces of \(pieceSize)")
                }
            }
        }
    }

    private func quoted(_ field: String, _ always: Bool, _ separator: String) -> String {
        let needs = always || field.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) } || field.contains(separator)
        return needs ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : field
    }

    @Test(arguments: [
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\n5\" pipe,2\n", [["a", "b"], ["5\" pipe", "2"]]),
        ("a,b\n\n\r\n\r1,2\n\n", [["a", "b"], ["1", "2"]]),
        ("a,b,c\n,,\n", [["a", "b", "c"], ["", "", ""]]),
        ("a,b\n\"x\"y,2\n", [["a", "b"], ["xy", "2"]]),
        ("a,b\n\"x\" \"y\",2\n", [["a", "b"], ["x \"y\"", "2"]]),
        ("a\n\"\"\n\"\"\"\"\n", [["a"], [""], ["\""]]),
        ("a,\"b\"", [["a", "b"]]),
        ("a,\"b\"\"\"", [["a", "b\""]]),
        ("a\r", [["a"]]),
        ("", []),
        ("\n\n", []),
    ]) func oddFiles(_ text: String, _ expected: [[String]]) throws {
        for pieceSize in [nil, 1, 2, 3, 7] {
            let read = try records(of: text.utf8, pieceSize: pieceSize)
            #expect(read.map(\.fields) == expected && read.allSatisfy { $0.problem == nil }, "pieces of \(pieceSize ?? 0)")
        }
    }

    @Test func numbersAndLines() throws {
        let read = try records(of: "a,b\n\n\"x\r\ny\nz\",2\r\n\r\n3,4\n".utf8)
        #expect(read.map(\.number) == [1, 3, 5])
        #expect(read.map(\.line) == [1, 3, 7])
    }

    /// One lost quote costs its own line and no other.
    @Test(arguments: [
        // No quote follows at all.
        ("a,b\n\"x,2\n3,4\n5,6\n", [["a", "b"], ["\"x", "2"], ["3", "4"], ["5", "6"]]),
        // The next quote opens a field and does not close one.
        ("a,b\n\"x,2\n\"3\",4\n5,6\n", [["a", "b"], ["\"x", "2"], ["3", "4"], ["5", "6"]]),
        ("a,b\n1,\"x\n3,\"4,\"\n", [["a", "b"], ["1", "\"x"], ["3", "4,"]]),
    ]) func aLostQuote(_ text: String, _ expected: [[String]]) throws {
        for pieceSize in [nil, 1, 3] {
            let read = try records(of: text.utf8, pieceSize: pieceSize)
            #expect(read.map(\.fields) == expected)
            #expect(read.map(\.problem) == expected.indices.map { $0 == 1 ? .unterminatedQuote : nil })
            #expect(read.map(\.number) == Array(1...expected.count))
        }
    }

    /// A line that no table has is not read to its end; the record before it, and its own beginning, are.
    @Test func linesThatAreNoLinesAnyMore() throws {
        let file = try TemporaryFile(Array("a,b\n".utf8) + Array(repeating: UInt8(ascii: "x"), count: CSVReader.lineLimit + 2 * CSVReader.recordLimit))
        var reader = try CSVReader(path: file.path)
        #expect(try reader.next()?.fields == ["a", "b"])
        #expect(try reader.next()?.problem == .tooLong)
        #expect(throws: ByteSource.Failure.self) { _ = try reader.next() }
    }

    @Test func recordsThatAreTooLong() throws {
        let limit = CSVReader.recordLimit
        for lineEnd in ["\n", "\r\n", "\r"] {
            for length in [limit - 2, limit - 1, limit + 300_000, 3 * limit] {
                let long = Array("b,".utf8) + Array(repeating: UInt8(ascii: "x"), count: length)
                let file = Array("a,b\(lineEnd)".utf8) + long + Array("\(lineEnd)3,4\(lineEnd)".utf8)
                let read = try records(of: file)
                #expect(read.map(\.problem) == [nil, length + 2 > limit ? .tooLong : nil, nil])
                #expect(read.map(\.number) == [1, 2, 3] && read.map(\.line) == [1, 2, 3])
                #expect(read.last?.fields == ["3", "4"] && read[1].raw.count == min(length + 2, limit))
            }
        }
        let unclosed = try records(of: Array("\"x\n".utf8) + Array(repeating: UInt8(ascii: "y"), count: limit))
        #expect(unclosed.map(\.problem) == [.unterminatedQuote, nil])
        let many = try records(of: Array(String(repeating: ",", count: CSVReader.fieldLimit).utf8) + Array("\n1,2".utf8))
        #expect(many.map(\.problem) == [.tooManyFields, nil] && many.map(\.fields.count) == [CSVReader.fieldLimit, 2])
    }

    @Test func bytesThatAreNoCharacter() throws {
        let name = Array("华曜新能源科技有限公司,1\n".utf8)
        let read = try records(of: name + [0x41, 0xFF, 0x2C, 0x42, 0x0A] + name)
        #expect(read.map(\.problem) == [nil, .undecodable, nil])
        #expect(read[1].fields == ["A\u{FFFD}", "B"] && read[1].raw == [0x41, 0xFF, 0x2C, 0x42])
        // A replacement character that the file itself holds is a character.
        #expect(try records(of: "a\u{FFFD},1\n".utf8).map(\.problem) == [nil])
        let other = Array(try #require("客户,金额\n甲".data(using: String.Encoding(rawValue: 0x8000_0632))))
        #expect(try records(of: other + [0xFF, 0x2C, 0x31, 0x0A]).map(\.problem) == [nil, .undecodable])
    }

    @Test func recordsOutliveTheReader() throws {
        let text = (0..<3_000).map { "\($0),\"a\"\"\($0)\"\n" }.joined()
        let file = try TemporaryFile(text.utf8)
        var reader = try CSVReader(path: file.path, encoding: .utf8, pieceSize: 100, sampleSize: 100)
        var kept: [CSVReader.Record] = []
        while let record = try reader.next() { kept.append(record) }
        #expect(kept.map(\.fields) == (0..<3_000).map { ["\($0)", "a\"\($0)"] })
        #expect(kept.allSatisfy { Array($0[1]) == Array($0.string(1).utf8) && $0.count == 2 })
    }

    @Test func damagedAndMissingFilesAreErrors() throws {
        #expect(throws: ByteSource.Failure.self) { try CSVReader(path: "/nowhere/at-all.csv") }
        let rows = Array((0..<40_000).map { "\($0),\($0 * 7)\n" }.joined().utf8)
        let file = try TemporaryFile(GzipBytes.member(rows).dropLast(9))
        var count = 0
        #expect(throws: ByteSource.Failure.self) {
            var reader = try CSVReader(path: file.path)
            while try reader.next() != nil { count += 1 }
        }
        #expect(count > 10_000, "what comes before the damage can be read")
    }
}
