/// Chinese units of money and of large numbers.
enum CurrencyNames {
    static let tenThousand = "万"
    static let hundredMillion = "亿"
    static let chinese = ["CNY": "元", "USD": "美元", "GBP": "英镑", "EUR": "欧元", "JPY": "日元", "HKD": "港元"]
}
