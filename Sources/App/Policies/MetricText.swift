import Basics
import Interface
import Scoring

/// Metrics, their values and their absences in words.
enum MetricText {
    static func name(_ metric: Metric, _ language: Language) -> String {
        let words = language.words.metrics
        return switch metric {
        case .marginShare: words.marginShare
        case .strategicShare: words.strategicShare
        case .referenceValue: words.referenceValue
        case .orderDays: words.orderDays
        case .units: words.units
        case .netSales: words.netSales
        case .netSalesShare: words.netSalesShare
        case .salesGrowth: words.salesGrowth
        case .tenureMonths: words.tenureMonths
        case .categoriesBought: words.categoriesBought
        case .categoryBreadth: words.categoryBreadth
        case .productsBought: words.productsBought
        case .activeMonths: words.activeMonths
        case .monthlyEvenness: words.monthlyEvenness
        case .paidOnTime: words.paidOnTime
        case .overdue90Share: words.overdue90Share
        case .marginRate: words.marginRate
        }
    }

    /// A value in its metric's unit.
    static func value(_ value: Int64, _ metric: Metric, _ currency: Currency, _ language: Language) -> String {
        let words = language.words.metrics
        switch metric.unit {
        case .share: return Format.share(ppm: value)
        case .money: return Format.short(Money(minor: value, currency), language)
        case .months: return words.months(Int(value))
        case .level: return words.level(Int(value))
        case .quantity: return words.pieces(Format.decimal(FixedDecimal(units: value, decimals: 6), atLeast: 0))
        case .count: return metric == .orderDays ? words.days(Format.grouped(value)) : words.count(Format.grouped(value))
        }
    }

    static func absence(_ absence: Absence, _ language: Language) -> String {
        let words = language.words.metrics
        return switch absence {
        case .noCost: words.noCost
        case .noRate: words.noRate
        case .noStrategicCategories: words.noStrategicCategories
        case .noCategories: words.noCategories
        case .notJudged: words.notJudged
        case .noPayments: words.noPayments
        case .nothingDue: words.nothingDue
        case .nothingOpen: words.nothingOpen
        case .noSales: words.noSales
        case .tooFewMonths: words.tooFewMonths
        case .noEarlierSales: words.noEarlierSales
        case .noAnchors: words.noAnchors
        }
    }

    /// `0 → 0, 20% → 60, 40% → 100`.
    static func anchors(_ anchors: Anchors, _ metric: Metric, _ currency: Currency, _ language: Language) -> String {
        anchors.list.map { value($0.value, metric, currency, language) + " → \($0.points)" }.joined(separator: ", ")
    }
}

extension BilingualText {
    func text(_ language: Language) -> String { language.isEnglish ? english : chinese }
}
