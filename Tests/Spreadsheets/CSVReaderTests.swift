import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct CSVReaderTests {
    private func read(_ bytes: [UInt8], separator: UInt8? = nil, pieceSize: Int = 1 << 18) throws -> (CSVReader, [CSVReader.Record]) {
        let path = NSTemporaryDirectory() + "csv-reader-\(ProcessInfo.processInfo.globallyUniqueString).csv"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var reader = try CSVReader(path: path, separator: separator, pieceSize: pieceSize)
        var records: [CSVReader.Record] = []
        while let record = try reader.next() { records.append(record) }
        return (reader, records)
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("a,b\r1,2\r", [["a", "b"], ["1", "2"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\n1\t2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n\"x\ny\",\"say \"\"hi\"\"\"\n", [["a", "b"], ["x\ny", "say \"hi\""]]),
        ("a,b\n5\" pipe,2\n", [["a", "b"], ["5\" pipe", "2"]]),
        ("a,b\n\n\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b,c\n,,\n", [["a", "b", "c"], ["", "", ""]]),
        ("a,b\n\"x\"y,2\n", [["a", "b"], ["xy", "2"]]),
    ]) func readsRecords(_ text: String, _ expected: [[String]]) throws {
        for size in [1, 2, 3, 7, 1 << 18] {
            #expect(try read(Array(text.utf8), pieceSize: size).1.map(\.fields) == expected, "pieces of \(size)")
        }
    }

    @Test func countsEmptyLines() throws {
        #expect(try read(Array("a,b\n\n1,2\n".utf8)).1.map(\.number) == [1, 3])
    }

    @Test(arguments: TextEncoding.allCases) func readsEveryEncoding(_ encoding: TextEncoding) throws {
        let text = "客户,金额\n华曜新能源㐀𠮷,1\n"
        let bytes: [UInt8] = switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case .gb18030: Array(try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632))))
        case .utf16LittleEndian: [0xFF, 0xFE] + Array(try #require(text.data(using: .utf16LittleEndian)))
        case .utf16BigEndian: [0xFE, 0xFF] + Array(try #require(text.data(using: .utf16BigEndian)))
        }
        for size in [1, 3, 4_096] {
            let (reader, records) = try read(bytes, pieceSize: size)
            #expect(reader.encoding == encoding)
            #expect(records.map(\.fields) == [["客户", "金额"], ["华曜新能源㐀𠮷", "1"]])
        }
    }

    @Test func saysWhatIsWrongWithARecord() throws {
        #expect(try read(Array("a,b\n\"x,2\n3,4\n".utf8)).1.last?.problem == .unterminatedQuote)
        let bad = Array("客户,金额\n".utf8) + [0x41, 0x2C, 0xFF, 0xFF, 0x0A]
        // Not UTF-8, so it is read as GB18030, in which these bytes are no character either.
        #expect(try read(bad).1.last?.problem == .undecodable)
        let long = Array("a,b\n\"".utf8) + Array(repeating: UInt8(ascii: "x"), count: CSVReader.recordLimit + 600_000)
        #expect(try read(long).1.last?.problem == .tooLong)
    }

    @Test func aTruncatedGzipFileIsAnError() throws {
        let path = NSTemporaryDirectory() + "csv-reader-\(ProcessInfo.processInfo.globallyUniqueString).csv"
        let text = (0..<20_000).map { "\($0),\($0 &* 2_654_435_761)" }.joined(separator: "\n")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let gzip = Process()
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        gzip.arguments = ["gzip", path]
        try gzip.run()
        gzip.waitUntilExit()
        defer { try? FileManager.default.removeItem(atPath: path + ".gz") }
        let whole = try Data(contentsOf: URL(fileURLWithPath: path + ".gz"))
        var reader = try CSVReader(path: path + ".gz")
        var count = 0
        while try reader.next() != nil { count += 1 }
        #expect(count == 20_000)
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path + ".gz"))
        #expect(throws: ByteSource.Failure.self) {
            var reader = try CSVReader(path: path + ".gz")
            while try reader.next() != nil {}
        }
    }

    @Test func aMissingFileIsAnError() {
        #expect(throws: ByteSource.Failure.self) { try CSVReader(path: "/nowhere/at-all.csv") }
    }

    /// What the writer writes, the reader reads, wherever the pieces are cut.
    @Test func roundTrip() throws {
        for seed in UInt64(1)...40 {
            var random = SeededRandom(seed: seed)
            let pieces = ["a", "\"", ",", "\n", "\r", "\r\n", "大", "𠮷", " ", ";", "12.5", "x\"y"]
            let records = (0..<random.integer(1...30)).map { _ in
                (0..<4).map { _ in (0..<random.integer(0...5)).map { _ in pieces[random.integer(0...(pieces.count - 1))] }.joined() }
            }
            var writer = CSVWriter()
            for record in records { writer.write(record) }
            let (_, read) = try read(writer.bytes, separator: UInt8(ascii: ","), pieceSize: random.integer(1...40))
            #expect(read.map(\.fields) == records, "seed \(seed)")
        }
    }

    /// Any bytes are answered: no crash, no hang.
    @Test func anyBytesAreAnswered() throws {
        print("CSVReaderTests.anyBytesAreAnswered seed 7")
        var random = SeededRandom(seed: 7)
        let alphabet = Array("a1,;\t\"\"\n\r|".utf8) + [0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0xE5, 0x8D, 0x8E, 0x81, 0x30, 0x00]
        for _ in 0..<2_000 {
            let bytes = (0..<random.integer(0...80)).map { _ in alphabet[random.integer(0...(alphabet.count - 1))] }
            _ = try read(bytes, pieceSize: random.integer(1...16))
        }
    }

    @Test func formulasAreDefused() {
        var writer = CSVWriter(protectsFormulas: true)
        writer.write(["=1+1", "@x", "-12.50", "+3", "-cmd", "a"])
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "'=1+1,'@x,-12.50,+3,'-cmd,a\r\n")
    }
}
