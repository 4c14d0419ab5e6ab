import Basics
import Crypto
import Storage

/// Seals show whether the record of what happened was changed afterwards.
///
/// A seal is the SHA-256 over the rows that it covers and over the seal before it, so that no byte of a sealed row can change, and no
/// row come, go or move, without some seal being wrong from there on. Whoever keeps the last seal elsewhere can also tell whether
/// the end was cut off. What may change later, the time at which an action was taken back, is not sealed; taking back is a row itself. Neither
/// are the two columns that only serve the program: which row that one takes back, and the mark of the form that was sent.
extension ActivityStore {
    /// Rows under one seal at most: what one transaction seals.
    private static let sealSize = 2_000

    private static let sealedColumns: SQL = """
        x.id, x.at, x.actor_id, x.verb, x.subject, x.subject_id, x.account_id, x.before_value, x.after_value, x.reason, x.batch_id
        """
    private static let sealedColumnCount = 11

    /// Seals the oldest rows that have none; gives how many.
    static func seal(at now: Timestamp, in connection: Connection) throws -> Int {
        // Every server of an installation seals.
        try Rule.lock([.seals], in: connection)
        let ids: [Int64] = try connection.rows("SELECT id FROM activity WHERE seal IS NULL ORDER BY id LIMIT \(sealSize)") { try $0.get(0) }
        guard let first = ids.first, let last = ids.last else { return 0 }
        let previous = try connection.first("SELECT number, hash FROM activity_seal ORDER BY number DESC LIMIT 1") {
            (number: try $0.get(0, as: Int64.self), hash: try $0.get(1, as: String.self))
        }
        let number = (previous?.number ?? 0) + 1
        try connection.execute("UPDATE activity SET seal = \(number) WHERE seal IS NULL AND id >= \(first) AND id <= \(last)")
        let (hash, count) = try self.hash(number, after: previous?.hash ?? "", in: connection)
        try connection.execute("""
            INSERT INTO activity_seal (number, sealed_at, activities, hash) VALUES (\(number), \(now), \(count), \(hash))
            """)
        return count
    }

    /// What the seal of a number must be, and how many rows it covers.
    private static func hash(_ number: Int64, after previous: String, in connection: Connection) throws -> (hash: String, count: Int) {
        var hash = SHA256()
        func add(_ text: String) { hash.update(data: Array("\(text.utf8.count):\(text),".utf8)) }
        add(previous)
        add(String(number))
        var count = 0
        try connection.forEach("SELECT \(sealedColumns) FROM activity x WHERE x.seal = \(number) ORDER BY x.id") { row in
            count += 1
            for column in 0..<sealedColumnCount {
                switch row[column] {
                case .null: add("-")
                case .integer(let value): add("i\(value)")
                case .text(let value): add("t" + value)
                case .real(let value): add("r\(value)")
                case .bytes(let value): add("b\(value)")
                }
            }
        }
        return (hash.finalize().hexadecimal, count)
    }

    /// What is known of the chain of seals.
    struct Chain: Sendable, Hashable {
        var seals = 0
        var activities = 0
        /// The first seal that does not fit its rows or the one before it.
        var broken: Int64?
        /// The last seal; whoever keeps it elsewhere can prove later that nothing before it changed.
        var head: String?
        var unsealed = 0
    }

    /// Reads every sealed row.
    static func verify(in connection: Connection) throws -> Chain {
        var chain = Chain()
        let seals = try connection.rows("SELECT number, activities, hash FROM activity_seal ORDER BY number") {
            (number: try $0.get(0, as: Int64.self), count: try $0.get(1, as: Int.self), hash: try $0.get(2, as: String.self))
        }
        var previous = ""
        for (index, seal) in seals.enumerated() {
            let found = try hash(seal.number, after: previous, in: connection)
            if chain.broken == nil, seal.number != Int64(index + 1) || found.hash != seal.hash || found.count != seal.count { chain.broken = seal.number }
            chain.seals += 1
            chain.activities += found.count
            previous = seal.hash
        }
        chain.head = seals.last?.hash
        let known = Int64(seals.count)
        // A row that names a seal which does not exist was put there by hand.
        let strangers: Int = try connection.first("SELECT COUNT(*) FROM activity WHERE seal > \(known) OR seal < 1") { try $0.get(0) } ?? 0
        if chain.broken == nil, strangers > 0 { chain.broken = known + 1 }
        chain.unsealed = try connection.first("SELECT COUNT(*) FROM activity WHERE seal IS NULL") { try $0.get(0) } ?? 0
        return chain
    }
}

extension App {
    /// Seals everything that happened so far; gives how many rows.
    public func sealActivity() async throws -> Int {
        let now = clock.now
        var sealed = 0
        while true {
            let count = try await database.write { try ActivityStore.seal(at: now, in: $0) }
            guard count > 0 else { return sealed }
            sealed += count
        }
    }
}
