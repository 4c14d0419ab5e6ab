import Basics
import Interface

extension Listing {
    /// Accounts with their tiers and sales; names of columns are the contract of JSON and CSV.
    public static func accounts(_ accounts: [AccountSummary], _ language: Language) -> Listing {
        let words = language.words.accounts, year = language.words.year
        var listing = Listing([
            Column("code", words.code), Column("name", words.account), Column("tier", words.tier), Column("score", words.score),
            Column("yearSales", year.netSales), Column("netSales", year.allNetSales), Column("currency", words.currency), Column("orders", year.allOrders),
            Column("lastOrderOn", words.lastOrder), Column("owner", words.owner), Column("industry", words.industry),
            Column("region", words.region),
        ], rows: accounts.map { row($0, language) })
        listing.units = accounts.map { account in account.currency.map { ["yearSales": $0.minorUnit, "netSales": $0.minorUnit] } ?? [:] }
        return listing
    }

    private static func row(_ account: AccountSummary, _ language: Language) -> [Value] {
        let english = language.isEnglish
        return [
            .text(account.code), .text(account.displayName(english: english)), Value(account.tier),
            Value(account.score.map { Interface.Format.score($0) }),
            account.currency.map { .amount(Money(minor: account.year.net, $0), language) } ?? .none,
            account.currency.map { .amount(Money(minor: account.netSales, $0), language) } ?? .none, Value(account.currency?.code),
            Value(account.orders), Value(account.lastOrderOn?.iso), Value(account.owner(english: english)),
            account.industry.map { .named(ReferenceNames.industry($0, language), code: $0) } ?? .none,
            account.region.map { .named(ReferenceNames.region($0, language), code: $0) } ?? .none,
        ]
    }
}

extension Listing.Value {
    /// An amount with its currency; for spreadsheets without.
    static func amount(_ money: Money, _ language: Language) -> Self {
        .figure(Format.full(money, language), plain: money.plain, raw: money.minor)
    }
}

extension Currency {
    /// What one unit of the books is: `1/100 CNY`, `1 JPY`.
    public var minorUnit: String { minorPerMajor == 1 ? "1 \(code)" : "1/\(minorPerMajor) \(code)" }
}
