import Basics
import Storage

/// One part of a sales file on its way into the books: the documents it names, what is known of them, and what each row would do.
///
/// It reads what it needs at first and writes at the end, so that a review judges rows by the same rules and then leaves it.
struct SalesImportPart {
    /// What a file has shown of a document so far.
    struct State: Sendable {
        var seen = ImportStore.Seen()
        /// Where the document is booked, or will be; nil until somebody books it.
        var document: SalesDocument?
        /// What an earlier import booked; nil when this run made the document.
        var booked: [Int: SalesLine]?
        fileprivate var newLines: [SalesLine] = []
        fileprivate(set) var isNew = false
    }

    private(set) var states: [ImportStore.DocumentKey: State] = [:]
    private var order: [ImportStore.DocumentKey] = []
    private let sourceSystem: String
    /// Documents that came back under another account, with the lines that are taken back there.
    private var reversed: [(document: SalesDocument, lines: [SalesLine])] = []
    private(set) var newlySoldDocuments = 0
    /// What the file comes to with the lines of this part.
    private(set) var volume: BookedVolume

    /// - Parameter seen: how many lines of each document the file had before this part.
    init(
        _ rows: [SalesRow], sourceSystem: String, volume: BookedVolume,
        seen: ([ImportStore.DocumentKey]) throws -> [ImportStore.DocumentKey: ImportStore.Seen], in connection: Connection
    ) throws {
        self.sourceSystem = sourceSystem
        self.volume = volume
        for row in rows {
            let key = ImportStore.DocumentKey(row)
            if states.updateValue(State(), forKey: key) == nil { order.append(key) }
        }
        for (key, seen) in try seen(order) { states[key]?.seen = seen }
        try findBooked(in: connection)
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

    mutating func setSeen(_ seen: ImportStore.Seen, for key: ImportStore.DocumentKey) { states[key]?.seen = seen }

    /// Says of a document that this file has brought, or moved to another account, what the books cannot know yet.
    mutating func assume(_ document: SalesDocument, for key: ImportStore.DocumentKey) {
        states[key]?.document = document
        states[key]?.booked = nil
    }

    /// Takes one row; nil when it will be booked.
    mutating func add(_ row: SalesRow, account: Account.ID, product: Product.ID) -> SetAsideReason? {
        let key = ImportStore.DocumentKey(row)
        guard var state = states.removeValue(forKey: key) else { return .unreadable }
        defer { states[key] = state }
        let line = SalesLine(
            number: state.seen.lines + 1, productID: product, quantity: row.quantity, unitPrice: row.unitPrice,
            amount: row.amount, cost: row.cost
        )
        let isMoved = state.document.map { $0.accountID != account } ?? false
        // Two customers under one number in one file: which of them is right, only people can say.
        if isMoved, state.seen.lines > 0 || state.isNew { return .conflict }
        if !isMoved, let document = state.document, document.issuedOn != row.day || document.currency != row.currency { return .conflict }
        state.seen.lines += 1
        if !isMoved, let booked = state.booked?[line.number] { return booked == line ? .alreadyImported : .conflict }
        guard volume.allows(amount: row.amount, cost: row.cost, quantity: row.quantity, row.currency) else { return .tooLarge }
        volume.add(amount: row.amount, cost: row.cost, quantity: row.quantity, row.currency)
        if isMoved, let document = state.document {
            reversed.append((document, (state.booked ?? [:]).values.sorted { $0.number < $1.number }))
            (state.document, state.booked) = (nil, nil)
        }
        if state.document == nil {
            state.document = SalesDocument(
                id: SalesDocument.ID(0), accountID: account, kind: row.kind, number: row.documentNumber, issuedOn: row.day,
                currency: row.currency, amount: 0, lines: 0
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

    /// Books what was taken.
    mutating func finish(importID: ImportRecord.ID, at now: Timestamp, in connection: Connection) throws {
        var booking = SalesBooking(importID: importID.value, from: sourceSystem, at: now)
        var created: [SalesDocument] = []
        let new = order.filter { states[$0]?.isNew == true }
        // What somebody took back by hand is not taken back again.
        let standing = try SalesStore.reversed(reversed.map(\.document), in: connection)
        reversed.removeAll { standing.contains($0.document.id) }
        var fresh: ArraySlice<SalesDocument.ID> = try connection.newIdentifiers("invoice", count: new.count + reversed.count)[...]
        for (document, lines) in reversed {
            guard let id = fresh.popFirst() else { break }
            book(reversalOf: document, lines, as: id, &booking)
        }
        for key in order {
            guard let state = states[key], var document = state.document, !state.newLines.isEmpty else { continue }
            guard state.isNew else {
                booking.add(state.newLines, to: document)
                continue
            }
            guard let id = fresh.popFirst() else { break }
            document.id = id
            booking.book(document, state.newLines)
            created.append(document)
        }
        try DocumentSources.book(system: sourceSystem, created, in: connection)
        try booking.finish(in: connection)
        try ImportStore.save(states.mapValues(\.seen), by: importID, in: connection)
    }

    /// The document came back under another account: what was booked there is taken back by a reversing document.
    private func book(reversalOf document: SalesDocument, _ lines: [SalesLine], as id: SalesDocument.ID, _ booking: inout SalesBooking) {
        var reversal = document
        reversal.id = id
        // Taking back a return belongs to the returns, so that gross sales and returns both come out right.
        reversal.kind = document.kind == .invoice ? .reversal : .return
        reversal.reversesID = document.id
        booking.book(reversal, lines.map { line in
            SalesLine(
                number: line.number, productID: line.productID, quantity: Quantity(millionths: -line.quantity.millionths),
                unitPrice: line.unitPrice, amount: -line.amount, cost: line.cost.map { -$0 }
            )
        })
    }
}

extension ImportStore.DocumentKey {
    init(_ row: SalesRow) { self.init(kind: row.kind, number: row.documentNumber) }
}
