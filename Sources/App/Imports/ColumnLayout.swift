import Basics
import Foundation

/// Columns of a sales file by what they hold, found by header or named by a mapping.
struct ColumnLayout: Sendable {
    var places: [SalesField: Int]
    /// For rows without a currency of their own.
    var currency: Currency
    var dateOrder: FieldReading.DateOrder

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
            return fields[place].trimmed
        }
        func optional(_ field: SalesField) -> String? {
            let value = text(field)
            return value.isEmpty ? nil : value
        }
        func refuse(_ reason: SetAsideReason) -> Result<SalesRow, SalesLayout.SetAside> { .failure(.init(reason)) }

        if fields.count <= SalesField.required.compactMap({ places[$0] }).max() ?? 0 { return refuse(.fieldCount) }
        guard let account = optional(.account) else { return refuse(.noCustomer) }
        guard let document = optional(.document) else { return refuse(.noDocument) }
        guard let item = optional(.item) else { return refuse(.noProduct) }
        guard let day = FieldReading.day(text(.date), order: dateOrder) else { return refuse(.badDate) }
        guard var quantity = FieldReading.plainNumber(text(.quantity)).flatMap({ Quantity($0) }) else { return refuse(.badQuantity) }
        var currency = self.currency
        if let code = optional(.currency) {
            guard let known = Currency(code) else { return refuse(.badCurrency) }
            currency = known
        }
        let saysReturn = optional(.kind).map { SalesField.returnWords.contains(Self.fold($0)) } ?? false
        if saysReturn, quantity.millionths > 0 { quantity.millionths.negate() }
        switch amounts(text(.price), text(.amount), quantity, currency, saysReturn) {
        case .failure(let problem): return .failure(problem)
        case .success(let (price, amount)):
            var cost: Int64?
            if let given = optional(.cost) {
                guard let read = Self.minor(given, currency) else { return refuse(.badAmount) }
                cost = amount < 0 && read > 0 ? -read : read
            }
            return .success(SalesRow(
                documentNumber: document, kind: saysReturn || amount < 0 ? .return : .invoice, day: day, accountCode: account,
                accountName: optional(.accountName), region: optional(.region), itemCode: item, itemName: optional(.itemName),
                categoryName: optional(.category), unit: optional(.unit), quantity: quantity, unitPrice: price,
                amount: amount, cost: cost, currency: currency
            ))
        }
    }

    /// Price and amount of a line; the one that the file lacks follows from the other.
    private func amounts(
        _ priceText: String, _ amountText: String, _ quantity: Quantity, _ currency: Currency, _ saysReturn: Bool
    ) -> Result<(UnitPrice, Int64), SalesLayout.SetAside> {
        var price: UnitPrice?
        if !priceText.isEmpty {
            guard let read = FieldReading.plainNumber(priceText).flatMap({ UnitPrice($0) }) else { return .failure(.init(.badPrice)) }
            price = read
        }
        if amountText.isEmpty {
            guard let price else { return .failure(.init(.badAmount)) }
            guard let amount = try? Money.line(quantity: quantity, unitPrice: price, currency) else {
                return .failure(.init(.tooLarge))
            }
            return .success((price, amount.minor))
        }
        guard var amount = Self.minor(amountText, currency) else { return .failure(.init(.badAmount)) }
        if saysReturn || quantity.millionths < 0, amount > 0 { amount.negate() }
        return .success((price ?? Self.price(amount, quantity, currency), amount))
    }

    private static func minor(_ text: String, _ currency: Currency) -> Int64? {
        FieldReading.plainNumber(text).flatMap { FixedDecimal.parse($0.utf8, decimals: currency.decimals)?.units }
    }

    /// The unit price that an amount implies, to six decimals, half away from zero.
    private static func price(_ amount: Int64, _ quantity: Quantity, _ currency: Currency) -> UnitPrice {
        guard quantity.millionths != 0 else { return UnitPrice(millionths: 0) }
        let numerator = Int128(amount.magnitude) * 1_000_000_000_000
        let price = numerator.roundedDivision(by: Int128(quantity.millionths.magnitude) * Int128(currency.minorPerMajor))
        return UnitPrice(millionths: Int64(clamping: price))
    }
}
