extension String {
    /// Without marks that nobody sees and that make a name look like another one: marks of direction (U+202A to 202E, 2066 to 2069,
    /// 200E, 200F, 061C), of zero width (U+200B, 2060, FEFF) and soft hyphens. Joiners (U+200C, 200D) stay behind letters of the
    /// scripts that are written with them, and within emoji. Signs of control go too, but for tabs and ends of lines, and U+FFFE and
    /// FFFF, which no file of XML may hold.
    var withoutInvisibleMarks: String {
        guard utf8.contains(where: Self.mayBegin) else { return self }
        var kept = String.UnicodeScalarView()
        var before: Unicode.Scalar?
        for scalar in unicodeScalars where !Self.isInvisible(scalar, behind: before) {
            kept.append(scalar)
            before = scalar
        }
        // A joiner joins something.
        while let last = kept.last, Self.isJoiner(last) { kept.removeLast() }
        return kept.count == unicodeScalars.count ? self : String(kept)
    }

    /// The first bytes of all these marks; few Chinese characters and no plain letter begin with one.
    private static func mayBegin(_ byte: UInt8) -> Bool { byte == 0xE2 || byte < 0x20 || byte == 0x7F || byte == 0xEF || byte == 0xC2 || byte == 0xD8 }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x200C || scalar.value == 0x200D }

    private static func isInvisible(_ scalar: Unicode.Scalar, behind before: Unicode.Scalar?) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0x200B, 0x200E, 0x200F, 0x2060, 0x061C, 0xFEFF, 0xAD, 0xFFFE, 0xFFFF: true
        case 0...8, 0xB, 0xC, 0xE...0x1F, 0x7F: true
        case 0x200C, 0x200D: !(before.map(isJoined) ?? false)
        default: false
        }
    }

    /// Arabic, Syriac and the scripts of India and its neighbours; emoji, also behind their variation mark.
    private static func isJoined(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0600...0x06FF, 0x0700...0x07FF, 0x0860...0x109F, 0x1780...0x18AF, 0xFE0F, 0x1F000...0x1FAFF: true
        default: scalar.value > 0xFF && scalar.properties.isEmoji
        }
    }
}
