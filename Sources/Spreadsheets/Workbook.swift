import Basics

/// An XLSX file (ECMA-376): its sheets, and their rows as streams of text in constant memory.
public struct Workbook {
    /// Why a file cannot be read.
    public enum Failure: Error, Equatable, Sendable {
        /// No zip file, or one without a workbook in it.
        case notAWorkbook
        /// Protected by a password: save it without one.
        case encrypted
        /// Larger than any honest sheet, or unpacking to thousands of times its size.
        case tooLarge
        case damaged
        case noSuchSheet(String)
    }

    /// One sheet, in the order of the workbook.
    public struct Sheet: Sendable, Hashable {
        public var name: String
        public var isHidden: Bool
        let part: String
    }

    public let sheets: [Sheet]
    private let archive: ZipArchive
    private let strings: SharedStrings
    private let styles: CellStyles
    private let isFrom1904: Bool

    /// Bytes of a sheet, unpacked.
    private static let sheetLimit: UInt64 = 8 << 30
    private static let partLimit: UInt64 = 1 << 30

    public init(path: String) throws(Failure) {
        archive = try ZipArchive(path: path)
        guard let entry = try archive.entry("xl/workbook.xml", limit: 16 << 20) else { throw .notAWorkbook }
        let contents = WorkbookContents()
        try XMLStream.read(entry, contents)
        let links = RelationshipReader()
        if let entry = try archive.entry("xl/_rels/workbook.xml.rels", limit: 16 << 20) { try XMLStream.read(entry, links) }
        isFrom1904 = contents.isFrom1904
        sheets = contents.sheets.compactMap { sheet in
            links.targets[sheet.link].map { Sheet(name: sheet.name, isHidden: sheet.isHidden, part: Self.part($0)) }
        }
        let strings = SharedStrings()
        if let part = links.part(ofType: "sharedStrings"), let entry = try archive.entry(Self.part(part), limit: Self.partLimit) {
            try XMLStream.read(entry, strings)
        }
        self.strings = strings
        let styles = CellStyles()
        if let part = links.part(ofType: "styles"), let entry = try archive.entry(Self.part(part), limit: 64 << 20) {
            try XMLStream.read(entry, styles)
        }
        self.styles = styles
    }

    /// Targets are absolute or relative to the workbook's folder.
    private static func part(_ target: String) -> String {
        target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }

    /// The rows of a sheet, one after the other.
    public func rows(of sheet: Sheet) throws(Failure) -> SheetReader {
        guard let entry = try archive.entry(sheet.part, limit: Self.sheetLimit) else { throw .noSuchSheet(sheet.name) }
        return try SheetReader(entry, strings, styles, isFrom1904: isFrom1904)
    }

    /// Writes a sheet as CSV in UTF-8, so that line numbers of the file are row numbers of the sheet.
    /// - Parameter write: takes the next bytes; false stops.
    public func writeCSV(of sheet: Sheet, to write: ([UInt8]) throws -> Bool) throws {
        var reader = try rows(of: sheet)
        var writer = CSVWriter()
        var line = 1
        var width = 0
        while let row = try reader.next() {
            while line < row.number, line < 2_000_000 {
                writer.writeEmptyLine()
                line += 1
            }
            width = max(width, row.cells.count)
            writer.write(row.cells + Array(repeating: "", count: width - row.cells.count))
            line += 1
            if writer.bytes.count > 1 << 18, try !write(writer.take()) { return }
        }
        _ = try write(writer.take())
    }
}

/// Reads `xl/workbook.xml`.
private final class WorkbookContents: XMLHandler {
    var sheets: [(name: String, link: String, isHidden: Bool)] = []
    var isFrom1904 = false

    func start(_ name: String, _ attributes: XMLStream.Attributes) {
        switch name {
        case "sheet":
            guard let title = attributes["name"], let link = attributes["id"] else { return }
            sheets.append((title, link, ["hidden", "veryHidden"].contains(attributes["state"] ?? "")))
        case "workbookPr": isFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
        default: return
        }
    }

    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// Reads `xl/_rels/workbook.xml.rels`: where the parts lie.
private final class RelationshipReader: XMLHandler {
    var targets: [String: String] = [:]
    private var types: [(type: String, target: String)] = []

    func start(_ name: String, _ attributes: XMLStream.Attributes) {
        guard name == "Relationship", let id = attributes["Id"], let target = attributes["Target"] else { return }
        targets[id] = target
        types.append((attributes["Type"] ?? "", target))
    }

    func part(ofType type: String) -> String? { types.first { $0.type.hasSuffix("/" + type) }?.target }
    func end(_ name: String) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
