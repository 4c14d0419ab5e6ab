import Foundation
import Spreadsheets

/// The one way in which commands print lists.
struct Listing {
    /// One value of a row.
    enum Value {
        case text(String)
        case number(Int64)
        case none

        var plain: String {
            switch self {
            case .text(let text): text
            case .number(let number): String(number)
            case .none: ""
            }
        }

        var json: Any {
            switch self {
            case .text(let text): text
            case .number(let number): number
            case .none: NSNull()
            }
        }
    }

    /// Names as JSON and CSV use them, in the order of the rows' values.
    let columns: [String]
    let rows: [[Value]]

    func print(_ format: ListFormat) throws {
        switch format {
        case .table: printTable()
        case .csv:
            var writer = CSVWriter(protectsFormulas: true)
            writer.write(columns)
            for row in rows { writer.write(row.map(\.plain)) }
            FileHandle.standardOutput.write(Data(writer.bytes))
        case .json:
            let objects = rows.map { row in Dictionary(uniqueKeysWithValues: zip(columns, row.map(\.json))) }
            try Listing.print(json: objects)
        }
    }

    static func print(json: Any) throws {
        let data = try JSONSerialization.data(withJSONObject: json, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        FileHandle.standardOutput.write(data + Data("\n".utf8))
    }

    private func printTable() {
        let cells = [columns] + rows.map { $0.map(\.plain) }
        let widths = columns.indices.map { column in cells.map { Listing.width($0[column]) }.max() ?? 0 }
        for row in cells {
            let line = row.enumerated().map { index, text in
                let padding = String(repeating: " ", count: widths[index] - Listing.width(text))
                return isNumeric(index) ? padding + text : text + padding
            }
            Swift.print(line.joined(separator: "  "))
        }
    }

    private func isNumeric(_ column: Int) -> Bool {
        rows.contains { if case .number = $0[column] { true } else { false } }
    }

    /// Columns on a terminal: East Asian wide characters take two.
    static func width(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
                 0x20000...0x3FFFD: sum + 2
            default: sum + 1
            }
        }
    }
}

extension Listing.Value {
    init(_ text: String?) { self = text.map { .text($0) } ?? .none }
    init(_ number: Int) { self = .number(Int64(number)) }
}
