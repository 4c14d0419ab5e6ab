import Basics

extension App {
    /// Reads a file of rates whole before anything is entered.
    /// - Returns: how many rates it held.
    /// - Throws: `RatesRefusal`, or what reading files throws.
    public func importRates(_ path: String, by actor: User.ID?) async throws -> Int {
        var rows = try SalesFile.Rows(path: path)
        let header = rows.header.map { $0.lowercased() }
        func place(_ field: RateField) -> Int? { header.firstIndex { field.headers.contains($0) } }
        guard let currency = place(.currency), let from = place(.from), let rate = place(.rate) else {
            throw RatesRefusal.noColumns(header: rows.header)
        }
        let base = try await organisation().baseCurrency
        var rates: [DatedRate] = []
        while let row = try rows.next() {
            let fields = row.fields
            guard fields.contains(where: { !$0.isEmpty }) else { continue }
            guard [currency, from, rate].allSatisfy(fields.indices.contains), let one = DatedRate(fields[currency], fields[from], fields[rate]) else {
                throw RatesRefusal.badRow(row.number, fields.joined(separator: ","))
            }
            if one.currency == base { throw RatesRefusal.ownCurrency(row.number, base.code) }
            rates.append(one)
        }
        try await setRates(rates, by: actor)
        return rates.count
    }
}
