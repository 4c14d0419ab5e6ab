import Basics
import Interface
import Storage

/// What needs more than one field, or the books, to be judged.
extension DocumentForm {
    func checkHeader(_ form: inout RecordForm, _ account: AccountSummary, in connection: Connection) throws {
        if let day = form["issuedOn"].flatMap({ Day($0) }) {
            if day > visit.today { form.set(.after(visit.text(visit.today)), for: "issuedOn") }
            if let due = form["dueOn"].flatMap({ Day($0) }), due < day { form.set(.before(visit.text(day)), for: "dueOn") }
        }
        if let number = form["number"], try isTaken(number, account.id, in: connection) { form.set(.taken(number), for: "number") }
    }

    /// Orders often have their customer's numbers, so they are told apart per account only.
    private func isTaken(_ number: String, _ account: Account.ID, in connection: Connection) throws -> Bool {
        guard let kind = documentKind else { return try SalesStore.hasOrder(number, account, in: connection) }
        let booked = try DocumentSources.find(system: DocumentRecord.sourceSystem, kind: kind, numbers: [number], in: connection)
        return try booked[number] != nil || SalesStore.hasDocument(number, kind, account, in: connection)
    }

    private var documentKind: SalesDocument.Kind? {
        switch kind {
        case .order: nil
        case .invoice: .invoice
        case .return: .return
        }
    }

    /// The invoice that goods come back of, if the form names one; no more comes back than was invoiced.
    func returnedInvoice(
        _ form: inout RecordForm, _ account: AccountSummary, _ currency: Currency, _ lines: [SalesLine], in connection: Connection
    ) throws -> SalesDocument? {
        guard kind == .return, let number = form["reverses"] else { return nil }
        guard let invoice = try SalesStore.invoice(number: number, of: account.id, in: connection) else {
            form.set(.notFound(number), for: "reverses")
            return nil
        }
        let settlement = try SalesStore.settlement(of: invoice, in: connection)
        let rest = invoice.amount + settlement.credited
        if settlement.isReversed {
            form.set(.reversed, for: "reverses")
        } else if invoice.currency != currency {
            form.set(.otherCurrency(invoice.currency.code), for: "reverses")
        } else if -lines.reduce(0, { $0 + $1.amount }) > rest {
            form.set(.above(Format.full(Money(minor: rest, currency), visit.language)), for: "reverses")
        }
        return invoice
    }

    /// The filled rows as lines; returns come with negative quantities. What is wrong with any row is found at once.
    func lines(_ form: inout RecordForm, rows: Int, _ currency: Currency, in connection: Connection) throws -> [SalesLine] {
        var lines: [SalesLine] = []
        var volume = BookedVolume()
        for row in 0..<rows {
            let name = "l\(row)."
            guard ["product", "quantity", "price", "cost"].contains(where: { form[name + $0] != nil }) else { continue }
            for part in ["product", "quantity", "price"] where form[name + part] == nil { form.set(.missing, for: name + part) }
            let product = try product(&form, name + "product", in: connection)
            let quantity = quantity(&form, name + "quantity"), price = price(&form, name + "price")
            let cost = cost(&form, name + "cost", currency)
            guard let product, let quantity, let price else { continue }
            let signed = Quantity(millionths: kind == .return ? -quantity.millionths : quantity.millionths)
            guard let amount = try? Money.line(quantity: signed, unitPrice: price, currency),
                  volume.allows(amount: amount.minor, cost: cost, quantity: signed, currency) else {
                form.set(.tooLarge, for: name + "price")
                continue
            }
            volume.add(amount: amount.minor, cost: cost, quantity: signed, currency)
            lines.append(SalesLine(
                number: lines.count + 1, productID: product.id, quantity: signed, unitPrice: price, amount: amount.minor,
                cost: cost.map { kind == .return ? -$0 : $0 }
            ))
        }
        return lines
    }

    /// The same form with the name of each product below its code.
    func named(_ form: RecordForm, in connection: Connection) throws -> RecordForm {
        let codes = Set(form.fields.filter { $0.name.hasSuffix(".product") }.compactMap { form[$0.name] }).sorted()
        let found = try ProductStore.products(try ProductStore.identifiers(codes: codes, in: connection).values.sorted(), in: connection)
        let names = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0.name(english: visit.isEnglish)) })
        return RecordForm(form, fields: form.fields.map { field in
            var field = field
            if field.name.hasSuffix(".product") { field.hint = form[field.name].flatMap { names[$0] } }
            return field
        })
    }

    private func product(_ form: inout RecordForm, _ name: String, in connection: Connection) throws -> Product? {
        guard let code = form[name] else { return nil }
        let product = try ProductStore.product(code: code, in: connection)
        if product == nil { form.set(.notFound(code), for: name) }
        return product
    }

    private func quantity(_ form: inout RecordForm, _ name: String) -> Quantity? {
        guard form.problems[name] == nil, let quantity = form[name].flatMap({ Quantity($0) }) else { return nil }
        guard quantity.millionths > 0 else {
            form.set(.notPositive, for: name)
            return nil
        }
        return quantity
    }

    /// Goods may be free of charge.
    private func price(_ form: inout RecordForm, _ name: String) -> UnitPrice? {
        guard form.problems[name] == nil, let price = form[name].flatMap({ UnitPrice($0) }) else { return nil }
        guard price.millionths >= 0 else {
            form.set(.negative, for: name)
            return nil
        }
        return price
    }

    private func cost(_ form: inout RecordForm, _ name: String, _ currency: Currency) -> Int64? {
        guard form.problems[name] == nil, let text = form[name] else { return nil }
        guard let cost = FixedDecimal.parse(Array(text.utf8), decimals: currency.decimals)?.units else {
            form.set(.tooManyPlaces(currency.decimals), for: name)
            return nil
        }
        if cost < 0 { form.set(.negative, for: name) }
        if !BookLimit.allows(amount: cost) { form.set(.tooLarge, for: name) }
        return form.problems[name] == nil ? cost : nil
    }
}
