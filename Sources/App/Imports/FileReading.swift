import Basics
import Spreadsheets

/// How a file is written: its characters, what stands between fields, its decimal sign and the order of its dates.
struct FileReading: Sendable, Hashable {
    var encoding: TextEncoding
    var separator: Separator
    var decimal: NumberReading.DecimalSign
    var dates: FieldReading.DateOrder

    /// The bytes that can stand between fields.
    enum Separator: String, Sendable, Hashable, Codable, CaseIterable {
        case comma, semicolon, tab, bar

        init(_ byte: UInt8) { self = Self.allCases.first { $0.byte == byte } ?? .comma }

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .semicolon: UInt8(ascii: ";")
            case .tab: UInt8(ascii: "\t")
            case .bar: UInt8(ascii: "|")
            }
        }
    }

    /// What somebody chose; what is nil, the file tells.
    struct Choice: Sendable, Hashable, Codable {
        var encoding: TextEncoding?
        var separator: Separator?
        var decimal: NumberReading.DecimalSign?
        var dates: FieldReading.DateOrder?
    }

    /// Rows that are looked at, and how many bytes of them: a page waits for this.
    private static let looked = 2_000
    private static let lookedBytes = 4 << 20

    /// Looks at the first rows of a file.
    ///
    /// In dates a number above 12 tells the day from the month, and without one the day comes first. The decimal sign is the
    /// one that more numbers show, the point when neither does.
    static func told(path: String, _ choice: Choice, dates: [Int], numbers: [Int]) throws -> FileReading {
        var rows = try SalesFile.Rows(path: path, choice)
        var order: FieldReading.DateOrder?
        var signs: [NumberReading.DecimalSign: Int] = [:]
        var bytes = 0
        for _ in 0..<looked where bytes < lookedBytes {
            guard let row = try rows.next() else { break }
            bytes += row.fields.reduce(0) { $0 + $1.utf8.count }
            for column in dates where column < row.fields.count && order == nil { order = Self.order(of: row.fields[column]) }
            for column in numbers where column < row.fields.count {
                if let sign = NumberReading.evidence(row.fields[column]) { signs[sign, default: 0] += 1 }
            }
        }
        let sign: NumberReading.DecimalSign = signs[.comma, default: 0] > signs[.point, default: 0] ? .comma : .point
        return FileReading(
            encoding: rows.encoding, separator: rows.separator, decimal: choice.decimal ?? sign, dates: choice.dates ?? order ?? .dayFirst
        )
    }

    /// Nil for a date that could be read either way.
    private static func order(of text: String) -> FieldReading.DateOrder? {
        let numbers = text.split { !$0.isNumber }.prefix(3).compactMap { Int($0) }
        guard numbers.count == 3, numbers[0] < 100 else { return nil }
        return numbers[0] > 12 ? .dayFirst : numbers[1] > 12 ? .monthFirst : nil
    }
}

extension SalesField {
    static let dates: Set<SalesField> = [.date]
    static let numbers: Set<SalesField> = [.quantity, .price, .amount, .cost]
}

extension [SalesField: Int] {
    func columns(of fields: Set<SalesField>) -> [Int] { filter { fields.contains($0.key) }.values.sorted() }
}
