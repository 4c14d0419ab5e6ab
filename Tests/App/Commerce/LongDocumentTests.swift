import Basics
import Foundation
import Storage
import TestDatabases
import Testing

@testable import App

/// A document of very many lines comes page by page, with the count and the sum of the whole.
@Suite struct LongDocumentTests {
    @Test(arguments: TestEngine.available) func linesHavePages(_ engine: TestEngine) async throws {
        try await ImportClerk.atWork(engine) { clerk in
            let rows = (1...450).map { "LONG-1,2026-01-05,K100001,P1,1,\($0).00,CNY" }.joined(separator: "\n")
            #expect(try await clerk.bring(.sales, "document,date,account,item,quantity,amount,currency\n" + rows).tally.imported == 450)
            let id = try #require(try await clerk.app.database.read { connection in
                try connection.first("SELECT id FROM invoice WHERE number = 'LONG-1'") { try $0.get(0, as: Int64.self) }
            })
            var address: String? = "/accounts/K100001/documents/\(id)", sizes: [Int] = []
            while let path = address {
                let page = try await clerk.get(path).text
                sizes.append(page.components(separatedBy: "<td>P1</td>").count - 1)
                // 1 + 2 + … + 450.
                #expect(page.contains("101,475.00") && page.contains("of 450"), "\(path)")
                address = page.firstMatch(of: /href="([^"]*)" rel="next"/).map { String($0.1) }
            }
            #expect(sizes == [200, 200, 50])
            let csv = try await clerk.get("/accounts/K100001/documents/\(id)/lines.csv").text
            #expect(csv.split(separator: "\r\n").count == 451)
        }
    }
}
