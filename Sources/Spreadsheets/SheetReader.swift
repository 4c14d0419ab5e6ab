/// Reads the rows of one sheet, one after the other in constant memory.
public struct SheetReader {
    /// One row: its number in the sheet, from 1, and the texts of its cells without trailing empty ones.
    public struct Row: Sendable, Hashable {
        public var number: Int
        public var cells: [String]
    }

    private let entry: ZipArchive.Entry
    private let stream: XMLStream
    private let handler: SheetHandler
    private var isAtEnd = false
    private var position = 0

    init(_ entry: ZipArchive.Entry, _ strings: SharedStrings, _ styles: CellStyles, isFrom1904: Bool) throws(Workbook.Failure) {
        self.entry = entry
        handler = SheetHandler(strings, styles, isFrom1904: isFrom1904)
        stream = try XMLStream(handler)
    }

    /// How much of the sheet has been read, 0…1.
    public var progress: Double { entry.size == 0 ? 1 : min(1, Double(entry.taken) / Double(entry.size)) }

    /// The next row that has a cell; nil at the end.
    public mutating func next() throws(Workbook.Failure) -> Row? {
        while position >= handler.rows.count {
            guard !isAtEnd else { return nil }
            handler.rows.removeAll(keepingCapacity: true)
            position = 0
            let bytes = try entry.read(upTo: 1 << 17)
            isAtEnd = bytes.isEmpty
            try stream.parse(bytes, isLast: isAtEnd)
            if handler.isTooWide { throw .tooLarge }
        }
        position += 1
        return handler.rows[position - 1]
    }
}

/// Collects the rows of `xl/worksheets/sheet….xml`.
private final class SheetHandler: XMLHandler {
    var rows: [SheetReader.Row] = []
    private(set) var isTooWide = false

    private let strings: SharedStrings
    private let styles: CellStyles
    private let isFrom1904: Bool
    private var row = SheetReader.Row(number: 0, cells: [])
    private var column = 0
    private var type = ""
    private var style = 0
    private var value: [UInt8] = []
    private var isValue = false
    private var isSound = false

    /// No sheet has more columns than this.
    private static let mostColumns = 16_384
    private static let longestText = 1 << 20

    init(_ strings: SharedStrings, _ styles: CellStyles, isFrom1904: Bool) {
        (self.strings, self.styles, self.isFrom1904) = (strings, styles, isFrom1904)
    }

    func start(_ name: String, _ attributes: XMLStream.Attributes) {
        switch name {
        case "row":
            row = SheetReader.Row(number: attributes["r"].flatMap { Int($0) } ?? row.number + 1, cells: [])
            column = 0
        case "c":
            if let place = attributes["r"].flatMap(Self.column) { column = place }
            type = attributes["t"] ?? "n"
            style = attributes["s"].flatMap { Int($0) } ?? 0
            value.removeAll(keepingCapacity: true)
        case "v": isValue = true
        case "rPh": isSound = true
        case "t": isValue = type == "inlineStr" && !isSound
        default: return
        }
    }

    func end(_ name: String) {
        switch name {
        case "v", "t": isValue = false
        case "rPh": isSound = false
        case "c":
            let text = cellText
            if !text.isEmpty { put(text) }
            column += 1
        case "row": if !row.cells.isEmpty { rows.append(row) }
        default: return
        }
    }

    func text(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard isValue, value.count < Self.longestText else { return }
        value.append(contentsOf: bytes)
    }

    private func put(_ text: String) {
        guard column < Self.mostColumns else {
            isTooWide = true
            return
        }
        while row.cells.count < column { row.cells.append("") }
        if row.cells.count == column { row.cells.append(text) } else { row.cells[column] = text }
    }

    private var cellText: String {
        let text = String(decoding: value, as: UTF8.self)
        switch type {
        case "s": return Int(text).map { strings[$0] } ?? ""
        case "b": return text == "1" ? "TRUE" : text.isEmpty ? "" : "FALSE"
        case "str", "inlineStr", "e", "d": return text
        default:
            guard !text.isEmpty else { return "" }
            let shape = styles.shape(of: style)
            return shape == .number ? CellText.number(text) : CellText.date(text, shape, isFrom1904: isFrom1904)
        }
    }

    /// `AB12` is column 27, counted from 0.
    private static func column(_ reference: String) -> Int? {
        var number = 0
        for byte in reference.utf8 {
            guard (65...90).contains(byte) else { break }
            number = number * 26 + Int(byte - 64)
            guard number <= 1 << 20 else { return nil }
        }
        return number > 0 ? number - 1 : nil
    }
}
