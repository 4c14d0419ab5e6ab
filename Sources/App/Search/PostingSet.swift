/// Identifiers of records, as bits in blocks of neighbours: a hundred thousand of them are cut with another hundred thousand in
/// microseconds.
struct PostingSet: Hashable, Sendable {
    /// Identifiers of one block.
    static let blockSize: Int64 = 4_096
    private static let words = Int(blockSize) / 64
    /// With fewer, a block is written as a list of places instead of bits.
    private static let sparse = words * 8 / 2

    /// No block is empty.
    private(set) var blocks: [Int64: [UInt64]] = [:]

    init() {}

    init(_ ids: some Sequence<Int64>) { for id in ids { insert(id) } }

    static func block(of id: Int64) -> Int64 { id >> 12 }

    private static func place(of id: Int64) -> Int { Int(id & (blockSize - 1)) }

    var isEmpty: Bool { blocks.isEmpty }

    var count: Int { blocks.values.reduce(0) { $0 + Self.count($1) } }

    private static func count(_ bits: [UInt64]) -> Int { bits.reduce(0) { $0 + $1.nonzeroBitCount } }

    func contains(_ id: Int64) -> Bool {
        guard let bits = blocks[Self.block(of: id)] else { return false }
        let place = Self.place(of: id)
        return bits[place >> 6] & (1 << UInt64(place & 63)) != 0
    }

    mutating func insert(_ id: Int64) {
        let place = Self.place(of: id)
        blocks[Self.block(of: id), default: Array(repeating: 0, count: Self.words)][place >> 6] |= 1 << UInt64(place & 63)
    }

    mutating func remove(_ id: Int64) {
        let block = Self.block(of: id), place = Self.place(of: id)
        blocks[block]?[place >> 6] &= ~(1 << UInt64(place & 63))
        if blocks[block]?.allSatisfy({ $0 == 0 }) == true { blocks[block] = nil }
    }

    /// Ascending.
    var ids: [Int64] {
        var ids: [Int64] = []
        for (block, bits) in blocks.sorted(by: { $0.key < $1.key }) {
            for (index, word) in bits.enumerated() where word != 0 {
                var rest = word
                while rest != 0 {
                    ids.append(block * Self.blockSize + Int64(index * 64 + rest.trailingZeroBitCount))
                    rest &= rest - 1
                }
            }
        }
        return ids
    }

    func intersection(_ other: PostingSet) -> PostingSet {
        var result = PostingSet()
        for (block, bits) in blocks {
            guard let others = other.blocks[block] else { continue }
            result.keep(zip(bits, others).map { $0 & $1 }, in: block)
        }
        return result
    }

    func union(_ other: PostingSet) -> PostingSet {
        var result = self
        result.blocks.merge(other.blocks) { zip($0, $1).map { $0 | $1 } }
        return result
    }

    func subtracting(_ other: PostingSet) -> PostingSet {
        var result = PostingSet()
        for (block, bits) in blocks {
            result.keep(other.blocks[block].map { zip(bits, $0).map { $0 & ~$1 } } ?? bits, in: block)
        }
        return result
    }

    private mutating func keep(_ bits: [UInt64], in block: Int64) {
        if bits.contains(where: { $0 != 0 }) { blocks[block] = bits }
    }

    // MARK: On disk

    /// A block as bytes: sixty-four numbers of bits, or two bytes for each place where there are few.
    static func bytes(_ bits: [UInt64]) -> [UInt8] {
        var bytes: [UInt8] = []
        if count(bits) >= sparse {
            bytes.reserveCapacity(words * 8)
            for word in bits { for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) } }
            return bytes
        }
        for (index, word) in bits.enumerated() where word != 0 {
            var rest = word
            while rest != 0 {
                bytes.append(UInt8(index))
                bytes.append(UInt8(rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return bytes
    }

    /// Takes in a block that `bytes` wrote.
    mutating func insert(_ bytes: [UInt8], in block: Int64) {
        var bits = blocks[block] ?? Array(repeating: 0, count: Self.words)
        if bytes.count == Self.words * 8 {
            for place in bytes.indices { bits[place >> 3] |= UInt64(bytes[place]) << UInt64((place & 7) * 8) }
        } else {
            for start in stride(from: 0, to: bytes.count - 1, by: 2) { bits[Int(bytes[start] & 63)] |= 1 << UInt64(bytes[start + 1] & 63) }
        }
        keep(bits, in: block)
    }
}
