import Basics
import Interface

/// Values as exports write them: plain numbers, ISO days.
extension AccountTable {
    func plain(_ column: AccountColumn, _ account: AccountSummary) -> String {
        func money(_ minor: Int64) -> String { account.currency.map { Money(minor: minor, $0).plain } ?? "" }
        return switch column {
        case .score: account.score.map { FixedDecimal(units: Int64($0), decimals: 4).trimmed(atLeast: 1) } ?? ""
        case .sales: money(account.year.net)
        case .gross: money(account.year.gross)
        case .returns: money(account.year.returns)
        case .total: money(account.netSales)
        case .orders: String(account.orders)
        case .invoices: String(account.invoices)
        case .last: account.lastOrderOn?.iso ?? ""
        case .first: account.firstOrderOn?.iso ?? ""
        case .contact: account.lastContactOn?.iso ?? ""
        case .next: [account.nextStepOn?.iso, account.nextStep].compactMap(\.self).joined(separator: " ")
        case .owner: account.owner(english: visit.isEnglish) ?? ""
        case .industry: account.industry.map { ReferenceNames.industry($0, visit.language) } ?? ""
        case .region: account.region.map { ReferenceNames.region($0, visit.language) } ?? ""
        case .stage: visit.words.fields.stageName(account.stage.rawValue)
        case .tags: (tags[account.id] ?? []).joined(separator: ", ")
        case .code: account.code
        }
    }

    /// Whether a column of amounts is shown.
    var hasMoney: Bool { query.shownColumns.contains(where: \.isMoney) }

    /// What is left out of the columns of amounts because it is in other currencies: `USD 10000.00`.
    func plainOthers(_ account: AccountSummary) -> String {
        (others[account.id] ?? []).map { "\($0.currency.code) \(Money(minor: $0.year.net, $0.currency).plain)" }.joined(separator: "; ")
    }
}
