import Interface
import Scoring

/// In words: what lies between an account and the tiers beside its own.
enum TierPlaceText {
    static func above(_ place: TierPlace, _ visit: Context) -> String {
        let words = visit.words.account
        return switch place.above {
        case .highest: words.highest
        case .short(let points, let tier): words.short(Format.distance(points), tier)
        case .waiting(let tier): visit.words.classification.wouldBe(tier)
        case .capped(let metrics, let history):
            words.capped((metrics.map { MetricText.name($0, visit.language) } + (history ? [visit.words.why.history] : [])).joined(separator: visit.isEnglish ? ", " : "\u{3001}"))
        }
    }

    /// Nil in the lowest tier.
    static func below(_ place: TierPlace, _ visit: Context) -> String? {
        place.below.map { visit.words.account.room(Format.score($0.floor, atLeast: 0), $0.tier) }
    }
}
