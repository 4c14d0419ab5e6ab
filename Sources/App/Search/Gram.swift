/// One to six characters by which the index knows a name, as a number: a hundred thousand names have millions of them, and texts would
/// take longer to compare than to find.
struct Gram: Hashable, Comparable, Sendable {
    /// Where in a name the characters stand.
    enum Place: UInt8, Sendable {
        /// Anywhere in its text.
        case within = 0
        /// Where the sound of a character, or a Latin word, begins.
        case aligned = 1
        /// Where the whole name begins.
        case beginning = 2
    }

    /// The first three characters, then the others; 21 bits each, zero for none, so that numbers are in the order of texts.
    private var high: UInt64 = 0, low: UInt64 = 0
    private let place: Place
    private(set) var count: UInt8 = 0

    init(_ place: Place) { self.place = place }

    /// - Parameter characters: no more than `longest`.
    init(_ characters: some Collection<Unicode.Scalar>, _ place: Place = .within) {
        self.place = place
        for character in characters.prefix(Self.longest) { append(character) }
    }

    /// - Parameter character: no more than `longest` altogether.
    mutating func append(_ character: Unicode.Scalar) {
        // One more than its number, so that the character with the number zero is not none.
        let bits = UInt64(character.value + 1)
        if count < 3 { high |= bits << UInt64(21 * (2 - count)) } else { low |= bits << UInt64(21 * (5 - count)) }
        count += 1
    }

    /// The same characters at another place.
    func at(_ place: Place) -> Gram {
        var other = Gram(place)
        (other.high, other.low, other.count) = (high, low, count)
        return other
    }

    func hash(into hasher: inout Hasher) { hasher.combine(high &* 0x9E37_79B9_7F4A_7C15 ^ low &+ UInt64(place.rawValue)) }

    static let longest = 6

    /// No name has a sign in its grams: the first character tells the place.
    private static let signs = ["", "^", "|"]

    var text: String {
        var text = Self.signs[Int(place.rawValue)]
        for part in [high, low] {
            for place in 0..<3 {
                let bits = UInt32(truncatingIfNeeded: part >> UInt64(21 * (2 - place)) & 0x1F_FFFF)
                if bits > 0, let character = Unicode.Scalar(bits - 1) { text.unicodeScalars.append(character) }
            }
        }
        return text
    }

    static func < (one: Gram, other: Gram) -> Bool { (one.place.rawValue, one.high, one.low) < (other.place.rawValue, other.high, other.low) }
}
