import Basics
import Foundation

/// Columns of a sales file by what they hold, found by header or named by a mapping.
struct ColumnLayout: Sendable {
    var places: [SalesField: Int]
    /// For rows without a currency of their own.
    var currency: Currency
    var dateOrder: FieldReading.DateOrder
    var decimal: NumberReading.DecimalSign = .point

    /// What is missing before a file can be read.
    struct Missing: Error, Equatable {
        var fields: [SalesField]
        var header: [String]
    }

    /// Matches headers to fields, each column to the first field that knows it.
    /// - Parameter mapping: header texts for fields, which come before the known names.
    static func match(header: [String], mapping: [SalesField: String] = [:]) -> Result<[SalesField: Int], Missing> {
        let folded = header.map(fold)
        var places: [SalesField: Int] = [:]
        for (field, name) in mapping {
            if let place = folded.firstIndex(of: fold(name)) { places[field] = place }
        }
        for field in SalesField.allCases where places[field] == nil {
            for name in field.headers {
                guard let place = folded.firstIndex(of: name), !places.values.contains(place) else { continue }
                places[field] = place
                break
            }
        }
        var missing = SalesField.required.filter { places[$0] == nil }
        if places[.price] == nil && places[.amount] == nil { missing.append(.amount) }
        return missing.isEmpty ? .success(places) : .failure(Missing(fields: missing, header: header))
    }

    /// Lower case, half width, without what stands in brackets, and without spaces, dots, dashes and underscores.
    static func fold(_ header: String) -> String {
        var folded = ""
        var depth = 0
        for scalar in header.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            switch scalar {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            case " ", "_", "-", ".", "/", "#", ":", "\u{FEFF}": continue
            default: if depth == 0 { folded.unicodeScalars.append(scalar) }
            }
        }
        return folded
    }

    func read(_ fields: [String]) -> Result<SalesRow, SalesLayout.SetAside> {
        func text(_ field: SalesField) -> String {
            guard let place = places[field], place < fields.count else { return "" }
            return fields[place].withoutInvisibleMarks.trimmed
        }
        func optional(_ field: SalesField) -> String? {
            let value = text(field)
            return value.isEmpty ? nil : value
        }
        if fields.count <= SalesField.required.compactMap({ places[$0] }).max() ?? 0 { return .failure(.init(.fieldCount)) }
        var problems: [RowProblem] = []
        func note(_ reason: SetAsideReason, _ field: SalesField) { problems.append(RowProblem(reason, field: field.rawValue)) }

        let account = optional(.account), document = optional(.document), item = optional(.item)
        if account == nil { note(.noCustomer, .account) }
        if document == nil { note(.noDocument, .document) }
        if item == nil { note(.noProduct, .item) }
        let day = FieldReading.day(text(.date), order: dateOrder).flatMap { FieldReading.years.contains($0.year) ? $0 : nil }
        if day == nil { note(.badDate, .date) }
        let saysReturn = optional(.kind).map { SalesField.returnWords.contains(Self.fold($0)) } ?? false
        var quantity = number(text(.quantity)).flatMap { Quantity($0) }
        if quantity == nil { note(.badQuantity, .quantity) }
        if saysReturn, let given = quantity, given.millionths > 0 { quantity?.millionths.negate() }
        var currency = self.currency
        if let code = optional(.currency) {
            if let known = Currency(code) { currency = known } else { note(.badCurrency, .currency) }
        }
        let amounts = amounts(text(.price), text(.amount), quantity ?? Quantity(millionths: 0), currency, saysReturn)
        if case .failure(let refused) = amounts { problems += refused.problems }
        let cost = optional(.cost).map { minor($0, currency) }
        if case .some(nil) = cost { note(.badAmount, .cost) }
        guard problems.isEmpty, let account, let document, let item, let day, let quantity, case .success(let sums) = amounts else {
            return .failure(.init(problems))
        }
        return .success(SalesRow(
            documentNumber: document, kind: saysReturn || sums.amount < 0 ? .return : .invoice, day: day, accountCode: account,
            accountName: optional(.accountName), region: optional(.region), itemCode: item, itemName: optional(.itemName),
            categoryName: optional(.category), unit: optional(.unit), quantity: quantity, unitPrice: sums.price,
            amount: sums.amount, cost: (cost ?? nil).map { sums.amount < 0 && $0 > 0 ? -$0 : $0 }, currency: currency, isAmountOff: sums.isOff
        ))
    }

    private typealias Sums = (price: UnitPrice, amount: Int64, isOff: Bool)

    /// Price and amount of a line; the one that the file lacks follows from the other.
    private func amounts(
        _ priceText: String, _ amountText: String, _ quantity: Quantity, _ currency: Currency, _ saysReturn: Bool
    ) -> Result<Sums, SalesLayout.SetAside> {
        var price: UnitPrice?
        if !priceText.isEmpty {
            guard let read = number(priceText).flatMap({ UnitPrice($0) }) else { return .failure(.init(.badPrice, .price)) }
            price = read
        }
        if amountText.isEmpty {
            guard let price else { return .failure(.init(.badAmount, .amount)) }
            guard let amount = try? Money.line(quantity: quantity, unitPrice: price, currency) else {
                return .failure(.init(.tooLarge, .price))
            }
            return .success((price, amount.minor, false))
        }
        guard var amount = minor(amountText, currency) else { return .failure(.init(.badAmount, .amount)) }
        if saysReturn || quantity.millionths < 0, amount > 0 { amount.negate() }
        guard let price else { return .success((Self.price(amount, quantity, currency), amount, false)) }
        return .success((price, amount, isOff(amount, quantity, price, priceText, currency)))
    }

    /// Whether an amount is not what quantity and price give, even if both price and amount were rounded as the file writes them.
    private func isOff(_ amount: Int64, _ quantity: Quantity, _ price: UnitPrice, _ priceText: String, _ currency: Currency) -> Bool {
        let (line, isTooLarge) = (Int128(quantity.millionths.magnitude) * Int128(price.millionths.magnitude))
            .multipliedReportingOverflow(by: Int128(currency.minorPerMajor))
        guard !isTooLarge else { return true }
        let unit: Int128 = 1_000_000_000_000
        let difference = (Int128(amount.magnitude) * unit - line).magnitude
        // Most amounts are exact to the half minor unit; only of others is it asked how many places the price has.
        guard difference > UInt128(unit / 2) else { return false }
        let places = (number(priceText) ?? "").split(separator: ".").dropFirst().first?.utf8.count ?? 0
        let step = (0..<min(places, 6)).reduce(Int128(1_000_000)) { step, _ in step / 10 }
        let slack = Int128(quantity.millionths.magnitude) * step * Int128(currency.minorPerMajor) / 2
        return difference > UInt128(slack + unit)
    }

    private func number(_ text: String) -> String? { NumberReading.plain(text, decimal: decimal) }

    private func minor(_ text: String, _ currency: Currency) -> Int64? {
        number(text).flatMap { FixedDecimal.parse($0.utf8, decimals: currency.decimals)?.units }
    }

    /// The unit price that an amount implies, to six decimals, half away from zero.
    private static func price(_ amount: Int64, _ quantity: Quantity, _ currency: Currency) -> UnitPrice {
        guard quantity.millionths != 0 else { return UnitPrice(millionths: 0) }
        let numerator = Int128(amount.magnitude) * 1_000_000_000_000
        let price = numerator.roundedDivision(by: Int128(quantity.millionths.magnitude) * Int128(currency.minorPerMajor))
        return UnitPrice(millionths: Int64(clamping: price))
    }
}
