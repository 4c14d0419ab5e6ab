import CPostgres
import Glibc

/// PostgreSQL through libpq, blocking; one instance per thread.
final class PostgresDriver: Driver {
    private let handle: OpaquePointer
    /// Prepared statement names by text.
    private var prepared: [String: String] = [:]
    private static let preparedLimit = 500
    /// The end of a transaction was sent and its answer not read yet.
    private var isEnding = false

    /// - Throws: `StorageFailure.unreachable` with libpq's words.
    init(_ url: String) throws {
        guard let handle = PostgresDriver.connect(url) else { throw StorageFailure.unreachable("libpq: out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = PostgresDriver.message(handle)
            PQfinish(handle)
            throw StorageFailure.unreachable(message)
        }
        self.handle = handle
        PQsetClientEncoding(handle, "UTF8")
        // NOTICE lines would otherwise go to standard error.
        _ = PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // Questions of pages are short: compiling them, or waking other processes for them, costs more than answering.
        PQclear(PQexec(handle, "SET jit = off; SET max_parallel_workers_per_gather = 0"))
    }

    deinit { PQfinish(handle) }

    /// Opens a connection that notices when the other end is gone; what the address says itself goes before.
    private static func connect(_ url: String) -> OpaquePointer? {
        let parameters = [
            ("connect_timeout", "5"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "20000"), ("dbname", url),
        ]
        let names = parameters.map { strdup($0.0) }, values = parameters.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        func pointers(_ texts: [UnsafeMutablePointer<CChar>?]) -> [UnsafePointer<CChar>?] { texts.map { UnsafePointer($0) } + [nil] }
        return PQconnectdbParams(pointers(names), pointers(values), 1)
    }

    var engine: Engine { .postgres }

    /// A handle that another thread may use to interrupt the running statement.
    func makeInterrupt() -> PostgresInterrupt? { PQgetCancel(handle).map(PostgresInterrupt.init) }

    func run(_ text: String, _ values: [SQLValue], streaming: Bool, _ body: (Row) throws -> Void) throws -> Int {
        settle()
        let name = try prepare(text)
        return try PostgresValue.withParameters(values) { pointers, lengths, formats in
            guard streaming else {
                let result = PQexecPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 0)
                defer { PQclear(result) }
                return try consume(result, text, body)
            }
            guard PQsendQueryPrepared(handle, name, Int32(values.count), pointers, lengths, formats, 0) == 1 else {
                throw failure(nil, text)
            }
            PQsetSingleRowMode(handle)
            return try drain(text, body)
        }
    }

    /// Opens a transaction that reads one snapshot, and names that snapshot: equal names stand for equal data, because the
    /// transactions that a snapshot sees are all in its name. Both in one message.
    func beginReading(_ patience: Duration?) throws -> String {
        settle()
        let text = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; \(Self.limit(patience))SELECT pg_current_snapshot()::text"
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        var name = ""
        _ = try consume(result, text) { row in name = try row.get(0) }
        return name
    }

    /// Opens a transaction that writes.
    func beginWriting(_ patience: Duration?) throws {
        settle()
        let text = "BEGIN; \(Self.limit(patience))"
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        _ = try consume(result, text) { _ in }
    }

    /// The server ends by itself what nobody waits for any more, also when this process is gone; a little later than whoever waits gives
    /// up, who knows better what to say.
    private static func limit(_ patience: Duration?) -> String {
        patience.map { "SET LOCAL statement_timeout = \(Int(($0.seconds + 5) * 1_000)); " } ?? ""
    }

    /// Names the snapshot that a transaction would see if it began now.
    /// - Throws: `StorageFailure.unreachable` when there is no answer in time; the connection is of no use then.
    func snapshot(within limit: Duration) throws -> String {
        settle()
        let text = "SELECT pg_current_snapshot()::text", end = ContinuousClock.now + limit
        guard PQsendQuery(handle, text) == 1 else { throw failure(nil, text) }
        while PQisBusy(handle) == 1 {
            let left = Int32(((end - ContinuousClock.now).seconds * 1_000).rounded(.up))
            var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&socket, 1, left) >= 0, PQconsumeInput(handle) == 1 else {
                throw StorageFailure.unreachable("no answer within \(limit)")
            }
        }
        var name = ""
        _ = try drain(text) { row in name = try row.get(0) }
        return name
    }

    /// Ends a transaction that only read, without waiting: nothing depends on the answer.
    func endReading() {
        settle()
        isEnding = PQsendQuery(handle, "COMMIT") == 1
    }

    private func settle() {
        guard isEnding else { return }
        isEnding = false
        while let result = PQgetResult(handle) { PQclear(result) }
    }

    /// Reads every pending result, even after a failure: the connection is usable only when none is left.
    private func drain(_ text: String, _ body: (Row) throws -> Void) throws -> Int {
        var changed = 0
        var problem: (any Error)?
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            guard problem == nil else { continue }
            do {
                changed += try consume(result, text, body)
            } catch {
                problem = error
            }
        }
        if let problem { throw problem }
        return changed
    }

    private func consume(_ result: OpaquePointer?, _ text: String, _ body: (Row) throws -> Void) throws -> Int {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK:
            return PostgresDriver.changes(result)
        case PGRES_SINGLE_TUPLE:
            if let result { try body(Row(source: .postgres(result, row: 0))) }
            return 0
        case PGRES_TUPLES_OK:
            guard let result else { return 0 }
            for row in 0..<PQntuples(result) { try body(Row(source: .postgres(result, row: row))) }
            return PostgresDriver.changes(result)
        default:
            throw failure(result, text)
        }
    }

    private func prepare(_ text: String) throws -> String {
        if let name = prepared[text] { return name }
        if prepared.count >= Self.preparedLimit {
            // Its own only: a caller may have prepared something by name.
            PQclear(PQexec(handle, prepared.values.map { "DEALLOCATE \($0)" }.joined(separator: "; ")))
            prepared.removeAll()
        }
        let name = "s\(prepared.count)"
        let result = PQprepare(handle, name, text, 0, nil)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw failure(result, text) }
        prepared[text] = name
        return name
    }

    func insert(into table: Table, _ rows: [[SQLValue]]) throws {
        settle()
        let names = table.columns.joined(separator: ", ")
        let text = "COPY \(table.name) (\(names)) FROM STDIN"
        let begun = PQexec(handle, text)
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw failure(begun, text) }
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1 << 16)
        for row in rows {
            PostgresValue.appendCopyLine(row, to: &buffer)
            if buffer.count > 60_000 { try put(&buffer, text) }
        }
        try put(&buffer, text)
        guard PQputCopyEnd(handle, nil) == 1 else { throw failure(nil, text) }
        _ = try drain(text) { _ in }
    }

    private func put(_ buffer: inout [UInt8], _ text: String) throws {
        let sent = buffer.withUnsafeBytes { bytes in
            PQputCopyData(handle, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard sent == 1 else { throw failure(nil, text) }
        buffer.removeAll(keepingCapacity: true)
    }

    private func failure(_ result: OpaquePointer?, _ text: String) -> StorageFailure {
        let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message = result.flatMap(PQresultErrorMessage).map { String(cString: $0) } ?? PostgresDriver.message(handle)
        return switch code.prefix(2) {
        case "40": .serialisation(message)
        case "23": .constraint(message: message, sql: text)
        case "53" where code == "53100": .full(message)
        case "25" where code == "25006": .readOnly(message)
        case "57" where code == "57014": .cancelled
        case "", "08", "57": .unreachable(message)
        default: .statement(message: message, code: code, sql: text)
        }
    }

    /// False once the server has gone away; such a connection is thrown away and opened anew.
    var isAlive: Bool { PQstatus(handle) == CONNECTION_OK }

    private static func message(_ handle: OpaquePointer) -> String {
        String(cString: PQerrorMessage(handle)).trimmingSuffix()
    }

    private static func changes(_ result: OpaquePointer?) -> Int {
        guard let text = PQcmdTuples(result) else { return 0 }
        return Int(String(cString: text)) ?? 0
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        var copy = self
        while copy.last?.isWhitespace == true { copy.removeLast() }
        return copy
    }
}

/// Interrupts a PostgreSQL statement from another thread.
///
/// Proof of `@unchecked Sendable`: the pointer is immutable after creation, and libpq documents `PQcancel` as safe to call
/// from any thread while the connection is in use.
final class PostgresInterrupt: @unchecked Sendable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }
    deinit { PQfreeCancel(handle) }

    func callAsFunction() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            _ = PQcancel(handle, buffer.baseAddress, 256)
        }
    }
}
