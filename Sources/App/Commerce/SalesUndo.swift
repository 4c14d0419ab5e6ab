import Basics
import Storage

/// Takes the documents of one import out of the books.
enum SalesUndo {
    /// Documents of this import that something else refers to; they and their lines stay.
    ///
    /// What refers to documents is read once per account and compared as a whole: asked document by document, an account with very many
    /// of them would be read as often as it has any.
    /// - Parameter accounts: a list in brackets.
    private static func touched(_ importID: Int64, of accounts: SQL) -> SQL {
        """
        SELECT d.account_id, d.id, d.number FROM invoice d WHERE d.account_id IN \(accounts) AND d.import_id = \(importID)
            AND (d.account_id, d.id) IN (
                SELECT p.account_id, p.invoice_id FROM payment p
                    WHERE p.account_id IN \(accounts) AND COALESCE(p.import_id, 0) <> \(importID) AND p.invoice_id IS NOT NULL
                UNION SELECT l.account_id, l.invoice_id FROM invoice_line l
                    WHERE l.account_id IN \(accounts) AND COALESCE(l.import_id, 0) <> \(importID)
                UNION SELECT r.account_id, r.reverses_id FROM invoice r
                    WHERE r.account_id IN \(accounts) AND COALESCE(r.import_id, 0) <> \(importID) AND r.reverses_id IS NOT NULL)
        """
    }

    static func touchedDocuments(importID: Int64, in connection: Connection) throws -> [KeptRecord] {
        try connection.rows("SELECT t.account_id, t.id, t.number FROM (\(touched(importID, of: "(SELECT i.account_id FROM invoice i WHERE i.import_id = \(importID))"))) t ORDER BY t.number, t.id") { row in
            KeptRecord(subject: DocumentRecord.subject, id: try row.get(1), account: try row.get(0), name: try row.get(2), reason: .referred)
        }
    }

    /// Accounts that have a document of this import, or lines of it in a document of another.
    static func accounts(importID: Int64, in connection: Connection) throws -> [Account.ID] {
        try connection.rows("""
            SELECT d.account_id FROM invoice d WHERE d.import_id = \(importID)
            UNION SELECT o.account_id FROM import_document m JOIN import i ON i.id = m.import_id
                JOIN document_source o ON o.source_system = i.source_system AND o.kind = m.kind AND o.source_id = m.source_id
                WHERE m.import_id = \(importID)
            ORDER BY 1
            """) { try $0.get(0) }
    }

    /// Removes lines, documents and payments; gives how many documents and lines went.
    static func remove(importID: Int64, _ accounts: [Account.ID], in connection: Connection) throws -> (Int, Int) {
        var documents = 0
        var lines = 0
        try noteDays(importID: importID, accounts, in: connection)
        for part in accounts.chunks(of: 400) {
            let kept: SQL = "(SELECT t.account_id, t.id FROM (\(touched(importID, of: "\(list: part)"))) t)"
            lines += try connection.execute("""
                DELETE FROM invoice_line WHERE account_id IN \(list: part) AND import_id = \(importID)
                    AND (account_id, invoice_id) NOT IN \(kept)
                """)
            try connection.execute("""
                DELETE FROM payment WHERE account_id IN \(list: part) AND import_id = \(importID)
                    AND (account_id, invoice_id) NOT IN \(kept)
                """)
            try restoreSources(importID, part, in: connection)
            try connection.execute("""
                DELETE FROM document_source WHERE (account_id, document_id) IN (
                    SELECT d.account_id, d.id FROM invoice d WHERE d.account_id IN \(list: part) AND d.import_id = \(importID)
                        AND (d.account_id, d.id) NOT IN \(kept))
                """)
            documents += try connection.execute("""
                DELETE FROM invoice WHERE account_id IN \(list: part) AND import_id = \(importID)
                    AND (account_id, id) NOT IN \(kept)
                """)
            try recountHeaders(importID, part, in: connection)
        }
        return (documents, lines)
    }

    /// Says of which days documents or lines go.
    private static func noteDays(importID: Int64, _ accounts: [Account.ID], in connection: Connection) throws {
        var days: [Day] = []
        for part in accounts.chunks(of: 400) {
            days += try connection.rows("""
                SELECT MIN(issued_on), MAX(issued_on) FROM invoice_line WHERE account_id IN \(list: part) AND import_id = \(importID)
                """) { [try $0.get(0, as: Day?.self), try $0.get(1, as: Day?.self)] }.flatMap { $0 }.compactMap(\.self)
        }
        try BookChanges.note(days, in: connection)
    }

    /// A document that this import had moved to another account belongs to the first one again.
    private static func restoreSources(_ importID: Int64, _ accounts: [Account.ID], in connection: Connection) throws {
        let reversed = try connection.rows("""
            SELECT r.number, o.kind, o.account_id, o.id FROM invoice r
            JOIN invoice o ON o.account_id = r.account_id AND o.id = r.reverses_id
            WHERE r.account_id IN \(list: accounts) AND r.import_id = \(importID)
            """) { row in
            (number: try row.get(0, as: String.self), kind: try row.get(1, as: String.self),
             account: try row.get(2, as: Account.ID.self), document: try row.get(3, as: SalesDocument.ID.self))
        }
        for document in reversed {
            try connection.execute("""
                UPDATE document_source SET account_id = \(document.account), document_id = \(document.document)
                WHERE kind = \(document.kind) AND source_id = \(document.number)
                    AND source_system = (SELECT source_system FROM import WHERE id = \(importID))
                """)
        }
    }

    /// Documents of other imports that had got lines from this one.
    private static func recountHeaders(_ importID: Int64, _ accounts: [Account.ID], in connection: Connection) throws {
        let inDocument: SQL = """
            FROM invoice_line l WHERE l.account_id = invoice.account_id AND l.issued_on = invoice.issued_on
                AND l.invoice_id = invoice.id
            """
        try connection.execute("""
            UPDATE invoice SET amount = (SELECT COALESCE(SUM(l.amount), 0) \(inDocument)),
                lines = (SELECT COUNT(*) \(inDocument))
            WHERE account_id IN \(list: accounts) AND COALESCE(import_id, 0) <> \(importID) AND number IN (
                SELECT m.source_id FROM import_document m WHERE m.import_id = \(importID))
            """)
    }
}
