import Basics
import Storage

extension AccountTotals {
    /// A column of an account's totals that differs from its documents.
    struct Difference: Hashable {
        var account: Account.ID
        var table: String
        var column: String
    }

    /// What of some accounts' maintained totals differs from their documents.
    static func differences(_ accounts: [Account.ID], in connection: Connection) throws -> [Difference] {
        let kept = try stored(accounts, in: connection)
        let fresh = try recompute(accounts, in: connection)
        return accounts.flatMap { account -> [Difference] in
            let old = kept[account] ?? Totals(), new = fresh[account] ?? Totals()
            guard old.withoutEmptyMonths != new.withoutEmptyMonths else { return [] }
            return summary(account, old, new) + months(account, old.months, new.months) + others(account, old.others, new.others)
        }
    }

    private static func summary(_ account: Account.ID, _ old: Totals, _ new: Totals) -> [Difference] {
        var columns: [String] = []
        if old.currency != new.currency { columns.append("currency") }
        if old.sales.gross != new.sales.gross { columns.append("gross_sales") }
        if old.sales.returns != new.sales.returns { columns.append("returns") }
        if old.sales.year.net != new.sales.year.net { columns.append("year_sales") }
        if old.sales.year.returns != new.sales.year.returns { columns.append("year_returns") }
        if old.sales.year.before != new.sales.year.before { columns.append("year_before") }
        if old.sales.orders != new.sales.orders { columns.append("orders") }
        if old.sales.invoices != new.sales.invoices { columns.append("invoices") }
        if old.sales.returnDocuments != new.sales.returnDocuments { columns.append("return_documents") }
        if old.sales.firstOrder != new.sales.firstOrder { columns.append("first_order_on") }
        if old.sales.lastOrder != new.sales.lastOrder { columns.append("last_order_on") }
        return columns.map { Difference(account: account, table: "account_summary", column: $0) }
    }

    private static func months(
        _ account: Account.ID, _ old: [AccountMonth.Key: AccountMonth.Amounts], _ new: [AccountMonth.Key: AccountMonth.Amounts]
    ) -> [Difference] {
        var columns: Set<String> = []
        for key in Set(old.keys).union(new.keys) {
            guard let one = old[key], let other = new[key] else {
                if (old[key] ?? new[key]) != .zero { columns.insert("rows") }
                continue
            }
            if one.gross != other.gross { columns.insert("gross_sales") }
            if one.returns != other.returns { columns.insert("returns") }
            if one.cost != other.cost { columns.insert("cost") }
            if one.lines != other.lines { columns.insert("lines") }
            if one.linesWithCost != other.linesWithCost { columns.insert("lines_with_cost") }
            if one.quantity != other.quantity { columns.insert("quantity") }
        }
        return columns.map { Difference(account: account, table: "account_month", column: $0) }
    }

    private static func others(_ account: Account.ID, _ old: [OtherSales], _ new: [OtherSales]) -> [Difference] {
        var columns: Set<String> = []
        let kept = Dictionary(old.map { ($0.currency, $0) }) { first, _ in first }
        let fresh = Dictionary(new.map { ($0.currency, $0) }) { first, _ in first }
        for currency in Set(kept.keys).union(fresh.keys) {
            guard let one = kept[currency], let other = fresh[currency] else {
                columns.insert("rows")
                continue
            }
            if one.gross != other.gross { columns.insert("gross_sales") }
            if one.returns != other.returns { columns.insert("returns") }
            if one.year.net != other.year.net { columns.insert("year_sales") }
            if one.year.returns != other.year.returns { columns.insert("year_returns") }
            if one.year.before != other.year.before { columns.insert("year_before") }
        }
        return columns.map { Difference(account: account, table: "account_other_sales", column: $0) }
    }
}

extension AccountTotals.Totals {
    /// Months whose documents were all taken back may stand there with zeros.
    fileprivate var withoutEmptyMonths: Self {
        var copy = self
        copy.months = copy.months.filter { $0.value != .zero }
        return copy
    }
}
