/// A QR code (ISO/IEC 18004, model 2) for short texts: byte mode, error correction M, versions 1 to 10.
public struct QRCode: Sendable, Hashable {
    /// Modules of one side.
    public let size: Int
    /// Row by row; true is dark.
    public let modules: [[Bool]]

    /// - Returns: nil for more than 213 bytes.
    public init?(_ text: String) { self.init(bytes: Array(text.utf8), mask: nil) }

    /// - Parameter mask: one of the eight patterns; nil takes the one with the lowest penalty.
    init?(bytes: [UInt8], mask: Int?) {
        guard let version = Version.all.first(where: { $0.capacity >= bytes.count }) else { return nil }
        let words = version.codewords(bytes)
        let candidates = (mask.map { [$0] } ?? Array(0..<8)).map { QRGrid(version, words, mask: $0) }
        guard let best = candidates.min(by: { $0.penalty < $1.penalty }) else { return nil }
        size = best.size
        modules = best.dark
    }

    /// A drawing with the quiet zone around it, dark on light in every theme: cameras want it so.
    /// - Parameter title: what it leads to, for those who do not see it.
    public func svg(title: String) -> HTML {
        var path = ""
        for (y, row) in modules.enumerated() {
            for (x, isDark) in row.enumerated() where isDark { path += "M\(x + 4) \(y + 4)h1v1h-1z" }
        }
        let side = size + 8
        return """
            <svg class="qr" role="img" viewBox="0 0 \(side) \(side)" width="192" height="192"><title>\(title)</title><rect class="light" width="\(side)" height="\(side)"/><path class="dark" d="\(path)"/></svg>
            """
    }
}

extension QRCode {
    /// How much a size of code holds at error correction M, and where its marks stand.
    struct Version: Sendable {
        let number: Int
        /// Codewords of error correction per block.
        let correction: Int
        /// Data codewords of each block.
        let blocks: [Int]
        /// Where the middles of the alignment marks stand.
        let alignment: [Int]

        private init(_ number: Int, _ correction: Int, _ blocks: [Int], _ alignment: [Int]) {
            (self.number, self.correction, self.blocks, self.alignment) = (number, correction, blocks, alignment)
        }

        static let all = [
            Version(1, 10, [16], []), Version(2, 16, [28], [6, 18]), Version(3, 26, [44], [6, 22]), Version(4, 18, [32, 32], [6, 26]),
            Version(5, 24, [43, 43], [6, 30]), Version(6, 16, [27, 27, 27, 27], [6, 34]), Version(7, 18, [31, 31, 31, 31], [6, 22, 38]),
            Version(8, 22, [38, 38, 39, 39], [6, 24, 42]), Version(9, 22, [36, 36, 36, 37, 37], [6, 26, 46]),
            Version(10, 26, [43, 43, 43, 43, 44], [6, 28, 50]),
        ]

        var size: Int { 17 + 4 * number }
        private var countBits: Int { number < 10 ? 8 : 16 }
        /// Bytes of text.
        var capacity: Int { (blocks.reduce(0, +) * 8 - 4 - countBits) / 8 }

        /// Data and error correction, interleaved as they are placed.
        func codewords(_ bytes: [UInt8]) -> [UInt8] {
            var bits: [Bool] = []
            func add(_ value: Int, _ count: Int) { bits += (0..<count).reversed().map { value >> $0 & 1 == 1 } }
            add(0b0100, 4)
            add(bytes.count, countBits)
            for byte in bytes { add(Int(byte), 8) }
            let total = blocks.reduce(0, +)
            bits += Array(repeating: false, count: min(4, total * 8 - bits.count))
            while bits.count % 8 != 0 { bits.append(false) }
            var data = stride(from: 0, to: bits.count, by: 8).map { start in bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) } }
            var pad: UInt8 = 0xEC
            while data.count < total {
                data.append(pad)
                pad ^= 0xEC ^ 0x11
            }
            var parts: [[UInt8]] = [], start = 0
            for length in blocks {
                parts.append(Array(data[start..<start + length]))
                start += length
            }
            let checks = parts.map { ReedSolomon.remainder(of: $0, count: correction) }
            let longest = blocks.max() ?? 0
            return (0..<longest).flatMap { place in parts.compactMap { place < $0.count ? $0[place] : nil } }
                + (0..<correction).flatMap { place in checks.map { $0[place] } }
        }
    }

    /// Arithmetic in GF(256) with 0x11D.
    enum ReedSolomon {
        static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
            var sum = 0, factor = Int(left)
            for bit in 0..<8 {
                if right >> bit & 1 == 1 { sum ^= factor }
                factor <<= 1
                if factor & 0x100 != 0 { factor ^= 0x11D }
            }
            return UInt8(sum)
        }

        static func remainder(of data: [UInt8], count: Int) -> [UInt8] {
            var generator: [UInt8] = [1], root: UInt8 = 1
            for _ in 0..<count {
                var next = generator + [0]
                for place in generator.indices { next[place + 1] ^= product(generator[place], root) }
                generator = next
                root = product(root, 2)
            }
            var rest = Array(repeating: UInt8(0), count: count)
            for byte in data {
                let factor = byte ^ rest[0]
                rest = Array(rest.dropFirst()) + [0]
                for place in rest.indices { rest[place] ^= product(generator[place + 1], factor) }
            }
            return rest
        }
    }
}
