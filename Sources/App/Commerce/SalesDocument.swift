import Basics

/// An invoice, or a document that takes one back; immutable once booked.
public struct SalesDocument: Sendable, Hashable {
    public typealias ID = Identifier<SalesDocument>

    public var id: ID
    public var accountID: Account.ID
    public var kind: Kind
    /// The number people know it by.
    public var number: String
    public var issuedOn: Day
    public var dueOn: Day?
    public var orderID: SalesOrder.ID?
    /// The document that this one takes back, where the source says so.
    public var reversesID: ID?
    public var currency: Currency
    /// Minor units; the sum of its lines. Negative for returns.
    public var amount: Int64
    public var lines: Int

    public enum Kind: String, Sendable, CaseIterable {
        case invoice
        /// Goods or money given back: negative lines, counted as returns.
        case `return`
        /// Takes a document back, line by line with the opposite signs: an invoice out of gross sales, a return out of returns.
        case reversal

        var isReturn: Bool { self == .return }
    }
}

/// One line of a sales document.
public struct SalesLine: Sendable, Hashable {
    /// 1, 2, 3… within its document.
    public var number: Int
    public var productID: Product.ID
    public var quantity: Quantity
    public var unitPrice: UnitPrice
    /// Minor units of the document's currency.
    public var amount: Int64
    /// What the goods cost us, minor units; nil when the source does not say.
    public var cost: Int64?

    public init(
        number: Int, productID: Product.ID, quantity: Quantity, unitPrice: UnitPrice, amount: Int64, cost: Int64?
    ) {
        self.number = number
        self.productID = productID
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.amount = amount
        self.cost = cost
    }
}

/// What a customer asked for, before it is delivered and invoiced.
public struct SalesOrder: Sendable, Hashable {
    public typealias ID = Identifier<SalesOrder>

    public var id: ID
    public var accountID: Account.ID
    public var number: String
    public var orderedOn: Day
    public var promisedOn: Day?
    public var status: String
    public var currency: Currency
    public var amount: Int64
    public var lines: [SalesLine]
}

/// Money received for an invoice.
public struct Payment: Sendable, Hashable {
    public typealias ID = Identifier<Payment>

    public var id: ID
    public var accountID: Account.ID
    public var invoiceID: SalesDocument.ID
    public var paidOn: Day
    /// Negative when it takes another payment back.
    public var amount: Money
    /// The payment that this one takes back.
    public var reversesID: ID?
}

/// Something we sell.
public struct Product: Sendable, Hashable {
    public typealias ID = Identifier<Product>

    public var id: ID
    public var code: String
    public var name: String
    public var englishName: String?
    public var categoryID: Category.ID?
    public var unit: String?
}

/// A group of products.
public struct Category: Sendable, Hashable {
    public typealias ID = Identifier<Category>

    public var id: ID
    public var code: String
    public var name: String
    public var englishName: String?
    /// Whether the company's strategy is to sell more of it; a criterion of business impact.
    public var isStrategic: Bool
}
