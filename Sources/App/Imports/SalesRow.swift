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
    /// Whether quantity times price is something else than the amount, by more than rounding: a discount, a tax, or a mistake.
    var isAmountOff = false
}

extension SalesRow {
    /// The texts that are longer than a form would take.
    var tooLong: [RowProblem] {
        let texts: [(SalesField, String?, Int)] = [
            (.document, documentNumber, TextLimit.code), (.account, accountCode, TextLimit.code), (.accountName, accountName, TextLimit.name),
            (.region, region, TextLimit.reference), (.item, itemCode, TextLimit.code), (.itemName, itemName, TextLimit.name),
            (.category, categoryName, TextLimit.name), (.unit, unit, TextLimit.unit),
        ]
        return texts.compactMap { field, text, limit in
            // Bytes are counted first: counting characters takes longer, and there are never more of them.
            guard let text, text.utf8.count > limit, text.count > limit else { return nil }
            return RowProblem(.badValue, field: field.rawValue, detail: .tooLong(limit: limit))
        }
    }
}

/// One thing that is wrong with a row of a file.
struct RowProblem: Sendable, Hashable, Codable {
    var reason: SetAsideReason
    /// The field of the import; nil when it is the row as a whole.
    var field: String?
    /// The same as a form would say it, for values that forms check too.
    var detail: FieldProblem?

    init(_ reason: SetAsideReason, field: String? = nil, detail: FieldProblem? = nil) {
        (self.reason, self.field, self.detail) = (reason, field, detail)
    }
}

/// Why a row was not booked; the row itself goes to the file of set-aside rows.
public enum SetAsideReason: String, CaseIterable, Sendable, Codable {
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
    case severalAccounts = "several-accounts"
    case possibleDuplicate = "possible-duplicate"
    case repeated = "repeated-in-file"
    case leftOut = "left-out-by-hand"
}
