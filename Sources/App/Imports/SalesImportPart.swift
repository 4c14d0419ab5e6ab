import Basics
import Storage

/// One part of a sales file on its way into the books: the documents it names and what is known of them.
struct SalesImportPart {
    private struct State {
        var seen: ImportStore.Seen
        /// Nil until the document is booked.
        var document: SalesDocument?
        /// What an earlier import booked; nil when this run made the document.
        var booked: [Int: SalesLine]?
        var newLines: [SalesLine] = []
        var isNew = false
    }

    private let importID: ImportRecord.ID
    private let sourceSystem: String
    private var states: [ImportStore.DocumentKey: State] = [:]
    private var order: [ImportStore.DocumentKey] = []
    private var booking: SalesBooking
    /// One for every document that the books may not know yet.
    private var freshIDs: ArraySlice<SalesDocument.ID> = []
    private(set) var newlySoldDocuments = 0

    init(_ rows: [SalesRow], importer: SalesImporter, in connection: Connection) throws {
        importID = importer.importID
        sourceSystem = importer.sourceSystem
        booking = SalesBooking(importID: importer.importID.value, at: importer.now)
        for row in rows {
            let key = ImportStore.DocumentKey(kind: row.kind, number: row.documentNumber)
            if states.updateValue(State(seen: .init()), forKey: key) == nil { order.append(key) }
        }
        for (key, seen) in try ImportStore.seen(order, by: importID, in: connection) { states[key]?.seen = seen }
        try findBooked(in: connection)
        let unknown = order.filter { states[$0]?.document == nil }.count
        freshIDs = try connection.newIdentifiers("invoice", count: unknown)[...]
    }

    private mutating func freshID(in connection: Connection) throws -> SalesDocument.ID {
        if let id = freshIDs.popFirst() { return id }
        return try connection.newIdentifiers("invoice", count: 1)[0]
    }

    private mutating func findBooked(in connection: Connection) throws {
        for kind in [SalesDocument.Kind.invoice, .return] {
            let numbers = order.filter { $0.kind == kind }.map(\.number)
            let found = try DocumentSources.find(system: sourceSystem, kind: kind, numbers: numbers, in: connection)
            for (number, document) in found {
                let key = ImportStore.DocumentKey(kind: kind, number: number)
                states[key]?.document = document
                states[key]?.booked = try DocumentSources.lines(of: document, in: connection)
            }
        }
    }

    /// Takes one row; nil when it will be booked.
    mutating func add(
        _ row: SalesRow, account: Account.ID, product: Product.ID, in connection: Connection
    ) throws -> SetAsideReason? {
        let key = ImportStore.DocumentKey(kind: row.kind, number: row.documentNumber)
        guard var state = states.removeValue(forKey: key) else { return .unreadable }
        defer { states[key] = state }
        let line = SalesLine(
            number: state.seen.lines + 1, productID: product, quantity: row.quantity, unitPrice: row.unitPrice,
            amount: row.amount, cost: row.cost
        )
        if let document = state.document, document.accountID != account {
            // Two customers under one number in one file: which of them is right, only people can say.
            guard state.seen.lines == 0, !state.isNew else { return .conflict }
            try reverse(document, Array((state.booked ?? [:]).values), in: connection)
            state.document = nil
            state.booked = nil
        }
        if let document = state.document, document.issuedOn != row.day || document.currency != row.currency { return .conflict }
        state.seen.lines += 1
        if let booked = state.booked?[line.number] { return booked == line ? .alreadyImported : .conflict }
        if state.document == nil {
            state.document = SalesDocument(
                id: try freshID(in: connection), accountID: account, kind: row.kind,
                number: row.documentNumber, issuedOn: row.day, currency: row.currency, amount: 0, lines: 0
            )
            state.isNew = true
        }
        if !row.kind.isReturn {
            if state.seen.salesLines == 0 { newlySoldDocuments += 1 }
            state.seen.salesLines += 1
        }
        state.newLines.append(line)
        return nil
    }

    /// The document came back under another account: what was booked there is taken back by a reversing document.
    private mutating func reverse(_ document: SalesDocument, _ lines: [SalesLine], in connection: Connection) throws {
        var reversal = document
        reversal.id = try freshID(in: connection)
        // Taking back a return belongs to the returns, so that gross sales and returns both come out right.
        reversal.kind = document.kind == .invoice ? .reversal : .return
        reversal.reversesID = document.id
        booking.book(reversal, lines.sorted { $0.number < $1.number }.map { line in
            SalesLine(
                number: line.number, productID: line.productID, quantity: Quantity(millionths: -line.quantity.millionths),
                unitPrice: line.unitPrice, amount: -line.amount, cost: line.cost.map { -$0 }
            )
        })
    }

    mutating func finish(in connection: Connection) throws {
        var created: [SalesDocument] = []
        for key in order {
            guard let state = states[key], let document = state.document, !state.newLines.isEmpty else { continue }
            if state.isNew {
                booking.book(document, state.newLines)
                created.append(document)
            } else {
                booking.add(state.newLines, to: document)
            }
        }
        try DocumentSources.book(system: sourceSystem, created, in: connection)
        try booking.finish(in: connection)
        try ImportStore.save(states.mapValues(\.seen), by: importID, in: connection)
    }
}
