import Basics

extension Connection {
    /// A new identifier for a record, unique in the database.
    ///
    /// Each connection takes ranges from table `identifier_block` in its own transaction; a rollback discards what it took,
    /// so numbers are unique on every engine and cost one statement per range, not per record.
    /// - Parameters:
    ///   - kind: the table's name.
    ///   - reserve: how many numbers to take when none is left; importers take many.
    public func newIdentifier<Record>(_ kind: String, reserve: Int = 64) throws -> Identifier<Record> {
        if let block = identifierBlocks[kind], !block.isEmpty {
            identifierBlocks[kind] = block.dropFirst()
            return Identifier(block.lowerBound)
        }
        let range = try takeIdentifiers(kind, Int64(reserve))
        identifierBlocks[kind] = range.dropFirst()
        return Identifier(range.lowerBound)
    }

    /// As many identifiers as asked for, one after the other and above all that were given before; importers use it,
    /// so that the same file gives the same order on every engine.
    public func newIdentifiers<Record>(_ kind: String, count: Int) throws -> [Identifier<Record>] {
        guard count > 0 else { return [] }
        return try takeIdentifiers(kind, Int64(count)).map { Identifier($0) }
    }

    private func takeIdentifiers(_ kind: String, _ count: Int64) throws -> Range<Int64> {
        let end = try first("""
            INSERT INTO identifier_block (kind, next) VALUES (\(kind), \(count + 1))
            ON CONFLICT (kind) DO UPDATE SET next = identifier_block.next + \(count) RETURNING next
            """) { try $0.get(0, as: Int64.self) }
        guard let end else { throw StorageFailure.statement(message: "no identifiers", code: "", sql: "identifier_block") }
        return (end - count)..<end
    }

    /// After a rollback the ranges taken in that transaction belong to nobody any more.
    func forgetIdentifiers() { identifierBlocks.removeAll() }
}

extension Range<Int64> {
    fileprivate func dropFirst() -> Range<Int64> { (lowerBound + 1)..<upperBound }
}
