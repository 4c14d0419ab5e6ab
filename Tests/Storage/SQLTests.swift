import Basics
import Testing

@testable import Storage

@Suite struct SQLTests {
    @Test func bindsEveryInterpolatedValue() {
        let name = "Robert'); DROP TABLE account;--"
        let statement: SQL = "SELECT id FROM account WHERE name = \(name) AND owner_id = \(7)"
        #expect(statement.rendered(for: .postgres).text == "SELECT id FROM account WHERE name = $1 AND owner_id = $2")
        #expect(statement.rendered(for: .sqlite).text == "SELECT id FROM account WHERE name = ?1 AND owner_id = ?2")
        #expect(statement.rendered(for: .sqlite).values == [.text(name), .integer(7)])
    }

    @Test func nestsFragmentsAndNumbersThemTogether() {
        let scope: SQL = "owner_id = \(3)"
        let statement: SQL = "SELECT 1 FROM account WHERE \(SQL.all([scope, "tier = \("A")"])) LIMIT \(50)"
        let (text, values) = statement.rendered(for: .postgres)
        #expect(text == "SELECT 1 FROM account WHERE owner_id = $1 AND tier = $2 LIMIT $3")
        #expect(values == [.integer(3), .text("A"), .integer(50)])
    }

    @Test func listsAndEmptyLists() {
        #expect(("id IN \(list: [1, 2])" as SQL).rendered(for: .postgres).text == "id IN ($1, $2)")
        #expect(("id IN \(list: [Int]())" as SQL).rendered(for: .postgres).text == "id IN (NULL)")
        #expect(SQL.all([]).rendered(for: .postgres).text == "1 = 1")
    }

    @Test func engineDifferencesStayInTheLiteral() {
        let statement: SQL = "CREATE TABLE t (a INTEGER PRIMARY KEY) \(.clustered)"
        #expect(statement.rendered(for: .sqlite).text.hasSuffix("WITHOUT ROWID"))
        #expect(!statement.rendered(for: .postgres).text.contains("ROWID"))
    }
}
