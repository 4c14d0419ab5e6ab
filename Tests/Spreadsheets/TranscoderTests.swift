import Foundation
import Testing

@testable import Spreadsheets

@Suite struct TranscoderTests {
    /// One, two and four bytes in GB18030; one and two units in UTF-16.
    private static let text = "aé客户㐀𠮷€,\"\n华"

    private func transcode(_ bytes: [UInt8], _ encoding: TextEncoding, pieces: Int) throws -> [UInt8] {
        let transcoder = try #require(Transcoder(from: encoding))
        var output: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            transcoder.append(bytes[start..<min(start + pieces, bytes.count)], to: &output, isLast: false)
        }
        transcoder.append([], to: &output, isLast: true)
        return output
    }

    @Test(arguments: [
        (TextEncoding.gb18030, String.Encoding(rawValue: 0x8000_0632)),
        (.utf16LittleEndian, .utf16LittleEndian),
        (.utf16BigEndian, .utf16BigEndian),
    ]) func convertsWhereverItIsCut(_ encoding: TextEncoding, _ foundation: String.Encoding) throws {
        let long = String(repeating: Self.text, count: 20_000)
        for (text, pieces) in [(Self.text, 1), (Self.text, 2), (Self.text, 3), (Self.text, 5), (long, 4_099), (long, 1 << 20)] {
            let bytes = Array(try #require(text.data(using: foundation)))
            #expect(try transcode(bytes, encoding, pieces: pieces) == Array(text.utf8), "pieces of \(pieces)")
        }
    }

    @Test func utf8NeedsNoConversion() {
        #expect(Transcoder(from: .utf8) == nil)
    }

    @Test(arguments: [1, 2, 3, 100]) func badBytesAreMarkedOneByOne(_ pieces: Int) throws {
        let bad = Transcoder.bad
        #expect(try transcode([65, 0xFF, 0xFF, 66], .gb18030, pieces: pieces) == [65, bad, bad, 66])
        #expect(try transcode([65, 0x81, 0x20, 66], .gb18030, pieces: pieces) == [65, bad, 0x20, 66])
        // The file ends inside a character.
        #expect(try transcode([65, 0xBF], .gb18030, pieces: pieces) == [65, bad])
        #expect(try transcode([65, 0, 0x42], .utf16LittleEndian, pieces: pieces) == [65, bad])
        // A lone surrogate, and what follows it in step.
        #expect(try transcode([0xD8, 0, 0, 65], .utf16BigEndian, pieces: pieces) == [bad, 65])
    }

    @Test func theEuroSignOfWindows() throws {
        #expect(try transcode([0x80, 0xB0, 0xA1], .gb18030, pieces: 1) == Array("€啊".utf8))
    }
}
