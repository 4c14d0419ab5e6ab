/// How people write numbers in files and forms.
enum NumberReading {
    /// Which sign stands before the fraction; the other one may only separate thousands.
    enum DecimalSign: String, Sendable, Hashable, Codable, CaseIterable { case point, comma }

    /// Reads `1,234.50`, `¥1,234.5`, `(12.00)`, `12.00-`, `−3` and full-width digits as a plain decimal.
    ///
    /// What separates thousands must stand before every three digits, so that `1,5` is no fifteen: it is refused, or one and a
    /// half when the decimal sign is a comma.
    /// - Returns: digits with at most one point, behind a minus when negative; nil when it is no number.
    static func plain(_ text: String, decimal: DecimalSign = .point) -> String? {
        if decimal == .point, isPlain(text) { return text }
        var body = Array(text.unicodeScalars.map(narrow).drop { isSpace($0) })
        while body.last.map(isSpace) == true { body.removeLast() }
        var isNegative = false
        guard strip(&body, &isNegative) else { return nil }
        guard let digits = digits(of: body, decimal) else { return nil }
        return (isNegative ? "-" : "") + digits
    }

    /// Most numbers of most files need no more than a look.
    private static func isPlain(_ text: String) -> Bool {
        var digits = 0, points = 0
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case 48...57: digits += 1
            case UInt8(ascii: "."): points += 1
            case UInt8(ascii: "-") where index == 0: continue
            default: return false
            }
        }
        return digits > 0 && points <= 1
    }

    /// Half width, and one form of each sign.
    private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "\u{FF01}"..."\u{FF5E}": Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case "\u{2212}", "\u{2013}": "-"
        case "\u{FFE5}", "\u{A5}": "$"
        case "£", "€": "$"
        case "\u{A0}", "\u{202F}", "\u{2009}", "\u{3000}": " "
        case "\u{2019}": "'"
        default: scalar
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    /// Takes away signs, brackets and currency marks around the digits; false when they contradict one another.
    private static func strip(_ body: inout [Unicode.Scalar], _ isNegative: inout Bool) -> Bool {
        var signs = 0, opened = 0, closed = 0
        while let first = body.first, !isDigit(first), first != ".", first != "," {
            switch first {
            case "-", "+":
                signs += 1
                isNegative = first == "-"
            case "(": opened += 1
            case "$", " ": break
            default: return false
            }
            body.removeFirst()
        }
        while let last = body.last, !isDigit(last), last != "." {
            switch last {
            case "-":
                signs += 1
                isNegative = true
            case ")": closed += 1
            case "$", " ", "\u{5143}": break
            default: return false
            }
            body.removeLast()
        }
        guard opened == closed, opened + signs <= 1 else { return false }
        if opened == 1 { isNegative = true }
        return true
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// The digits without what separates thousands, the fraction behind a point.
    private static func digits(of body: [Unicode.Scalar], _ decimal: DecimalSign) -> String? {
        let mark: Unicode.Scalar = decimal == .point ? "." : ","
        let thousands: Set<Unicode.Scalar> = [decimal == .point ? "," : ".", " ", "'"]
        let parts = body.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first else { return nil }
        let fraction = parts.count == 2 ? parts[1] : []
        guard fraction.allSatisfy(isDigit) else { return nil }
        let groups = whole.split(omittingEmptySubsequences: false) { thousands.contains($0) }
        guard groups.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
        if groups.count > 1 {
            guard Set(whole.filter { !isDigit($0) }).count == 1, groups.dropFirst().allSatisfy({ $0.count == 3 }),
                  let first = groups.first, (1...3).contains(first.count) else { return nil }
        }
        guard groups.contains(where: { !$0.isEmpty }) || !fraction.isEmpty else { return nil }
        var plain = ""
        for group in groups { plain.unicodeScalars.append(contentsOf: group) }
        if plain.isEmpty { plain = "0" }
        guard !fraction.isEmpty else { return plain }
        plain += "."
        plain.unicodeScalars.append(contentsOf: fraction)
        return plain
    }

    /// What a text tells of the decimal sign of its file; nil when it could be either, such as `1,234`, or is no number.
    static func evidence(_ text: String) -> DecimalSign? {
        guard text.unicodeScalars.contains(where: { narrow($0) == "." || narrow($0) == "," }) else { return nil }
        let isPoint = plain(text) != nil, isComma = plain(text, decimal: .comma) != nil
        return isPoint == isComma ? nil : isPoint ? .point : .comma
    }
}
