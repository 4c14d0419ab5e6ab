import Basics
import CXlsxwriter

/// Writes an XLSX file with one sheet, row by row in constant memory.
public final class WorkbookWriter {
    /// Why a file could not be written.
    public enum Failure: Error, Equatable, Sendable {
        case notWritable(path: String)
        /// A sheet ends at 1,048,576 rows: narrow the filter or take CSV.
        case tooManyRows
    }

    /// What a column holds, which decides how its cells look.
    public enum Column: Sendable, Hashable {
        case text, integer, day
        /// A decimal with so many places.
        case decimal(places: Int)
    }

    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let columns: [Column]
    private var formats: [UnsafeMutablePointer<lxw_format>?]
    private var row: UInt32 = 0
    private var isClosed = false

    /// - Parameters:
    ///   - name: of the sheet; what Excel does not allow in it is replaced.
    ///   - header: one title per column.
    ///   - folder: where the rows wait until the file is finished.
    public init(path: String, sheet name: String, header: [String], columns: [Column], folder: String) throws(Failure) {
        var place = Array(folder.utf8CString)
        let made = place.withUnsafeMutableBufferPointer { temporary in
            var options = lxw_workbook_options()
            options.constant_memory = 1
            options.tmpdir = temporary.baseAddress
            return workbook_new_opt(path, &options)
        }
        guard let workbook = made, let sheet = workbook_add_worksheet(workbook, Self.sheetName(name)) else { throw .notWritable(path: path) }
        (self.workbook, self.sheet, self.columns) = (workbook, sheet, columns)
        formats = columns.map { column in
            let code: String? = switch column {
            case .text: nil
            case .integer: "#,##0"
            case .day: "yyyy-mm-dd"
            case .decimal(let places): places == 0 ? "#,##0" : "#,##0." + String(repeating: "0", count: places)
            }
            guard let code, let format = workbook_add_format(workbook) else { return nil }
            format_set_num_format(format, code)
            return format
        }
        let bold = workbook_add_format(workbook)
        format_set_bold(bold)
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, UInt16(index), UInt16(index), column == .text ? 24 : 14, nil)
        }
        worksheet_freeze_panes(sheet, 1, 0)
        for (index, title) in header.enumerated() { worksheet_write_string(sheet, 0, UInt16(index), title, bold) }
        row = 1
    }

    deinit { if !isClosed { workbook_close(workbook) } }

    /// Writes a row of texts as exports have them: plain numbers, ISO days. What does not fit its column's kind is text.
    public func write(_ cells: [String]) throws(Failure) {
        guard row < 1_048_576 else { throw .tooManyRows }
        for (index, text) in cells.enumerated() where !text.isEmpty {
            let place = UInt16(index), format = formats.indices.contains(index) ? formats[index] : nil
            switch columns.indices.contains(index) ? columns[index] : .text {
            case .integer, .decimal:
                if let number = Double(text) { worksheet_write_number(sheet, row, place, number, format) } else { write(text, place) }
            case .day:
                if let day = Day(text) {
                    worksheet_write_number(sheet, row, place, Double(day.number + 25_569), format)
                } else {
                    write(text, place)
                }
            case .text: write(text, place)
            }
        }
        row += 1
    }

    /// Always as text, never as a formula, whatever it begins with.
    private func write(_ text: String, _ place: UInt16) {
        let limit = 32_767
        worksheet_write_string(sheet, row, place, text.utf16.count > limit ? String(text.prefix(limit / 2)) + "\u{2026}" : text, nil)
    }

    /// Completes the file.
    public func finish() throws(Failure) {
        isClosed = true
        guard workbook_close(workbook) == LXW_NO_ERROR else { throw .notWritable(path: "") }
    }

    private static func sheetName(_ name: String) -> String {
        let allowed = name.map { "[]:*?/\\'".contains($0) ? "-" : String($0) }.joined()
        return allowed.isEmpty ? "Sheet" : String(allowed.prefix(31))
    }
}
