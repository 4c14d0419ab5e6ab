/// One open connection; it lives on its own thread and never leaves the closure that received it.
public final class Connection {
    let driver: any Driver
    /// Identifier ranges fetched by this connection, discarded when its transaction rolls back.
    var identifierBlocks: [String: Range<Int64>] = [:]
    private let onStatement: (@Sendable (String) -> Void)?
    /// Shared by the connections of a database; nil when nothing is to be remembered.
    let memory: Memory?
    /// What the running transaction sees; nil in one that may write.
    var state: DataState?

    init(_ driver: any Driver, memory: Memory? = nil, onStatement: (@Sendable (String) -> Void)?) {
        self.driver = driver
        self.memory = memory
        self.onStatement = onStatement
    }

    /// Which engine answers; only code inside Storage and `+Postgres` functions may branch on it.
    public var engine: Engine { driver.engine }

    /// All rows, decoded.
    public func rows<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try run(sql, streaming: false) { values.append(try decode($0)) }
        return values
    }

    /// The first row, decoded; nil when there is none. Ask for one row in the statement itself.
    public func first<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> Value? {
        var value: Value?
        try run(sql, streaming: false) { row in
            if value == nil { value = try decode(row) }
        }
        return value
    }

    /// How many rows each of several questions gives, counted no further than a limit; asked together, because on PostgreSQL the way to the
    /// server and back takes longer than counting.
    public func counts(_ questions: [SQL], upTo limit: Int) throws -> [Int] {
        // More columns than anybody's words need would meet the engines' limits.
        try questions.chunks(of: 32).flatMap { part in
            let counts = part.map { "(SELECT COUNT(*) FROM (\($0) LIMIT \(limit)) c)" as SQL }
            return try first("SELECT \(SQL.joined(counts, separator: ", "))") { row in try counts.indices.map { try row.get($0, as: Int.self) } } ?? []
        }
    }

    /// Calls `body` for every row in constant memory, however many there are.
    public func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try run(sql, streaming: true, body)
    }

    /// Runs a statement without a result and gives the number of rows it changed.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int {
        try run(sql, streaming: false) { _ in }
    }

    @discardableResult
    private func run(_ sql: SQL, streaming: Bool, _ body: (Row) throws -> Void) throws -> Int {
        let (text, values) = sql.rendered(for: engine)
        onStatement?(text)
        return try driver.run(text, values, streaming: streaming, body)
    }

    /// Inserts many rows by the engine's fastest way: one prepared statement on SQLite, COPY on PostgreSQL.
    /// - Parameter rows: each row has one value per column, in the table's column order.
    public func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        guard !rows.isEmpty else { return }
        onStatement?("INSERT INTO \(table.name)")
        try driver.insert(into: table, rows)
    }

    /// How the engine would answer, a line per step; for tests that forbid full scans.
    public func plan(of sql: SQL) throws -> [String] {
        let explain: SQL = switch engine {
        case .sqlite: "EXPLAIN QUERY PLAN \(sql)"
        case .postgres: "EXPLAIN \(sql)"
        }
        return try rows(explain) { row in
            try row.get(engine == .sqlite ? 3 : 0)
        }
    }
}

/// A table and the columns a bulk insert fills, in order.
public struct Table: Sendable {
    let name: String
    let columns: [String]

    public init(_ name: StaticString, _ columns: StaticString...) {
        self.name = "\(name)"
        self.columns = columns.map { "\($0)" }
    }

    init(_ table: CopiedTable) {
        name = table.name
        columns = table.columns
    }
}

/// What an engine must be able to do; everything else is built on it.
protocol Driver: AnyObject {
    var engine: Engine { get }
    /// Runs one prepared statement and gives the number of changed rows.
    func run(_ text: String, _ values: [SQLValue], streaming: Bool, _ body: (Row) throws -> Void) throws -> Int
    func insert(into table: Table, _ rows: [[SQLValue]]) throws
}
