extension CSVWriter {
    /// Whether a spreadsheet program would take the field for a formula; plain numbers such as -12.50 are none.
    ///
    /// The beginnings are those of the OWASP page "CSV Injection", in half and full width.
    static func isFormula(_ field: some Collection<UInt8>) -> Bool {
        switch field.first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumber(field.dropFirst())
        case 0xEF: fullWidthBeginnings.contains(Array(field.prefix(3)))
        default: false
        }
    }

    private static let fullWidthBeginnings = Set("\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".map { Array($0.utf8) })

    /// Nothing but digits and at most one point; a lone sign is no formula either.
    private static func isNumber(_ field: some Collection<UInt8>) -> Bool {
        var points = 0
        for byte in field {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): continue
            case UInt8(ascii: "."): points += 1
            default: return false
            }
        }
        return points <= 1
    }
}
