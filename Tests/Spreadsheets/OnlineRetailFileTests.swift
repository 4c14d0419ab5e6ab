import Foundation
import Testing

@testable import Spreadsheets

@Suite struct OnlineRetailFileTests {
    /// Counts of Python's csv module over the same file.
    @Test func readsTheWholeFile() throws {
        let path = "../shared/data/online-retail.csv.gz"
        guard FileManager.default.fileExists(atPath: path) else {
            print("OnlineRetailFileTests.readsTheWholeFile: skipped, there is no \(path)")
            return
        }
        var reader = try CSVReader(path: path)
        var records = 0, fields = 0, bytes = 0, problems = 0
        while let record = try reader.next() {
            records += 1
            fields += record.count
            for index in 0..<record.count { bytes += record[index].count }
            if record.problem != nil { problems += 1 }
        }
        #expect(records == 1 + 541_909)
        #expect(fields == 4_335_280)
        #expect(bytes == 42_876_642)
        #expect(problems == 0 && reader.encoding == .utf8 && reader.separator == UInt8(ascii: ","))
    }
}
