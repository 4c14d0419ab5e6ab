import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct CSVReaderFuzzTests {
    /// Any bytes are answered, the same however the file is cut, and no byte of them is lost.
    @Test func anyBytesAreAnswered() throws {
        let seed: UInt64 = 20_111_209
        print("CSVReaderFuzzTests.anyBytesAreAnswered: seed \(seed)")
        var random = SeededRandom(seed: seed)
        let alphabet = Array("a1,,;\t|\"\"\"\n\n\r".utf8) + [0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0xE5, 0x8D, 0x8E, 0x81, 0x30, 0x00, 0x80]
        let rounds = ProcessInfo.processInfo.environment["MAINSTAY_FUZZ"].flatMap { Int($0) } ?? 20_000
        for round in 0..<rounds {
            // The last rounds draw from all bytes.
            let letters = round < rounds * 3 / 4 ? alphabet : Array(0...255)
            let bytes = (0..<random.integer(0...60)).map { _ in letters[random.integer(0...(letters.count - 1))] }
            let file = try TemporaryFile(bytes)
            _ = try file.records(separator: nil)
            let encoding = TextEncoding.allCases[random.integer(0...3)]
            let cut = try file.records(encoding: encoding, pieceSize: random.integer(1...5))
            let whole = try file.records(encoding: encoding, pieceSize: 1_000)
            #expect(cut == whole, "seed \(seed), round \(round): \(bytes)")
            guard encoding == .utf8 else { continue }
            let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
            #expect(withoutLineEnds(whole.flatMap(\.raw)) == withoutLineEnds(text), "seed \(seed), round \(round): \(bytes)")
        }
    }

    private func withoutLineEnds(_ bytes: [UInt8]) -> [UInt8] { bytes.filter { $0 != 10 && $0 != 13 } }
}
