import Basics
import Storage

/// The posting lists of names: which records have a gram, a block of identifiers in a row, with their number.
///
/// All SQL that names their tables. Whoever writes holds a block until the transaction ends, so that lists and numbers are exact
/// whoever writes at the same time.
enum Postings {
    /// What can be found by its names.
    enum Kind: String, Sendable { case account, contact, product }

    /// Enters and takes out what records have.
    static func change(
        _ kind: Kind, adding: [(id: Int64, grams: [Gram])] = [], removing: [(id: Int64, grams: [Gram])] = [], in connection: Connection
    ) throws {
        let blocks = Set((adding + removing).map { PostingSet.block(of: $0.id) }).sorted()
        for block in blocks {
            func part(_ entries: [(id: Int64, grams: [Gram])]) -> [Gram: [Int64]] {
                var ids: [Gram: [Int64]] = [:]
                for entry in entries where PostingSet.block(of: entry.id) == block {
                    for gram in entry.grams where ids[gram]?.last != entry.id { ids[gram, default: []].append(entry.id) }
                }
                return ids
            }
            try write(kind, block, adding: part(adding), removing: part(removing), in: connection)
        }
    }

    private static func write(
        _ kind: Kind, _ block: Int64, adding: [Gram: [Int64]], removing: [Gram: [Int64]], in connection: Connection
    ) throws {
        // The row is locked by being written; what others wrote in this block is seen from here on.
        let changes = try connection.first("""
            INSERT INTO name_block (kind, block, changes) VALUES (\(kind.rawValue), \(block), 1)
            ON CONFLICT (kind, block) DO UPDATE SET changes = name_block.changes + 1 RETURNING changes
            """) { try $0.get(0, as: Int.self) }
        let grams = Set(adding.keys).union(removing.keys).map { (gram: $0, text: $0.text) }.sorted { $0.gram < $1.gram }
        for part in grams.chunks(of: 1_000) {
            var lists = changes == 1 ? [:] : try take(kind, block, part.map(\.text), in: connection)
            var rows: [[SQLValue]] = []
            for (gram, text) in part {
                var list = lists.removeValue(forKey: text) ?? PostingSet()
                for id in removing[gram] ?? [] { list.remove(id) }
                for id in adding[gram] ?? [] { list.insert(id) }
                guard let bits = list.blocks[block] else { continue }
                rows.append([.text(kind.rawValue), .text(text), block.sqlValue, list.count.sqlValue, .bytes(PostingSet.bytes(bits))])
            }
            try connection.insert(into: Table("name_posting", "kind", "gram", "block", "entries", "ids"), rows)
        }
    }

    /// Some lists of a block, taken out to be written anew: many rows go out and in by few statements.
    private static func take(_ kind: Kind, _ block: Int64, _ grams: [String], in connection: Connection) throws -> [String: PostingSet] {
        var lists: [String: PostingSet] = [:]
        try connection.forEach("""
            SELECT gram, ids FROM name_posting WHERE kind = \(kind.rawValue) AND gram IN \(list: grams) AND block = \(block)
            """) { lists[try $0.get(0), default: PostingSet()].insert(try $0.get(1), in: block) }
        if !lists.isEmpty {
            try connection.execute("""
                DELETE FROM name_posting WHERE kind = \(kind.rawValue) AND gram IN \(list: lists.keys.sorted()) AND block = \(block)
                """)
        }
        return lists
    }

    static func clear(in connection: Connection) throws {
        try connection.execute("DELETE FROM name_posting")
        try connection.execute("DELETE FROM name_block")
    }

    /// Every block of every list, for comparisons with the names that it was made from.
    static func forEachBlock(
        in connection: Connection, _ body: (_ kind: String, _ gram: String, _ ids: [Int64], _ length: Int) throws -> Void
    ) throws {
        try connection.forEach("SELECT kind, gram, block, ids, entries FROM name_posting") { row in
            var list = PostingSet()
            list.insert(try row.get(3), in: try row.get(2))
            try body(try row.get(0), try row.get(1), list.ids, try row.get(4))
        }
    }

    /// The lists of some grams; those that nobody has are missing.
    static func lists(_ kind: Kind, _ grams: Set<Gram>, in connection: Connection) throws -> [Gram: PostingSet] {
        let texts = Dictionary(grams.map { ($0.text, $0) }) { first, _ in first }
        var lists: [Gram: PostingSet] = [:]
        for part in texts.keys.sorted().chunks(of: 500) {
            try connection.forEach("SELECT gram, block, ids FROM name_posting WHERE kind = \(kind.rawValue) AND gram IN \(list: part)") { row in
                guard let gram = texts[try row.get(0)] else { return }
                lists[gram, default: PostingSet()].insert(try row.get(2), in: try row.get(1))
            }
        }
        return lists
    }

    /// The records below an identifier that have a gram; nil where they are not fewer than a limit, which the list's length tells.
    static func few(_ kind: Kind, having gram: Gram, before end: Int64, fewerThan limit: Int, in connection: Connection) throws -> [Int64]? {
        var length = 0, list = PostingSet()
        try connection.forEach("""
            SELECT block, ids, entries FROM name_posting
            WHERE kind = \(kind.rawValue) AND gram = \(gram.text) AND block <= \(PostingSet.block(of: end))
            """) { row in
            let block: Int64 = try row.get(0)
            guard block < PostingSet.block(of: end) else { return list.insert(try row.get(1), in: block) }
            length += try row.get(2)
            if length < limit { list.insert(try row.get(1), in: block) }
        }
        guard length < limit else { return nil }
        let ids = list.ids.filter { $0 < end }
        return ids.count < limit ? ids : nil
    }
}
