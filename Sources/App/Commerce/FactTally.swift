import Basics

/// Adds up lines of one account and currency in one window, in any order.
struct FactTally {
    private(set) var facts: WindowFacts
    private var days = DistinctNumbers()
    private var products = DistinctNumbers()
    private var months = DistinctNumbers()

    init(_ currency: Currency, _ window: FactWindows.Window) {
        facts = WindowFacts(currency: currency, months: window.months)
    }

    mutating func add(_ line: FactLine, in window: FactWindows.Window, isStrategic: Bool) {
        facts.lines += 1
        facts.units += line.quantity
        if let cost = line.cost {
            facts.cost += cost
            facts.linesWithCost += 1
        }
        if isStrategic { facts.strategic += line.amount }
        let month = window.monthOfDay[line.day.number - window.period.from.number]
        facts.monthlyNet[month] += line.amount
        if line.isReturn {
            facts.returns += line.amount
        } else {
            facts.gross += line.amount
            days.insert(Int64(line.day.number))
            products.insert(line.product.value)
            months.insert(Int64(month))
        }
    }

    mutating func addEarlier(_ line: FactLine) { facts.earlierNet = (facts.earlierNet ?? 0) + line.amount }

    /// Amounts of the company's own currency are what they are; others are added up document by document.
    mutating func startConverted(isBase: Bool) {
        let isCosted = facts.lines > 0 && facts.linesWithCost == facts.lines
        (facts.baseNet, facts.baseMargin) = isBase ? (facts.net, isCosted ? facts.net - facts.cost : nil) : (0, isCosted ? 0 : nil)
    }

    mutating func add(_ document: ForeignDocument, at rates: ExchangeRates) {
        facts.baseNet = facts.baseNet.flatMap { sum in rates.converted(document.amount, document.currency, on: document.day).map { sum + $0 } }
        facts.baseMargin = facts.baseMargin.flatMap { sum in rates.converted(document.amount - document.cost, document.currency, on: document.day).map { sum + $0 } }
    }

    mutating func setPayments(_ payments: PaymentFacts) { facts.payments = payments }

    /// The facts, with what can only be counted at the end.
    mutating func finish(_ categories: [Product.ID: Category.ID]) -> WindowFacts {
        facts.orderDays = days.sorted.count
        facts.activeMonths = months.sorted.count
        let sold = products.sorted
        facts.products = sold.count
        facts.categories = Set(sold.compactMap { categories[Product.ID($0)] }).sorted()
        return facts
    }
}

/// A document in another currency than the company's.
struct ForeignDocument {
    var place: Int
    var currency: Currency
    var day: Day
    var amount: Int64 = 0
    var cost: Int64 = 0

    init(place: Int, currency: Currency, day: Day) { (self.place, self.currency, self.day) = (place, currency, day) }

    mutating func add(_ line: FactLine) {
        amount += line.amount
        cost += line.cost ?? 0
    }
}

/// What measuring needs of one booked line.
struct FactLine {
    var day: Day
    var product: Product.ID
    var isReturn: Bool
    /// Millionths.
    var quantity: Int64
    /// Minor units.
    var amount: Int64
    var cost: Int64?
}

/// Numbers that are counted once each; quick while few, and never more than twice as large as what is distinct.
struct DistinctNumbers {
    private var numbers: [Int64] = []
    private var limit = 64

    mutating func insert(_ number: Int64) {
        guard numbers.last != number else { return }
        if numbers.count == limit {
            numbers = sorted
            limit = max(64, 2 * numbers.count)
        }
        numbers.append(number)
    }

    var sorted: [Int64] { Set(numbers).sorted() }
}
