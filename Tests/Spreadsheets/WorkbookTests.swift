import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct WorkbookTests {
    private func withFile<Value>(_ body: (String) throws -> Value) rethrows -> Value {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("workbook-\(ProcessInfo.processInfo.globallyUniqueString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try body(path)
    }

    @Test func whatIsWrittenIsRead() throws {
        try withFile { path in
            let writer = try WorkbookWriter(
                path: path, sheet: "Accounts: all / now", header: ["Code", "Name", "Sales", "On"],
                columns: [.text, .text, .decimal(places: 2), .day], folder: FileManager.default.temporaryDirectory.path
            )
            try writer.write(["0012", "=SUM(A1:A9)", "1234.5", "2026-03-04"])
            try writer.write(["K2", "华曜 & <Co>", "-0.01", "later"])
            try writer.write(["K3", "", "", ""])
            try writer.finish()
            let workbook = try Workbook(path: path)
            #expect(workbook.sheets.map(\.name) == ["Accounts- all - now"])
            var rows = try workbook.rows(of: try #require(workbook.sheets.first))
            var found: [[String]] = []
            while let row = try rows.next() { found.append(row.cells) }
            #expect(found == [
                ["Code", "Name", "Sales", "On"], ["0012", "=SUM(A1:A9)", "1234.5", "2026-03-04"], ["K2", "华曜 & <Co>", "-0.01", "later"], ["K3"],
            ])
            #expect(rows.progress == 1)
        }
    }

    @Test func aSheetBecomesCSVWithTheSameRowNumbers() throws {
        try withFile { path in
            let writer = try WorkbookWriter(path: path, sheet: "S", header: ["A", "B"], columns: [.text, .integer], folder: NSTemporaryDirectory())
            for index in 0..<3_000 { try writer.write(["row \(index)", String(index)]) }
            try writer.finish()
            let workbook = try Workbook(path: path)
            var bytes: [UInt8] = []
            try workbook.writeCSV(of: try #require(workbook.sheets.first)) {
                bytes += $0
                return true
            }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
            #expect(lines.count == 3_001 && lines.last == "row 2999,2999")
        }
    }

    @Test(arguments: [
        ("1234.5", "1234.5"), ("1E-2", "0.01"), ("1.5E3", "1500"), ("0.30000000000000004", "0.3"), ("-7", "-7"), ("0", "0"), ("1e400", "1e400"),
        ("12345678901234567890", "12345678901234600000"), ("0.1", "0.1"), ("999999999999999.9", "1000000000000000"), ("abc", "abc"),
    ])
    func numbersAreAsTheSheetShowsThem(_ text: String, _ shown: String) { #expect(CellText.number(text) == shown) }

    @Test(arguments: [
        ("46085", CellStyles.Shape.date, "2026-03-04"), ("46085.5451388889", .dateAndTime, "2026-03-04 13:05:00"), ("1", .date, "1900-01-01"),
        ("59", .date, "1900-02-28"), ("61", .date, "1900-03-01"), ("0.75", .time, "18:00:00"), ("46085.99999999", .dateAndTime, "2026-03-05"), ("x", .date, "x"),
    ])
    func serialNumbersAreDates(_ text: String, _ shape: CellStyles.Shape, _ shown: String) {
        #expect(CellText.date(text, shape, isFrom1904: false) == shown)
    }

    @Test(arguments: [
        ("yyyy-mm-dd", CellStyles.Shape.date), ("yyyy\"年\"m\"月\"d\"日\"", .date), ("h:mm:ss", .time), ("d/m/yy h:mm", .dateAndTime), ("0.00", .number),
        ("\"day\" 0", .number), ("[Red]#,##0", .number), ("[h]:mm", .time), ("General", .number), ("#,##0 \\d", .number),
    ])
    func formatsTellDates(_ format: String, _ shape: CellStyles.Shape) { #expect(CellStyles.shape(ofFormat: format) == shape) }

    @Test func whatIsNoWorkbookIsRefused() throws {
        try withFile { path in
            for bytes in [Data(), Data("PK\u{3}\u{4}".utf8), Data("hello".utf8)] {
                try bytes.write(to: URL(fileURLWithPath: path))
                #expect(throws: Workbook.Failure.self) { try Workbook(path: path) }
            }
        }
    }

    /// Flipped bytes may be refused or read, but never crash or hang.
    @Test func damagedFilesAreAnswered() throws {
        try withFile { path in
            let writer = try WorkbookWriter(path: path, sheet: "S", header: ["A"], columns: [.text], folder: NSTemporaryDirectory())
            for index in 0..<50 { try writer.write(["text \(index)"]) }
            try writer.finish()
            let sound = try Data(contentsOf: URL(fileURLWithPath: path))
            let seed: UInt64 = 11
            print("WorkbookTests: seed \(seed)")
            var random = SeededRandom(seed: seed)
            let inputs = ProcessInfo.processInfo.environment["MAINSTAY_FUZZ"].flatMap { Int($0) } ?? 300
            for _ in 0..<inputs {
                var bytes = sound
                for _ in 0..<random.integer(1...6) { bytes[random.integer(0...(bytes.count - 1))] = UInt8(random.integer(0...255)) }
                try bytes.write(to: URL(fileURLWithPath: path))
                do {
                    let workbook = try Workbook(path: path)
                    for sheet in workbook.sheets {
                        var rows = try workbook.rows(of: sheet)
                        while try rows.next() != nil {}
                    }
                } catch is Workbook.Failure {}
            }
        }
    }
}
