import Foundation
import Interface
import Spreadsheets

/// A list as the command line prints it: for people in words and with currencies, for programs in the units of the books.
public struct Listing: Sendable {
    public enum Format: String, Sendable, CaseIterable {
        case table, json, csv
    }

    /// One value of a row.
    public enum Value: Sendable, Hashable {
        case text(String)
        case number(Int64)
        /// What stands for a code of the data: people and spreadsheets get the name, JSON keeps the code.
        case named(String, code: String)
        /// What people read for a word that programs rely on.
        case said(String, code: String)
        /// An amount or a share: as people read it, as a spreadsheet reads it, and the whole number of the books.
        case figure(String, plain: String, raw: Int64)
        case none

        var shown: String {
            switch self {
            case .text(let text), .named(let text, _), .said(let text, _), .figure(let text, _, _): text
            case .number(let number): String(number)
            case .none: ""
            }
        }

        var plain: String {
            switch self {
            case .figure(_, let plain, _), .said(_, let plain): plain
            default: shown
            }
        }

        var json: Any {
            switch self {
            case .text(let text), .named(_, let text), .said(_, let text): text
            case .number(let number), .figure(_, _, let number): number
            case .none: NSNull()
            }
        }

        var isNumeric: Bool {
            switch self {
            case .number, .figure: true
            case .text, .named, .said, .none: false
            }
        }
    }

    /// A column: the name that programs rely on, and what people read above it.
    public struct Column: Sendable, Hashable {
        var name: String
        var title: String

        public init(_ name: String, _ title: String) { (self.name, self.title) = (name, title) }
    }

    let columns: [Column]
    let rows: [[Value]]
    /// The units of whole numbers by column, one list per row; only JSON needs them.
    var units: [[String: String]] = []

    public init(_ columns: [Column], rows: [[Value]]) { (self.columns, self.rows) = (columns, rows) }

    public func text(_ format: Format) throws -> String {
        switch format {
        case .table: return table
        case .csv:
            var writer = CSVWriter(protectsFormulas: true)
            writer.write(columns.map(\.name))
            for row in rows { writer.write(row.map(\.plain)) }
            return String(decoding: writer.bytes, as: UTF8.self)
        case .json:
            return try Listing.json(rows.enumerated().map { index, row in
                var object = Dictionary(zip(columns.map(\.name), row.map(\.json))) { first, _ in first }
                if units.indices.contains(index), !units[index].isEmpty { object["units"] = units[index] }
                return object
            })
        }
    }

    public static func json(_ object: Any) throws -> String {
        let data = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private var table: String {
        let cells = [columns.map(\.title)] + rows.map { $0.map(\.shown) }
        let widths = columns.indices.map { column in cells.map { Self.width($0[column]) }.max() ?? 0 }
        let numeric = columns.indices.map { column in rows.contains { $0[column].isNumeric } }
        return cells.map { row in
            let line = row.enumerated().map { index, text in
                let padding = String(repeating: " ", count: widths[index] - Self.width(text))
                return numeric[index] ? padding + text : text + padding
            }
            return line.joined(separator: "  ") + "\n"
        }.joined()
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
    public init(_ text: String?) { self = text.map { .text($0) } ?? .none }
    public init(_ number: Int) { self = .number(Int64(number)) }
}
