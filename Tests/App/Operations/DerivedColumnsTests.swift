import Basics
import Foundation
import GroundTruth
import Storage
import TestDatabases
import Testing

@testable import App
@testable import Storage

/// Whatever follows from elsewhere is compared by the doctor: each column of each table is changed once, and found by its name.
@Suite struct DerivedColumnsTests {
    /// Tables that hold what people, files and programs say, and nothing that follows from it.
    private static let facts: Set<String> = [
        "account", "account_code", "account_tag", "activity", "activity_seal", "api_token", "app_user", "attachment", "book_change", "catalogue", "category",
        "classification_mover", "classification_preview", "classification_run", "contact", "duty", "duty_result", "employment", "exchange_rate", "failed_try", "identifier_block", "import_document", "import_draft", "import_kept", "import_mapping",
        "import_problem", "list_habit", "name_block", "note", "order_line", "organisation", "owed_work", "password_reset", "policy", "policy_draft", "policy_draft_result",
        "policy_version", "product", "rule_lock", "sales_year", "saved_view", "schema_migration", "sent_form", "session", "shown_once", "tag", "welcome", "work_lease",
    ]

    private struct Left: Error {}

    /// A company with everything that the tables can hold: orders, returns, two currencies, notes, two runs, an import.
    private func withCompany(_ engine: TestEngine, _ body: (App) async throws -> Void) async throws {
        try await engine.withDatabase { database in
            let now = SitePreview.now
            _ = try await database.migrate(Schema.migrations, at: now)
            try await database.write { try PolicyStore.publishDefault(at: now, in: $0) }
            let app = App(
                database: database, clock: .fixed(now), random: .system, files: FileStore(folder: NSTemporaryDirectory() + UUID().uuidString), passwordCost: .quick
            )
            let end = now.day(in: .gmt).advanced(by: -1)
            _ = try await app.generate(.large(accounts: 12, years: 2, seed: 3, endingOn: end), truth: { _ in }, progress: { _, _ in })
            var random = SeededRandom(seed: 4)
            let rows = (0..<4).flatMap { _ in RandomSales.rows(&random) }
            try await database.write { try RandomSales.book(rows, at: now, in: $0) }
            _ = try await app.classify(asOf: end.adding(months: -3), keeping: true, by: nil)
            _ = try await app.classify(asOf: end.advanced(by: 1), keeping: true, by: nil)
            try await app.rebuildSearch()
            try await body(app)
        }
    }

    private func columns(in connection: Connection) throws -> [String: Set<String>] {
        var tables: [String: Set<String>] = [:]
        let catalogue: SQL = switch connection.engine {
        case .sqlite: "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        case .postgres: "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns WHERE table_schema = current_schema()"
        }
        try connection.forEach(catalogue) { tables[try $0.get(0), default: []].insert(try $0.get(1)) }
        return tables
    }

    @Test(arguments: TestEngine.available) func everyColumnOfTheSchemaIsListed(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            let found = try await database.read { try columns(in: $0) }
            #expect(found.count > 30)
            #expect(Set(found.keys) == Self.facts.union(DerivedTables.all.keys))
            for (table, columns) in DerivedTables.all {
                let listed = columns.compared.union(columns.keys).union(columns.given)
                #expect(listed == found[table] ?? [], "\(table): \(listed.symmetricDifference(found[table] ?? []).sorted())")
                #expect(listed.count == columns.compared.count + columns.keys.count + columns.given.count, "\(table): listed twice")
            }
        }
    }

    @Test(arguments: TestEngine.available) func everyChangeIsFound(_ engine: TestEngine) async throws {
        try await withCompany(engine) { app in
            let healthy = try await app.database.read { try Comparison.all(in: $0) }
            #expect(healthy.differences == [])
            for (table, columns) in DerivedTables.all.sorted(by: { $0.key < $1.key }) {
                for column in columns.compared.union(columns.keys).sorted() {
                    let found = try await change(column, of: table, app)
                    let isNamed = found.contains { $0.table == table && ($0.column == column || columns.keys.contains(column)) }
                    #expect(isNamed, "\(table).\(column): \(found)")
                }
            }
            #expect(try await app.database.read { try Comparison.all(in: $0) }.differences == [])
        }
    }

    /// Changes a column of one row, looks, and leaves everything as it was.
    private func change(_ column: String, of table: String, _ app: App) async throws -> [Difference] {
        let found = Found()
        do {
            try await app.database.write { connection in
                if connection.engine == .sqlite { try connection.execute("PRAGMA defer_foreign_keys = ON") }
                let t = try SQL(name: table), c = try SQL(name: column)
                if column == "ids" {
                    try connection.execute("UPDATE \(t) SET ids = \([UInt8]([0, 1]))")
                    found.differences = try Comparison.all(in: connection).differences
                    throw Left()
                }
                let kind: SQL = connection.engine == .sqlite ? "typeof(\(c))" : "CAST(pg_typeof(\(c)) AS TEXT)"
                let restriction: SQL = table == "account_member" ? "WHERE role = 'owner'" : "WHERE \(c) IS NOT NULL"
                let type = try #require(try connection.first("SELECT \(kind) FROM \(t) \(restriction) LIMIT 1") { try $0.get(0, as: String.self) }, "\(table).\(column) is empty")
                let isText = type == "text"
                let changed: SQL = column == "provisional" || column == "is_return" ? "1 - \(c)" : column == "currency" ? "'ZZZ'" : isText ? "\(c) || 'x'" : "\(c) + 1000"
                let place: SQL = "(SELECT MIN(v.\(c)) FROM \(t) v \(restriction))"
                let changes = try connection.execute("UPDATE \(t) SET \(c) = \(changed) WHERE \(c) = \(place)")
                #expect(changes > 0, "\(table).\(column)")
                found.differences = try Comparison.all(in: connection).differences
                throw Left()
            }
        } catch is Left {}
        return found.differences
    }

    private final class Found: @unchecked Sendable {
        // Written within the one transaction that is waited for.
        var differences: [Difference] = []
    }

    /// What `--repair` can work out anew is right afterwards.
    @Test(arguments: TestEngine.available) func repairsAreWorkedOutAnew(_ engine: TestEngine) async throws {
        try await withCompany(engine) { app in
            try await app.database.write { connection in
                for statement in [
                    "UPDATE account_summary SET net_sales = net_sales + 7, owner_id = NULL, last_contact_on = 5, score = 1, tier = 'x', name_key = 'x'",
                    "UPDATE account_summary SET orders = orders + 1, currency = 'XXX'", "UPDATE account_month SET cost = cost + 1, month = month + 500",
                    "UPDATE account_facet SET accounts = 0", "DELETE FROM account_member", "UPDATE data_source SET newest_on = 1", "DELETE FROM delivery WHERE import_id > 0",
                    "UPDATE import SET row_count = 5", "DELETE FROM account_other_sales",
                ] as [SQL] { try connection.execute(statement) }
            }
            let found = try await app.examine()
            #expect(!found.isHealthy && found.differences.count > 12)
            try await app.repair(found)
            try await app.rebuildSearch()
            #expect(try await app.examine().differences == [])
        }
    }
}
