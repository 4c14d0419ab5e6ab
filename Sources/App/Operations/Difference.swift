/// A column that is kept although it follows from others, and differs from what they say.
public struct Difference: Sendable, Hashable {
    public var table: String
    /// `rows` where a row is missing, or is there without a reason.
    public var column: String
    /// How many rows differ.
    public var rows: Int
    /// One of them: an account's code, or the row's own number.
    public var example: String
    public var repair: Repair { DerivedTables.all[table]?.repair ?? .backup }

    /// What puts it right.
    public enum Repair: String, Sendable {
        /// `doctor --repair` works it out anew.
        case rebuild
        /// The next classification.
        case classify
        /// Two facts contradict each other; only a backup, or people, can say which is right.
        case backup
    }
}

/// What differs, gathered by table and column.
struct Differences {
    private struct Place: Hashable {
        var table: String
        var column: String
    }

    private var found: [Place: (rows: Int, example: String)] = [:]

    mutating func add(_ table: String, _ column: String, rows: Int = 1, at example: String) {
        guard rows > 0 else { return }
        let place = Place(table: table, column: column), known = found[place]
        found[place] = ((known?.rows ?? 0) + rows, known?.example ?? example)
    }

    var list: [Difference] {
        found.map { Difference(table: $0.table, column: $0.column, rows: $1.rows, example: $1.example) }
            .sorted { ($0.table, $0.column) < ($1.table, $1.column) }
    }
}

/// Every table with something that follows from elsewhere, column by column: what `doctor` compares, and what it takes as given.
enum DerivedTables {
    struct Columns: Sendable {
        /// Compared value by value.
        var compared: Set<String> = []
        /// Say which row it is, and follow from elsewhere: a wrong one is a row too many and another one missing.
        var keys: Set<String> = []
        /// Facts, references that the engine checks, and counters of changes.
        var given: Set<String> = []
        var repair = Difference.Repair.rebuild
    }

    static let all: [String: Columns] = [
        "account_summary": Columns(
            compared: [
                "name_key", "search_text", "owner_id", "team_id", "industry", "region", "stage", "tier", "score", "provisional", "moved", "currency",
                "net_sales", "gross_sales", "returns", "year_sales", "year_returns", "year_before", "orders", "invoices", "return_documents", "first_order_on", "last_order_on", "last_contact_on",
            ], given: ["account_id", "facts_version"]
        ),
        "account_month": Columns(
            compared: ["gross_sales", "returns", "cost", "lines", "lines_with_cost", "quantity"], keys: ["currency", "month"], given: ["account_id"]
        ),
        "account_other_sales": Columns(compared: ["gross_sales", "returns", "year_sales", "year_returns", "year_before"], keys: ["currency"], given: ["account_id"]),
        "account_facet": Columns(compared: ["accounts"], keys: ["kind", "value"]),
        "account_fact": Columns(compared: ["facts"], given: ["account_id", "basis", "facts_version"]),
        "account_member": Columns(keys: ["role"], given: ["user_id", "account_id"]),
        "account_score": Columns(
            compared: ["score", "tier", "previous_tier", "provisional", "scorecard"], given: ["run_id", "account_id", "points_tier"], repair: .classify
        ),
        "invoice": Columns(compared: ["amount", "lines"], given: [
            "account_id", "id", "kind", "number", "issued_on", "due_on", "order_id", "reverses_id", "currency", "import_id", "recorded_at", "repeats",
        ], repair: .backup),
        "open_invoice": Columns(keys: ["invoice_id", "due_on", "currency", "amount"], given: ["account_id"]),
        "invoice_line": Columns(compared: ["currency", "is_return"], keys: ["issued_on", "invoice_id"], given: [
            "account_id", "line_no", "product_id", "quantity", "unit_price", "amount", "cost", "import_id",
        ], repair: .backup),
        "sales_order": Columns(compared: ["amount", "lines"], given: [
            "account_id", "id", "number", "ordered_on", "promised_on", "status", "currency", "import_id", "recorded_at",
        ], repair: .backup),
        "payment": Columns(compared: ["currency"], keys: ["invoice_id"], given: [
            "account_id", "id", "paid_on", "amount", "import_id", "recorded_at", "reverses_id", "repeats",
        ], repair: .backup),
        "document_source": Columns(keys: ["document_id", "kind"], given: ["source_system", "source_id", "account_id"], repair: .backup),
        "import": Columns(compared: ["row_count", "set_aside_rows"], given: [
            "id", "kind", "file_name", "layout", "source_system", "status", "started_at", "finished_at", "started_by", "tally", "batch_id", "set_aside_file",
            "draft_id",
        ]),
        "delivery": Columns(compared: ["source_system", "newest_on"], keys: ["import_id"], given: ["delivered_at"]),
        "data_source": Columns(compared: ["newest_on", "delivered_at"], keys: ["source_system"]),
        "team": Columns(compared: ["path"], given: ["id", "name", "english_name", "parent_id"], repair: .backup),
        "name_posting": Columns(compared: ["entries"], keys: ["kind", "gram", "block", "ids"]),
        "search_entry": Columns(compared: ["folded"], keys: ["kind", "id"]),
        "search_word": Columns(keys: ["variant", "word"]),
    ]
}
