/// SQL text with its values: a literal in which every interpolated value is bound, never pasted.
///
/// `"SELECT name FROM account WHERE id = \(id)" as SQL` runs as `… id = $1` with one value. Fragments nest.
/// Code can only come from literals in the source: the interpolation takes `StaticString` parts,
/// so a `String` made at run time can be a value but never code.
public struct SQL: Sendable {
    enum Piece: Sendable {
        case code(StaticString)
        case value(SQLValue)
        case perEngine(sqlite: StaticString, postgres: StaticString)
        /// A name that the engine's own catalogue gave; see `SQL.init(name:)`.
        case name(String)
    }

    var pieces: [Piece]

    /// No code at all; useful as the absent branch of a condition.
    public static let empty = SQL(pieces: [])

    init(pieces: [Piece]) { self.pieces = pieces }

    public var isEmpty: Bool { pieces.isEmpty }

    /// The fragments one after the other with `separator` between them.
    public static func joined(_ fragments: [SQL], separator: StaticString) -> SQL {
        var pieces: [Piece] = []
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { pieces.append(.code(separator)) }
            pieces += fragment.pieces
        }
        return SQL(pieces: pieces)
    }

    /// All conditions with AND; always true when there is none.
    public static func all(_ conditions: [SQL]) -> SQL {
        conditions.isEmpty ? "1 = 1" : .joined(conditions, separator: " AND ")
    }

    /// Stored in primary-key order: `WITHOUT ROWID` on SQLite, nothing on PostgreSQL.
    public static let clustered = SQL(pieces: [.perEngine(sqlite: "WITHOUT ROWID", postgres: "")])

    /// Before a column, so that SQLite does not choose that column's index; PostgreSQL knows by its statistics which one helps.
    public static let unindexed = SQL(pieces: [.perEngine(sqlite: "+", postgres: "")])

    /// What the numbers of an object add up to that a column of JSON text has under a key; zero without one.
    public static func sum(ofValuesIn key: StaticString, of column: StaticString) -> SQL {
        SQL(pieces: [
            .perEngine(sqlite: "(SELECT COALESCE(SUM(v.value), 0) FROM json_each(", postgres: "(SELECT COALESCE(SUM(v.value::BIGINT), 0) FROM jsonb_each_text(("),
            .code(column), .perEngine(sqlite: ", '$.", postgres: ")::JSONB -> '"), .code(key), .code("') v)"),
        ])
    }

    /// A subquery of many whole numbers, for `IN`: one value whatever their number, so that the statement stays the same.
    public static func among(_ numbers: [Int64]) -> SQL {
        let text = "[" + numbers.map { String($0) }.joined(separator: ",") + "]"
        return SQL(pieces: [
            .perEngine(sqlite: "(SELECT n.value FROM json_each(", postgres: "(SELECT CAST(n.value AS BIGINT) FROM jsonb_array_elements_text(CAST("),
            .value(.text(text)), .perEngine(sqlite: ") n)", postgres: " AS JSONB)) n)"),
        ])
    }

    /// The column type for raw bytes.
    public static let bytes = SQL(pieces: [.perEngine(sqlite: "BLOB", postgres: "BYTEA")])
}

extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral value: StaticString) { pieces = [.code(value)] }
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Collects the literal's parts.
    public struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece]

        public init(literalCapacity: Int, interpolationCount: Int) {
            pieces = []
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        public mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { pieces.append(.code(literal)) }
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLEncodable) { pieces.append(.value(value.sqlValue)) }

        /// Binds a value or NULL.
        public mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }

        /// Nests a fragment.
        public mutating func appendInterpolation(_ fragment: SQL) { pieces += fragment.pieces }

        /// Binds each value, in parentheses, for `IN`; an empty list gives `(NULL)`, which nothing is in.
        ///
        /// A long list repeats its last value up to the next power of two, so that few different statements have to be prepared.
        public mutating func appendInterpolation(list values: [some SQLEncodable]) {
            guard !values.isEmpty else { return pieces.append(.code("(NULL)")) }
            for (index, value) in values.enumerated() {
                pieces.append(.code(index == 0 ? "(" : ", "))
                pieces.append(.value(value.sqlValue))
            }
            if values.count > 8, let last = values.last {
                var full = 16
                while full < values.count { full *= 2 }
                for _ in values.count..<full { pieces += [.code(", "), .value(last.sqlValue)] }
            }
            pieces.append(.code(")"))
        }
    }
}

/// The engines behind the one door.
public enum Engine: Sendable {
    case sqlite, postgres
}

extension SQL {
    /// The text one engine runs and its values in placeholder order.
    ///
    /// SQLite reads `$7` as a named parameter and numbers names by first appearance, so it gets `?7`, which is a position.
    func rendered(for engine: Engine) -> (text: String, values: [SQLValue]) {
        var text: [UInt8] = []
        text.reserveCapacity(512)
        var values: [SQLValue] = []
        for piece in pieces {
            switch piece {
            case .code(let code):
                code.withUTF8Buffer { text.append(contentsOf: $0) }
            case .value(let value):
                values.append(value)
                text.append(engine == .sqlite ? UInt8(ascii: "?") : UInt8(ascii: "$"))
                text.append(contentsOf: String(values.count).utf8)
            case .name(let name): text.append(contentsOf: name.utf8)
            case .perEngine(let sqlite, let postgres):
                (engine == .sqlite ? sqlite : postgres).withUTF8Buffer { text.append(contentsOf: $0) }
            }
        }
        return (String(decoding: text, as: UTF8.self), values)
    }
}
