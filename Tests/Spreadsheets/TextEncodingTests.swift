import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct TextEncodingTests {
    private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

    private func gb18030(_ text: String) throws -> [UInt8] { Array(try #require(text.data(using: Self.gb18030))) }

    @Test func marks() {
        #expect(TextEncoding.marked([0xEF, 0xBB, 0xBF, 65])?.encoding == .utf8)
        #expect(TextEncoding.marked([0xFF, 0xFE])?.encoding == .utf16LittleEndian)
        #expect(TextEncoding.marked([0xFE, 0xFF])?.length == 2)
        #expect(TextEncoding.marked([0xEF, 0xBB]) == nil)
    }

    @Test(arguments: ["客户", "é", "联通", "㐀𠮷", "金额,数量\n1,2\n", "a"])
    func tellsValidText(_ text: String) throws {
        #expect(TextEncoding.told(from: Array(text.utf8), isWhole: true) == .utf8)
        if text != "a" { #expect(try TextEncoding.told(from: gb18030(text), isWhole: true) == .gb18030) }
    }

    /// A character that the sample's end cuts says nothing, wherever the cut is.
    @Test func aCutCharacterSaysNothing() throws {
        let text = "客户é𠮷,名称é𠮷"
        for length in 1...text.utf8.count {
            #expect(TextEncoding.told(from: Array(text.utf8.prefix(length)), isWhole: false) == .utf8, "UTF-8 cut after \(length)")
        }
        let other = try gb18030("客户,名称")
        for length in 2...other.count {
            #expect(TextEncoding.told(from: Array(other.prefix(length)), isWhole: false) == .gb18030, "GB18030 cut after \(length)")
        }
    }

    @Test func oneDamagedCharacterChangesNoEncoding() throws {
        let name = "华曜新能源科技有限公司"
        #expect(TextEncoding.told(from: Array(name.utf8) + [0xFF] + Array(name.utf8), isWhole: true) == .utf8)
        #expect(try TextEncoding.told(from: gb18030(name) + [0xFF] + gb18030(name), isWhole: true) == .gb18030)
    }

    /// Ten frequent characters (GB 2312, first level) are never taken for UTF-8, though single ones may look like it.
    @Test func frequentCharacters() {
        print("TextEncodingTests.frequentCharacters: seeds 1 to 2000")
        for seed in UInt64(1)...2_000 {
            var random = SeededRandom(seed: seed)
            let name = (0..<10).flatMap { _ in [UInt8(random.integer(0xB0...0xD6)), UInt8(random.integer(0xA1...0xFE))] }
            #expect(TextEncoding.told(from: name + [10], isWhole: true) == .gb18030, "seed \(seed)")
        }
    }
}
