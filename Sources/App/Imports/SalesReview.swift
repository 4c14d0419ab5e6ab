import Basics
import Storage

/// What importing a sales file would do, judged row by row by the rules of the import itself and against what is booked; writes nothing.
///
/// What it remembers of a file are numbers, not texts: 32 bytes per document, 8 per account and product.
struct SalesReview: Sendable {
    private(set) var review = ImportReview()
    private let sourceSystem: String
    private var volume = BookedVolume()
    private var traces: [UInt64: Trace] = [:]
    private var currencies: [Currency] = []
    private var soldAccounts: Set<Int64> = []
    private var soldProducts: Set<Int64> = []

    /// What the file has shown of a document; a file has hundreds of thousands of them, so each takes as little room as it can.
    private struct Trace: Sendable {
        /// Where the file has booked it; 0 for documents of the books.
        var account: Int64 = 0
        var day: Int32 = 0
        var lines: Int32
        var salesLines: Int32
        /// Its place in `currencies`.
        var currency: UInt16 = 0
    }

    init(sourceSystem: String) { self.sourceSystem = sourceSystem }

    /// What the books know of a part's rows; asked in a transaction, judged outside it.
    struct Knowledge: Sendable {
        fileprivate var part: SalesImportPart
        fileprivate var accounts: [String: Account.ID]
        fileprivate var products: [String: Product.ID]

        init(_ rows: [SalesRow], sourceSystem: String, volume: BookedVolume, in connection: Connection) throws {
            part = try SalesImportPart(rows, sourceSystem: sourceSystem, volume: volume, seen: { _ in [:] }, in: connection)
            accounts = try AccountStore.identifiers(codes: Array(Set(rows.map(\.accountCode))), in: connection)
            products = try ProductStore.identifiers(codes: Array(Set(rows.map(\.itemCode))), in: connection)
        }
    }

    /// Judges a part of the file.
    /// - Returns: the rows that would be set aside and need somebody's eyes.
    @discardableResult mutating func judge(_ part: SalesImport.Part, in database: Database) async throws -> [SalesImport.SetAsideRow] {
        let rows = part.understood.map(\.sales), system = sourceSystem, volume = volume
        var known = try await database.read { try Knowledge(rows, sourceSystem: system, volume: volume, in: $0) }
        for key in known.part.states.keys { recall(key, &known.part) }
        var left = part.refused
        for (source, row) in part.understood {
            // An account or product that the books do not have gets a number that they never give.
            let account = known.accounts[row.accountCode] ?? Account.ID(Self.stranger(row.accountCode))
            let product = known.products[row.itemCode] ?? Product.ID(Self.stranger(row.itemCode))
            if let reason = known.part.add(row, account: account, product: product) {
                left.append(SalesImport.SetAsideRow(row: source, problems: [RowProblem(reason)]))
                continue
            }
            review.tally.count(row)
            if row.isAmountOff {
                review.amountsOff += 1
                review.firstAmountOff = review.firstAmountOff ?? source.number
            }
            guard !row.kind.isReturn else { continue }
            soldAccounts.insert(account.value)
            soldProducts.insert(product.value)
        }
        self.volume = known.part.volume
        for (key, state) in known.part.states { trace(key, state) }
        return count(part, left.sorted { $0.row.number < $1.row.number }, known.part)
    }

    private mutating func count(_ part: SalesImport.Part, _ left: [SalesImport.SetAsideRow], _ judged: SalesImportPart) -> [SalesImport.SetAsideRow] {
        review.tally.rows += part.understood.count + part.refused.count
        review.tally.invoices += judged.newlySoldDocuments
        review.tally.accounts = soldAccounts.count
        review.tally.items = soldProducts.count
        // Rows that are booked already need nobody's eyes: they are counted as known.
        let wrong = left.filter { $0.reason != .alreadyImported }
        review.tally.unchanged += left.count - wrong.count
        for entry in wrong { review.tally.setAside(entry.reason) }
        return wrong
    }

    // MARK: Documents that several parts name

    private mutating func recall(_ key: ImportStore.DocumentKey, _ part: inout SalesImportPart) {
        guard let trace = traces[Self.hash(key)] else {
            if part.states[key]?.document != nil { review.knownDocuments += 1 }
            return
        }
        part.setSeen(.init(lines: Int(trace.lines), salesLines: Int(trace.salesLines)), for: key)
        guard trace.account != 0 else { return }
        part.assume(SalesDocument(
            id: SalesDocument.ID(0), accountID: Account.ID(trace.account), kind: key.kind, number: key.number, issuedOn: Day(number: Int(trace.day)),
            currency: currencies[Int(trace.currency)], amount: 0, lines: 0
        ), for: key)
    }

    private mutating func trace(_ key: ImportStore.DocumentKey, _ state: SalesImportPart.State) {
        let lines = Int32(clamping: state.seen.lines), salesLines = Int32(clamping: state.seen.salesLines)
        var trace = traces[Self.hash(key)] ?? Trace(lines: lines, salesLines: salesLines)
        (trace.lines, trace.salesLines) = (lines, salesLines)
        if state.isNew, let document = state.document {
            (trace.account, trace.day) = (document.accountID.value, Int32(clamping: document.issuedOn.number))
            trace.currency = place(of: document.currency)
        }
        traces[Self.hash(key)] = trace
    }

    /// There are some hundred currencies in the world, and 17,576 codes at most.
    private mutating func place(of currency: Currency) -> UInt16 {
        if let known = currencies.firstIndex(of: currency) { return UInt16(known) }
        currencies.append(currency)
        return UInt16(currencies.count - 1)
    }

    /// Eight bytes stand for a text; that two of a hundred million have the same is less likely than a fault of the memory.
    private static func hash(_ value: some Hashable) -> UInt64 { UInt64(bitPattern: Int64(value.hashValue)) }

    private static func stranger(_ code: String) -> Int64 { -1 - Int64(hash(code) >> 2) }
}
