import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct CSVWriterTests {
    private func written(_ records: [[String]], _ writer: CSVWriter = CSVWriter()) -> String {
        var writer = writer
        for record in records { writer.write(record) }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        (["a", "b"], "a,b\r\n"),
        (["a,b", "c;d"], "\"a,b\",c;d\r\n"),
        (["say \"hi\""], "\"say \"\"hi\"\"\"\r\n"),
        (["x\ny", "x\ry", " x "], "\"x\ny\",\"x\ry\", x \r\n"),
        (["", ""], ",\r\n"),
        ([""], "\"\"\r\n"),
        (["金额", "𠮷"], "金额,𠮷\r\n"),
        (["\u{FEFF}a"], "\"\u{FEFF}a\"\r\n"),
    ]) func quotesOnlyWhereNeeded(_ record: [String], _ expected: String) {
        // Compared as bytes: as text, Swift takes CRLF for one character and marks for parts of others.
        #expect(Array(written([record]).utf8) == Array(expected.utf8))
    }

    @Test func separatorsAndMark() {
        let writer = CSVWriter(separator: UInt8(ascii: ";"), byteOrderMark: true)
        #expect(Array(written([["a,b", "c;d"]], writer).utf8) == [0xEF, 0xBB, 0xBF] + Array("a,b;\"c;d\"\r\n".utf8))
    }

    @Test(arguments: [
        ("=1+1", true), ("@SUM(A1)", true), ("\tx", true), ("\rx", true), ("\nx", true), ("+1+1", true),
        ("-1+cmd|calc!A0", true), ("-cmd", true), ("-1.2.3", true), ("\u{FF1D}1", true), ("\u{FF0D}1", true),
        ("-12.50", false), ("+3", false), ("-", false), ("12.50", false), ("a=1", false), ("", false), ("金额", false),
        ("\u{FF08}a", false),
    ]) func formulasAreDefused(_ field: String, _ isFormula: Bool) throws {
        for record in [[field, "x"], ["x", field]] {
            var writer = CSVWriter(protectsFormulas: true)
            writer.write(record)
            let read = try records(of: writer.bytes).map(\.fields)
            #expect(read == [record.map { $0 == field && isFormula ? "'" + field : $0 }])
            #expect(written([record]).contains("'") == false, "without protection nothing changes")
        }
    }

    @Test func takesAway() {
        var writer = CSVWriter()
        writer.write(["a"])
        #expect(writer.take() == Array("a\r\n".utf8))
        #expect(writer.take().isEmpty)
        writer.write(["b"])
        #expect(writer.bytes == Array("b\r\n".utf8))
    }

    @Test func flushesToAFile() throws {
        let file = try TemporaryFile([])
        let handle = try #require(FileHandle(forWritingAtPath: file.path))
        var writer = CSVWriter()
        for row in 0..<50_000 {
            writer.write([String(row), "x"])
            try writer.flush(to: handle.fileDescriptor, whenOver: 1 << 14)
            #expect(writer.bytes.count < 1 << 14)
        }
        try writer.flush(to: handle.fileDescriptor)
        try handle.close()
        let content = try Data(contentsOf: URL(fileURLWithPath: file.path))
        #expect(content == Data((0..<50_000).map { "\($0),x\r\n" }.joined().utf8))
        writer.write(["left"])
        #expect(throws: CSVWriter.Failure(reason: "Bad file descriptor")) { try writer.flush(to: -1) }
        #expect(writer.bytes == Array("left\r\n".utf8))
    }

    /// The file of rows that were set aside: their own columns, filled up, and what is added.
    @Test func passesRecordsOn() throws {
        let file = try TemporaryFile("a,b,c\n1,\"x\"\"y,z\",3\n4\n".utf8)
        var reader = try CSVReader(path: file.path)
        var writer = CSVWriter()
        while let record = try reader.next() { writer.write(record, columns: 3, adding: [String(record.number)]) }
        #expect(writer.bytes == Array("a,b,c,1\r\n1,\"x\"\"y,z\",3,2\r\n4,,,3\r\n".utf8))
    }

    /// What the writer writes, the reader reads, wherever the pieces are cut.
    @Test func roundTrip() throws {
        print("CSVWriterTests.roundTrip: seeds 1 to 200")
        let parts = [
            "a", "\"", ",", "\n", "\r", "\r\n", "大", "𠮷", " ", ";", "12.5", "x\"y", "\0", "\u{FEFF}", "e\u{301}", "\t",
        ]
        for seed in UInt64(1)...200 {
            var random = SeededRandom(seed: seed)
            func field() -> String {
                (0..<random.integer(0...5)).map { _ in parts[random.integer(0...(parts.count - 1))] }.joined()
            }
            let records = (0..<random.integer(1...20)).map { _ in (0..<random.integer(1...5)).map { _ in field() } }
            let separator = Array(",;\t|".utf8)[random.integer(0...3)]
            var writer = CSVWriter(separator: separator, byteOrderMark: random.integer(0...1) == 1)
            for record in records { writer.write(record) }
            let file = try TemporaryFile(writer.bytes)
            for pieceSize in [nil, 1, random.integer(2...40)] {
                let read = try file.records(separator: separator, pieceSize: pieceSize)
                let isSame = read.map { $0.fields.map { Array($0.utf8) } } == records.map { $0.map { Array($0.utf8) } }
                #expect(isSame && read.allSatisfy { $0.problem == nil }, "seed \(seed), pieces of \(pieceSize ?? 0)")
            }
        }
    }
}
