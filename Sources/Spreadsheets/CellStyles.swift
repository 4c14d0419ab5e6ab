/// Which styles show numbers as dates or times; all that matters of `xl/styles.xml`.
final class CellStyles: XMLHandler {
    /// How a number is shown.
    enum Shape: Sendable { case number, date, time, dateAndTime }

    private var custom: [Int: Shape] = [:]
    private var cells: [Shape] = []
    private var isInCells = false

    func shape(of style: Int) -> Shape { cells.indices.contains(style) ? cells[style] : .number }

    func start(_ name: String, _ attributes: XMLStream.Attributes) {
        switch name {
        case "numFmt":
            guard let id = attributes["numFmtId"].flatMap({ Int($0) }), let code = attributes["formatCode"] else { return }
            custom[id] = Self.shape(ofFormat: code)
        case "cellXfs": isInCells = true
        case "xf" where isInCells:
            let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
            cells.append(custom[id] ?? Self.builtIn(id))
        default: return
        }
    }

    func end(_ name: String) {
        if name == "cellXfs" { isInCells = false }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}

    /// ECMA-376, 18.8.30, with the formats of Chinese, Japanese and Korean versions.
    private static func builtIn(_ id: Int) -> Shape {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: .date
        case 22: .dateAndTime
        case 18...21, 32...35, 45...47, 55, 56: .time
        default: .number
        }
    }

    /// Looks for letters of days and hours outside quotes, brackets and escapes; `m` is a month beside years or days.
    static func shape(ofFormat code: String) -> Shape {
        var hasDay = false, hasHour = false, hasM = false
        var isQuoted = false, isBracketed = false, isEscaped = false
        let first = code.split(separator: ";", maxSplits: 1).first ?? ""
        for character in first.lowercased() {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case "\\", "_", "*": isEscaped = !isQuoted
            case "[": isBracketed = !isQuoted
            case "]": isBracketed = false
            case "y", "d": if !isQuoted && !isBracketed { hasDay = true }
            // `[h]:mm` counts hours beyond a day; it is a time all the same.
            case "h", "s": if !isQuoted { hasHour = true }
            case "m": if !isQuoted && !isBracketed { hasM = true }
            default: continue
            }
        }
        if !hasDay && !hasHour { return hasM && !first.contains("0") && !first.contains("#") ? .date : .number }
        return hasDay ? hasHour ? .dateAndTime : .date : .time
    }
}
