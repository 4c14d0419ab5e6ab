import Foundation
import Testing

@testable import Spreadsheets

@Suite struct TextSourceTests {
    private func read(_ bytes: [UInt8], sampleSize: Int, encoding: TextEncoding? = nil) throws -> (TextEncoding, [UInt8]) {
        let file = try TemporaryFile(bytes)
        var source = TextSource(try ByteSource(path: file.path), encoding: encoding, pieceSize: 1, sampleSize: sampleSize)
        var text: [UInt8] = []
        while try source.read(into: &text) {}
        return (source.encoding, text)
    }

    @Test func marksAreTakenAway() throws {
        let text = "客户,1"
        let little = try #require(text.data(using: .utf16LittleEndian)), big = try #require(text.data(using: .utf16BigEndian))
        for sampleSize in [3, 8, 1_000] {
            #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8), sampleSize: sampleSize) == (.utf8, Array(text.utf8)))
            #expect(try read([0xFF, 0xFE] + little, sampleSize: sampleSize) == (.utf16LittleEndian, Array(text.utf8)))
            #expect(try read([0xFE, 0xFF] + big, sampleSize: sampleSize) == (.utf16BigEndian, Array(text.utf8)))
        }
    }

    /// A file may hold nothing but ASCII for a long time before its first Chinese name.
    @Test(arguments: [0, 1, 7, 8, 9, 100]) func theEncodingIsToldWhereverItShows(_ before: Int) throws {
        let plain = [UInt8](repeating: 65, count: before)
        // Its first byte in GB18030 could begin a character of UTF-8, so a sample that ends there tells nothing.
        let name = "阳光电源"
        let gb18030 = try #require(name.data(using: String.Encoding(rawValue: 0x8000_0632)))
        for sampleSize in [8, 1_000] {
            #expect(try read(plain + gb18030, sampleSize: sampleSize) == (.gb18030, plain + Array(name.utf8)))
            #expect(try read(plain + Array(name.utf8), sampleSize: sampleSize) == (.utf8, plain + Array(name.utf8)))
        }
    }

    @Test func plainTextAndNoTextAreUTF8() throws {
        #expect(try read(Array("a,b".utf8), sampleSize: 8) == (.utf8, Array("a,b".utf8)))
        #expect(try read([], sampleSize: 8) == (.utf8, []))
    }

    @Test func aGivenEncodingIsKept() throws {
        #expect(try read([0xC3, 0xA9], sampleSize: 8, encoding: .gb18030) == (.gb18030, Array("茅".utf8)))
    }

    @Test func damageIsAnError() throws {
        let file = try TemporaryFile(GzipBytes.member(Array("a,b".utf8)).dropLast())
        var source = TextSource(try ByteSource(path: file.path), encoding: nil, pieceSize: 5, sampleSize: 8)
        var text: [UInt8] = []
        #expect(throws: ByteSource.Failure.self) { while try source.read(into: &text) {} }
    }
}
