/// One to six characters by which the index knows a name, as a number: a hundred thousand names have millions of them, and texts would
/// take longer to compare than to find.
struct Gram: Hashable, Comparable, Sendable {
    /// The first three characters, then the others; 21 bits each, zero for none, so that numbers are in the order of texts.
    private let high: UInt64, low: UInt64

    /// - Parameter characters: no more than `longest`.
    init(_ characters: some Collection<Unicode.Scalar>) {
        var packed = (high: UInt64(0), low: UInt64(0)), place = 0
        for character in characters.prefix(Self.longest) {
            // One more than its number, so that the character with the number zero is not none.
            let bits = UInt64(character.value + 1) << UInt64(21 * (2 - place % 3))
            if place < 3 { packed.high |= bits } else { packed.low |= bits }
            place += 1
        }
        (high, low) = packed
    }

    static let longest = 6

    var text: String {
        var text = ""
        for part in [high, low] {
            for place in 0..<3 {
                let bits = UInt32(truncatingIfNeeded: part >> UInt64(21 * (2 - place)) & 0x1F_FFFF)
                if bits > 0, let character = Unicode.Scalar(bits - 1) { text.unicodeScalars.append(character) }
            }
        }
        return text
    }

    static func < (one: Gram, other: Gram) -> Bool { (one.high, one.low) < (other.high, other.low) }
}
