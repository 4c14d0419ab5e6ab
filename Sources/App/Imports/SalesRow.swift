import Basics

/// One line of a sales file, understood: what the importer books.
struct SalesRow: Sendable {
    var documentNumber: String
    var kind: SalesDocument.Kind
    var day: Day
    var accountCode: String
    var accountName: String?
    var region: String?
    var itemCode: String
    var itemName: String?
    var categoryName: String?
    var unit: String?
    var quantity: Quantity
    var unitPrice: UnitPrice
    /// Minor units.
    var amount: Int64
    var cost: Int64?
    var currency: Currency
}

/// Why a row was not booked; the row itself goes to the file of set-aside rows.
public enum SetAsideReason: String, CaseIterable, Sendable {
    case alreadyImported = "already-imported"
    case conflict = "differs-from-booked"
    case noCustomer = "no-customer"
    case notAnInvoice = "not-an-invoice"
    case notAProduct = "not-a-product"
    case stockAdjustment = "stock-adjustment"
    case priceNotPositive = "price-not-positive"
    case quantityNotNegative = "return-without-negative-quantity"
    case noDocument = "no-document-number"
    case noProduct = "no-product"
    case badQuantity = "unreadable-quantity"
    case badPrice = "unreadable-price"
    case badAmount = "unreadable-amount"
    case badDate = "unreadable-date"
    case badCurrency = "unknown-currency"
    case tooLarge = "amount-too-large"
    case fieldCount = "wrong-number-of-fields"
    case unreadable = "unreadable-row"
    case missingValue = "missing-value"
    case badValue = "value-not-allowed"
    case unknownAccount = "unknown-account"
    case possibleDuplicate = "possible-duplicate"
    case repeated = "repeated-in-file"
    case leftOut = "left-out-by-hand"
}
