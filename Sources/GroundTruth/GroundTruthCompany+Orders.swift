import Basics

extension GroundTruthCompany {
    /// Everything an account ordered, in the order of days, with what was invoiced, returned and paid for it.
    public func orders(of account: GeneratedAccount) -> [GeneratedOrder] {
        var random = random(account.index, 2)
        let truth = account.truth
        let segment = Self.segment(of: account.index)
        var orders: [GeneratedOrder] = []
        var month = truth.firstOrderOn.month
        var sequence = 0
        while month <= configuration.endingOn.month {
            for day in days(month, truth, &random) {
                sequence += 1
                orders.append(order(account, segment, day, sequence, &random))
            }
            month = month.advanced(by: 1)
        }
        return orders
    }

    /// The days of a month on which the account orders: regular customers spread them, others bunch them.
    private func days(_ month: Month, _ truth: Truth, _ random: inout SeededRandom) -> [Day] {
        let expected = truth.monthlyRate * Season.percent(month) / 100
        var count = expected / 100 + (random.integer(0...99) < expected % 100 ? 1 : 0)
        // The less loyal, the likelier a month without any order.
        if random.integer(0...99) >= truth.loyalty + 25 { count = 0 }
        var days: [Day] = []
        for number in 0..<count {
            var offset = month.length * (2 * number + 1) / (2 * count) + random.integer(-3...3)
            if truth.story == "quarter-end" { offset = month.monthOfYear % 3 == 0 ? month.length - 1 - random.integer(0...6) : offset }
            var day = month.firstDay.advanced(by: min(max(0, offset), month.length - 1))
            while Season.isClosed(day) { day = day.advanced(by: 1) }
            let isOver = truth.churnsOn.map { day >= $0 } ?? false
            if day >= truth.firstOrderOn, day <= configuration.endingOn, !isOver { days.append(day) }
        }
        return days.sorted()
    }

    private func order(
        _ account: GeneratedAccount, _ segment: Segment, _ day: Day, _ sequence: Int, _ random: inout SeededRandom
    ) -> GeneratedOrder {
        let truth = account.truth
        let count = max(1, random.integer(segment.lines) * configuration.linesPerOrder / 100)
        let value = orderValue(truth, day) * Int64(random.integer(70...130)) / 100
        let lines = (0..<count).map { _ in line(value / Int64(count), truth, &random) }
        let name = "\(account.index + 1)-\(sequence)"
        var order = GeneratedOrder(
            number: "SO-\(name)", orderedOn: day, promisedOn: day.advanced(by: random.integer(7...21)), lines: lines, invoice: nil
        )
        let issued = day.advanced(by: random.integer(2...9))
        if issued <= configuration.endingOn { order.invoice = invoice(name, issued, account, lines, &random) }
        return order
    }

    /// What one order is worth on a day: the year's sales, grown, over the orders of a year; fen.
    private func orderValue(_ truth: Truth, _ day: Day) -> Int64 {
        let yearly = truth.yearlySales
        let months = day.month.number - configuration.endingOn.month.number
        // Linear growth towards the end of the data, never below a fifth.
        var percent = max(20, 100 + truth.growth * months / 12)
        if truth.story == "falling", months > -4 { percent = percent * (5 + months) / 18 }
        return yearly * Int64(percent) / 100 * 100 / Int64(12 * max(1, truth.monthlyRate))
    }

    private func line(_ target: Int64, _ truth: Truth, _ random: inout SeededRandom) -> GeneratedLine {
        // The first categories of an account's liking are bought most.
        let pick = min(random.integer(0...(truth.affinity.count - 1)), random.integer(0...(truth.affinity.count - 1)))
        let shelf = shelves[truth.affinity[pick]]
        let index = truth.story == "single-product" ? shelf[0] : shelf[random.integer(0...(shelf.count - 1))]
        let product = products[index]
        // Larger customers pay less; prices have four decimals.
        let discount = random.integer(0...800) + (truth.yearlySales > 600_000_000 ? 600 : 0)
        let price = product.listPrice * Int64(10_000 - discount) / 10_000 / 100 * 100
        let wish = target * Int64(random.integer(50...150)) / 100
        let pieces = max(1, wish * 10_000 / max(1, price))
        let quantity = Quantity(millionths: pieces * 1_000_000)
        let amount = (try? Money.line(quantity: quantity, unitPrice: UnitPrice(millionths: price), .cny).minor) ?? 0
        let cost = (try? Money.line(quantity: quantity, unitPrice: UnitPrice(millionths: product.cost), .cny).minor) ?? 0
        return GeneratedLine(product: index, quantity: quantity, unitPrice: UnitPrice(millionths: price), amount: amount, cost: cost)
    }

    private func invoice(
        _ name: String, _ issued: Day, _ account: GeneratedAccount, _ lines: [GeneratedLine], _ random: inout SeededRandom
    ) -> GeneratedInvoice {
        let truth = account.truth
        let due = issued.advanced(by: Self.segment(of: account.index).rawValue < 2 ? 60 : 30)
        let isOnTime = random.integer(0...99) < truth.punctuality
        let delay = isOnTime ? -random.integer(0...9) : random.integer(1...(truth.story == "overdue" ? 200 : 45))
        let paid = due.advanced(by: delay)
        var credit: GeneratedReturn?
        if random.integer(0...99) < 4, let line = lines.first {
            let back = issued.advanced(by: random.integer(5...28))
            let share = Int64(random.integer(5...60))
            let pieces = max(1, line.quantity.millionths / 1_000_000 * share / 100)
            if back <= configuration.endingOn, pieces * 1_000_000 <= line.quantity.millionths {
                credit = GeneratedReturn(number: "CN-\(name)", issuedOn: back, line: taken(line, pieces))
            }
        }
        return GeneratedInvoice(
            number: "INV-\(name)", issuedOn: issued, dueOn: due, paidOn: paid <= configuration.endingOn ? paid : nil, credit: credit
        )
    }

    /// Some pieces of a line, as negative numbers.
    private func taken(_ line: GeneratedLine, _ pieces: Int64) -> GeneratedLine {
        let quantity = Quantity(millionths: -pieces * 1_000_000)
        let amount = (try? Money.line(quantity: quantity, unitPrice: line.unitPrice, .cny).minor) ?? 0
        let cost = (try? Money.line(quantity: quantity, unitPrice: UnitPrice(millionths: products[line.product].cost), .cny).minor) ?? 0
        return GeneratedLine(product: line.product, quantity: quantity, unitPrice: line.unitPrice, amount: amount, cost: cost)
    }
}
