/// Booking orders, invoices, returns and payments by hand.
public struct BookingTexts: Sendable {
    public let book: String
    public let newOrder: String
    public let newInvoice: String
    public let newReturn: String
    public let number: String
    public let orderedOn: String
    public let issuedOn: String
    public let promisedOn: String
    public let dueOn: String
    public let currency: String
    public let lines: String
    public let line: @Sendable (Int) -> String
    public let product: String
    public let quantity: String
    public let unitPrice: String
    public let cost: String
    public let moreLines: String
    public let paidOn: String
    public let amount: String
    public let bookPayment: String
    public let paidTitle: @Sendable (String) -> String
    public let open: @Sendable (String) -> String
    public let settled: String
    public let reverse: String
    public let ofInvoice: String
    public let ofInvoiceHint: String
    public let reverseReturn: String
    public let reversePayment: String
    public let reversesPayment: String
    public let hasReturns: String
    public let ofDocument: @Sendable (String) -> String
    public let invoiced: String
    public let editOrder: String
    public let isReversed: String
    public let orders: String
    public let orderTitle: @Sendable (String, String) -> String
    public let noOrders: String
    public let noOrdersHint: String
    public let statusLabel: String
    public let confirmed: String
    public let shipped: String
    public let closed: String
    public let cancelled: String
}

public typealias BookingWords = Phrases<BookingTexts>
