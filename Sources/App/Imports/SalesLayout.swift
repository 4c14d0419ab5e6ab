import Basics

/// How the columns of a sales file are understood.
enum SalesLayout: Sendable {
    /// The public "Online Retail" file, with its own rules for what is a sale.
    case onlineRetail(OnlineRetailLayout)
    /// Columns found by their headers or named by a mapping file.
    case columns(ColumnLayout)

    var name: String {
        switch self {
        case .onlineRetail: "online-retail"
        case .columns: "columns"
        }
    }

    /// - Parameter fields: the row's texts, one per column of the header.
    func read(_ fields: [String]) -> Result<SalesRow, SetAside> {
        let row = switch self {
        case .onlineRetail(let layout): layout.read(fields)
        case .columns(let layout): layout.read(fields)
        }
        return row.flatMap { row in
            let long = row.tooLong
            guard long.isEmpty else { return .failure(.init(long)) }
            let isWithinLimits = BookLimit.allows(amount: row.amount) && BookLimit.allows(amount: row.cost ?? 0) && BookLimit.allows(quantity: row.quantity)
            return isWithinLimits ? .success(row) : .failure(.init(.tooLarge))
        }
    }

    /// `Result` wants an error; a set-aside row is an expected outcome.
    struct SetAside: Error {
        /// Everything that is wrong with the row; the first is what it is counted under.
        var problems: [RowProblem]
        init(_ problems: [RowProblem]) { self.problems = problems }
        init(_ reason: SetAsideReason, _ field: SalesField? = nil) { problems = [RowProblem(reason, field: field?.rawValue)] }
    }
}

/// The UCI "Online Retail" file (Daqing Chen, 2015): invoices of a UK wholesaler of gifts.
///
/// A sales line has a customer, an invoice number that begins with a digit, a product code of five digits and up to three
/// letters, a positive quantity and a positive price. A return line is the same on a `C` invoice with a negative quantity.
struct OnlineRetailLayout: Sendable {
    var currency: Currency
    private var invoice = 0, item = 0, description = 0, quantity = 0, date = 0, price = 0, customer = 0, country = 0

    /// Nil unless the header has the file's eight columns.
    init?(header: [String], currency: Currency?) {
        self.currency = currency ?? .gbp
        func place(_ name: String) -> Int? { header.firstIndex { $0.lowercased() == name } }
        guard let invoice = place("invoiceno"), let item = place("stockcode"), let description = place("description"),
              let quantity = place("quantity"), let date = place("invoicedate"), let price = place("unitprice"),
              let customer = place("customerid"), let country = place("country") else { return nil }
        (self.invoice, self.item, self.description, self.quantity) = (invoice, item, description, quantity)
        (self.date, self.price, self.customer, self.country) = (date, price, customer, country)
    }

    func read(_ fields: [String]) -> Result<SalesRow, SalesLayout.SetAside> {
        guard let parts = fields.count > max(invoice, item, description, quantity, date, price, customer, country)
            ? fields.map(\.withoutInvisibleMarks) : nil else { return .failure(.init(.fieldCount)) }
        guard !parts[customer].isEmpty else { return .failure(.init(.noCustomer, .account)) }
        let code = parts[item].trimmed.uppercased()
        guard Self.isProduct(code) else { return .failure(.init(.notAProduct, .item)) }
        guard let count = Quantity(parts[quantity].trimmed) else { return .failure(.init(.badQuantity, .quantity)) }
        guard let unitPrice = UnitPrice(parts[price].trimmed) else { return .failure(.init(.badPrice, .price)) }
        guard let day = Day(parts[date].prefix(10)), FieldReading.years.contains(day.year) else { return .failure(.init(.badDate, .date)) }
        let kind: SalesDocument.Kind
        switch parts[invoice].utf8.first {
        case UInt8(ascii: "C"):
            guard count.millionths < 0 else { return .failure(.init(.quantityNotNegative, .quantity)) }
            kind = .return
        case .some(48...57):
            guard count.millionths > 0 else { return .failure(.init(.stockAdjustment, .quantity)) }
            kind = .invoice
        default:
            return .failure(.init(.notAnInvoice, .document))
        }
        guard unitPrice.millionths > 0 else { return .failure(.init(.priceNotPositive, .price)) }
        guard let amount = try? Money.line(quantity: count, unitPrice: unitPrice, currency) else {
            return .failure(.init(.tooLarge))
        }
        return .success(SalesRow(
            documentNumber: parts[invoice], kind: kind, day: day, accountCode: parts[customer].trimmed,
            region: parts[country].isEmpty ? nil : parts[country], itemCode: code,
            itemName: parts[description].isEmpty ? nil : parts[description].trimmed, quantity: count, unitPrice: unitPrice,
            amount: amount.minor, currency: currency
        ))
    }

    /// Five digits and up to three letters; postage, bank charges, gift vouchers and the like are not products.
    static func isProduct(_ code: String) -> Bool {
        let bytes = Array(code.utf8)
        return (5...8).contains(bytes.count) && bytes.prefix(5).allSatisfy { (48...57).contains($0) }
            && bytes.dropFirst(5).allSatisfy { (65...90).contains($0) }
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return String(self) }
        let body = drop(while: \.isWhitespace)
        guard let end = body.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(body[...end])
    }
}
