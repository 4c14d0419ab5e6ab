import Basics

extension GroundTruthCompany {
    /// Stories planted in every 400 accounts, so that each page has something to show.
    static func story(of index: Int) -> String {
        switch index % 400 {
        case 2: "falling"
        case 12: "climbing"
        case 13: "quarter-end"
        case 14: "single-product"
        case 150: "new"
        case 151: "overdue"
        case 152: "long-name"
        case 153: "no-contacts"
        case 154: "dormant"
        default: ""
        }
    }

    func truth(_ index: Int, _ segment: Segment, _ random: inout SeededRandom) -> Truth {
        let start = configuration.startingOn, end = configuration.endingOn
        let days = end.number - start.number
        let story = Self.story(of: index)
        // A third of the customers came during the history; the large ones were there before.
        let isNew = segment.rawValue > 1 && random.integer(0...2) == 0
        var first = start.advanced(by: isNew ? random.integer(0...max(1, days - 150)) : random.integer(0...20))
        var churn: Day?
        if segment.rawValue > 1, random.integer(0...99) < 9 { churn = start.advanced(by: days * random.integer(40...90) / 100) }
        switch story {
        case "new": first = end.advanced(by: -52)
        case "dormant": churn = end.advanced(by: -240)
        case "": break
        default: first = start.advanced(by: 3)
        }
        if story != "dormant", !story.isEmpty { churn = nil }
        // Strategic customers became so by being loyal and punctual.
        let isStrategic = segment == .strategic
        let loyalty = isStrategic ? random.integer(88...98) : random.integer(35...86)
        var affinity = Array(NameMaterial.families.indices)
        for place in affinity.indices.dropLast() { affinity.swapAt(place, random.integer(place...(affinity.count - 1))) }
        let breadth = story == "single-product" ? 1 : max(1, min(affinity.count, 1 + loyalty / 22 + (3 - segment.rawValue)))
        return Truth(
            monthlyRate: random.integer(segment.monthlyRate), yearlySales: Int64(random.integer(segment.yearlySales)), loyalty: loyalty,
            growth: story == "climbing" ? 35 : random.integer(-8...18), firstOrderOn: first, churnsOn: churn,
            affinity: Array(affinity.prefix(breadth)), punctuality: story == "overdue" ? 8 : isStrategic ? random.integer(90...99) : random.integer(58...88),
            incentiveUplift: random.integer(0...9), story: story
        )
    }

    /// One line of JSON per account: what is true, for those who test what is inferred.
    public static func json(_ account: GeneratedAccount) -> String {
        let truth = account.truth
        let churn = truth.churnsOn.map { "\"\($0.iso)\"" } ?? "null"
        let affinity = truth.affinity.map { "\"\(NameMaterial.families[$0].code)\"" }.joined(separator: ",")
        return """
            {"code":"\(account.code)","monthlyRate":\(truth.monthlyRate),"yearlySales":\(truth.yearlySales),"loyalty":\(truth.loyalty),"growth":\(truth.growth),"firstOrderOn":"\(truth.firstOrderOn.iso)","churnsOn":\(churn),"affinity":[\(affinity)],"punctuality":\(truth.punctuality),"incentiveUplift":\(truth.incentiveUplift),"story":"\(truth.story)"}
            """
    }
}

/// How sales move through the year, percent of an average month.
enum Season {
    private static let months = [88, 76, 108, 104, 104, 102, 98, 98, 106, 100, 106, 110]

    /// The first day of the Chinese year, 2018 to 2031.
    private static let newYears: [Int: (month: Int, day: Int)] = [
        2018: (2, 16), 2019: (2, 5), 2020: (1, 25), 2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29),
        2026: (2, 17), 2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23),
    ]

    static func percent(_ month: Month) -> Int { months[month.monthOfYear - 1] }

    /// Nobody orders in the week of the Chinese new year, and on Sundays.
    static func isClosed(_ day: Day) -> Bool {
        if day.weekday == 7 { return true }
        guard let date = newYears[day.year], let first = Day(year: day.year, month: date.month, day: date.day) else { return false }
        return (-1...6).contains(day.number - first.number)
    }
}
