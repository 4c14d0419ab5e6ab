import Basics

extension WindowFacts {
    /// One line of numbers, parted by commas; nothing stands for nil.
    var encoded: String {
        var fields = [currency.code, "\(months)"]
        fields += [gross, returns, cost, Int64(lines), Int64(linesWithCost), units, Int64(orderDays), Int64(products), strategic, Int64(activeMonths)].map { "\($0)" }
        fields += [earlierNet, payments?.due, payments?.paidOnTime, payments?.receivable, payments?.overdue90, baseNet, baseMargin].map { $0.map { "\($0)" } ?? "" }
        fields += (monthlyNet + categories.map(\.value)).map { "\($0)" }
        return fields.joined(separator: ",")
    }

    /// Reads what `encoded` wrote; nil for anything else.
    init?(encoded text: Substring) {
        let fields = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard fields.count >= 19, let currency = Currency(Substring(fields[0])), let months = Self.number(fields[1]),
              (0...600).contains(months), fields.count >= 19 + Int(months) else { return nil }
        self.init(currency: currency, months: Int(months))
        let numbers = fields.dropFirst(2).map(Self.number)
        guard numbers.enumerated().allSatisfy({ index, number in number != nil || (10..<17).contains(index) }) else { return nil }
        func number(_ index: Int) -> Int64 { numbers[index] ?? 0 }
        (gross, returns, cost, lines, linesWithCost) = (number(0), number(1), number(2), Int(number(3)), Int(number(4)))
        (units, orderDays, products, strategic, activeMonths) = (number(5), Int(number(6)), Int(number(7)), number(8), Int(number(9)))
        earlierNet = numbers[10]
        if let due = numbers[11] {
            payments = PaymentFacts(due: due, paidOnTime: number(12), receivable: number(13), overdue90: number(14))
        }
        (baseNet, baseMargin) = (numbers[15], numbers[16])
        monthlyNet = numbers[17..<(17 + Int(months))].map { $0 ?? 0 }
        categories = numbers.dropFirst(17 + Int(months)).map { Category.ID($0 ?? 0) }
    }

    private static func number(_ digits: Substring.UTF8View) -> Int64? { Int64(Substring(digits)) }
}
