import Basics
import Storage

/// Where documents of other systems were booked: what makes booking a file twice book it once.
enum DocumentSources {
    static func find(
        system: String, kind: SalesDocument.Kind, numbers: [String], in connection: Connection
    ) throws -> [String: SalesDocument] {
        var found: [String: SalesDocument] = [:]
        for part in numbers.chunks(of: 500) {
            try connection.forEach("""
                SELECT o.source_id, d.id, d.account_id, d.number, d.issued_on, d.due_on, d.order_id, d.currency, d.amount, d.lines
                FROM document_source o JOIN invoice d ON d.account_id = o.account_id AND d.id = o.document_id
                WHERE o.source_system = \(system) AND o.kind = \(kind.rawValue) AND o.source_id IN \(list: part)
                """) { row in
                found[try row.get(0)] = SalesDocument(
                    id: try row.get(1), accountID: try row.get(2), kind: kind, number: try row.get(3), issuedOn: try row.get(4),
                    dueOn: try row.get(5), orderID: try row.get(6), reversesID: nil, currency: try row.get(7),
                    amount: try row.get(8), lines: try row.get(9)
                )
            }
        }
        return found
    }

    /// Says where documents were booked; a number that was booked under another account points here from now on.
    static func book(system: String, _ documents: [SalesDocument], in connection: Connection) throws {
        for document in documents {
            try connection.execute("""
                INSERT INTO document_source (source_system, kind, source_id, account_id, document_id)
                VALUES (\(system), \(document.kind.rawValue), \(document.number), \(document.accountID), \(document.id))
                ON CONFLICT (source_system, kind, source_id) DO UPDATE
                    SET account_id = excluded.account_id, document_id = excluded.document_id
                """)
        }
    }

    /// The lines of a booked document, by line number.
    static func lines(of document: SalesDocument, in connection: Connection) throws -> [Int: SalesLine] {
        let lines = try connection.rows("""
            SELECT line_no, product_id, quantity, unit_price, amount, cost FROM invoice_line
            WHERE account_id = \(document.accountID) AND issued_on = \(document.issuedOn) AND invoice_id = \(document.id)
            """) { row in
            SalesLine(
                number: try row.get(0), productID: try row.get(1), quantity: try row.get(2), unitPrice: try row.get(3),
                amount: try row.get(4), cost: try row.get(5)
            )
        }
        return Dictionary(uniqueKeysWithValues: lines.map { ($0.number, $0) })
    }
}
