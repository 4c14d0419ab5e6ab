import Testing

@testable import Spreadsheets

@Suite struct RecordParserTests {
    private func parse(
        _ text: String, isWhole: Bool = false, bytes: Int = 100, fields: Int = 10
    ) -> (outcome: RecordParser.Outcome, parser: RecordParser) {
        var parser = RecordParser(separator: UInt8(ascii: ","), byteLimit: bytes, fieldLimit: fields)
        return (parser.parse(Array(text.utf8), from: 0, isWhole: isWhole), parser)
    }

    @Test func endsOfRecords() {
        #expect(parse("a,b\nc").outcome == .record(end: 3, next: 4))
        #expect(parse("a,b\r\nc").outcome == .record(end: 3, next: 5))
        #expect(parse("a,b\rc").outcome == .record(end: 3, next: 4))
        #expect(parse("\nc").outcome == .record(end: 0, next: 1))
        #expect(parse("a,b", isWhole: true).outcome == .record(end: 3, next: 3))
        #expect(parse("a,b\r", isWhole: true).outcome == .record(end: 3, next: 4))
    }

    /// Whatever the text's end may still change waits for more.
    @Test(arguments: ["a,b", "a,b\r", "\"a", "\"a\"", "\"a\"\"", "a,", "\"a\r", "\"a\n,"]) func waitsForMore(_ text: String) {
        #expect(parse(text).outcome == .incomplete)
    }

    @Test func countsLineBreaksInsideQuotes() {
        #expect(parse("\"a\nb\r\nc\rd\",\"\n\"\n").parser.lineBreaks == 4)
    }

    @Test func theLimitOfBytes() {
        #expect(parse("abcde\n", bytes: 5).outcome == .record(end: 5, next: 6))
        #expect(parse("abcdef\n", bytes: 5).outcome == .tooLong(end: 5))
        #expect(parse("abcdef\n", bytes: 5).parser.problem == .tooLong)
        #expect(parse("abcd,,\n", bytes: 5).outcome == .tooLong(end: 5))
        #expect(parse("abcde", bytes: 5).outcome == .incomplete)
        #expect(parse("abcde", isWhole: true, bytes: 5).outcome == .record(end: 5, next: 5))
        #expect(parse("\"bcd\"\n", bytes: 5).outcome == .record(end: 5, next: 6))
        #expect(parse("\"bcd\"\"\"\n", bytes: 5).outcome == .tooLong(end: 5))
        #expect(parse("\"bcdefgh", bytes: 5).outcome == .tooLong(end: 5))
        // The quote is given up at the limit; its line is a record of its own.
        let (outcome, parser) = parse("\"b\nefgh\n", bytes: 5)
        #expect(outcome == .record(end: 2, next: 3) && parser.problem == .unterminatedQuote)
    }

    @Test func theLimitOfFields() {
        #expect(parse("a,b,c\n", fields: 3).parser.problem == nil)
        let (outcome, parser) = parse("a,b,c,\"d\"\n", fields: 3)
        #expect(outcome == .record(end: 9, next: 10) && parser.problem == .tooManyFields && parser.fields.count == 3)
    }
}
