import Basics
import Storage

extension FactStore {
    /// Measures some accounts in every window at once: each line, invoice and payment is read once, whatever is counted of it.
    ///
    /// Counting distinct days, products and categories in SQL sorts every account's lines several times; adding up rows that are
    /// merely read takes a third of the time.
    /// - Returns: the facts of each account with any, by currency and length of window.
    static func measure(
        _ accounts: [Account.ID], in windows: FactWindows, without line: Line? = nil, _ connection: Connection
    ) throws -> [Account.ID: [WindowFacts]] {
        var measuring = Measuring(windows)
        try measuring.readLines(of: accounts, without: line, in: connection)
        if windows.hasPayments { try measuring.readPayments(of: accounts, without: line, in: connection) }
        return measuring.finish()
    }
}

/// One pass over the books of some accounts.
private struct Measuring {
    private struct Key: Hashable {
        var account: Account.ID
        var currency: Currency
    }

    private let windows: FactWindows
    private var places: [Key: Int] = [:]
    private var keys: [Key] = []
    /// Per key, one tally for each window.
    private var tallies: [[FactTally]] = []
    /// Documents in other currencies than the company's: each is converted once, as a whole.
    private var foreign: [SalesDocument.ID: ForeignDocument] = [:]

    init(_ windows: FactWindows) { self.windows = windows }

    private mutating func place(_ account: Account.ID, _ currency: Currency) -> Int {
        let key = Key(account: account, currency: currency)
        // Lines come account by account, mostly.
        if let last = keys.last, last == key { return keys.count - 1 }
        if let place = places[key] { return place }
        places[key] = keys.count
        keys.append(key)
        tallies.append(windows.windows.map { FactTally(currency, $0) })
        return keys.count - 1
    }

    mutating func readLines(of accounts: [Account.ID], without line: FactStore.Line?, in connection: Connection) throws {
        let period = windows.period
        let besides: SQL = line.map { "AND NOT (l.invoice_id = \($0.document) AND l.line_no = \($0.number))" } ?? .empty
        try connection.forEach("""
            SELECT l.account_id, l.currency, l.issued_on, l.product_id, l.is_return, l.quantity, l.amount, l.cost, l.invoice_id FROM invoice_line l
            WHERE l.account_id IN \(list: accounts) AND l.issued_on >= \(period.from) AND l.issued_on < \(period.to) \(besides)
            """) { row in
            let line = FactLine(
                day: try row.get(2), product: try row.get(3), isReturn: try row.get(4), quantity: try row.get(5), amount: try row.get(6),
                cost: try row.get(7)
            )
            let currency: Currency = try row.get(1), place = place(try row.get(0), currency)
            add(line, at: place)
            if currency != windows.rates.base { foreign[try row.get(8), default: .init(place: place, currency: currency, day: line.day)].add(line) }
        }
    }

    private mutating func add(_ line: FactLine, at place: Int) {
        let isStrategic = !windows.strategic.isEmpty && windows.categories[line.product].map(windows.strategic.contains) == true
        for (index, window) in windows.windows.enumerated() {
            if window.period.contains(line.day) {
                tallies[place][index].add(line, in: window, isStrategic: isStrategic)
            } else if windows.comparesEarlier, window.earlier.contains(line.day) {
                tallies[place][index].addEarlier(line)
            }
        }
    }

    mutating func readPayments(of accounts: [Account.ID], without line: FactStore.Line?, in connection: Connection) throws {
        var open: [SalesDocument.ID: OpenDocument] = [:]
        try connection.forEach("""
            SELECT d.account_id, d.id, d.currency, d.amount, CASE WHEN d.kind = \(SalesDocument.Kind.invoice.rawValue) THEN d.due_on END FROM invoice d
            WHERE d.account_id IN \(list: accounts) AND d.issued_on < \(windows.end)
            """) { row in
            let id: SalesDocument.ID = try row.get(1)
            if let line, line.isAlone, line.document == id { return }
            open[id] = OpenDocument(
                place: place(try row.get(0), try row.get(2)), dueOn: try row.get(4),
                amount: try row.get(3, as: Int64.self) - (id == line?.document ? line?.amount ?? 0 : 0)
            )
        }
        try connection.forEach("""
            SELECT p.invoice_id, p.paid_on, p.amount FROM payment p
            WHERE p.account_id IN \(list: accounts) AND p.paid_on < \(windows.end)
            """) { row in
            let document: SalesDocument.ID = try row.get(0)
            open[document]?.pay(try row.get(2), on: try row.get(1))
        }
        var payments: [Int: [PaymentFacts]] = [:]
        let none = windows.windows.map { _ in PaymentFacts() }
        for document in open.values {
            for (index, window) in windows.windows.enumerated() { payments[document.place, default: none][index].add(document, window) }
        }
        for (place, windows) in payments {
            for (index, facts) in windows.enumerated() { tallies[place][index].setPayments(facts) }
        }
    }

    mutating func finish() -> [Account.ID: [WindowFacts]] {
        for place in keys.indices {
            for index in tallies[place].indices { tallies[place][index].startConverted(isBase: keys[place].currency == windows.rates.base) }
        }
        for document in foreign.values {
            for (index, window) in windows.windows.enumerated() where window.period.contains(document.day) {
                tallies[document.place][index].add(document, at: windows.rates)
            }
        }
        var result: [Account.ID: [WindowFacts]] = [:]
        for place in keys.indices.sorted(by: { keys[$0].currency < keys[$1].currency }) {
            for index in tallies[place].indices {
                result[keys[place].account, default: []].append(tallies[place][index].finish(windows.categories))
            }
        }
        return result
    }
}

/// A document and what was paid of it.
private struct OpenDocument {
    var place: Int
    /// Nil for what is never due: returns and reversals.
    var dueOn: Day?
    var amount: Int64
    var paid: Int64 = 0
    var paidOnTime: Int64 = 0

    mutating func pay(_ part: Int64, on day: Day) {
        paid += part
        if let dueOn, day <= dueOn { paidOnTime += part }
    }
}

extension PaymentFacts {
    /// What is paid by the due day counts as on time; a partial payment counts by its part.
    fileprivate mutating func add(_ document: OpenDocument, _ window: FactWindows.Window) {
        let remaining = document.amount - document.paid
        receivable += remaining
        guard let dueOn = document.dueOn else { return }
        if window.period.contains(dueOn) {
            due += document.amount
            paidOnTime += document.paidOnTime
        }
        if dueOn < window.period.to.advanced(by: -90) { overdue90 += remaining }
    }
}
