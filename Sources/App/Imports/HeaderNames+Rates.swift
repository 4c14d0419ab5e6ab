/// What a column of a file of exchange rates can hold.
enum RateField {
    case currency, from, rate

    /// Headers that mean this field, in lower case.
    var headers: [String] {
        switch self {
        case .currency: ["currency", "currency code", "币种", "货币"]
        case .from: ["from", "date", "day", "valid from", "日期", "生效日期", "起始日期"]
        case .rate: ["rate", "exchange rate", "汇率"]
        }
    }
}
