import Basics
import Interface

/// A matter in words: what to do, why, what is at stake and since when, and the button that leads there if this person may.
struct HomeItem {
    let icon: String
    let mood: Interface.Tag.Mood
    let what: String
    let why: [String]
    let stake: String?
    let stakeMood: Interface.Tag.Mood
    /// A day that matters, in words.
    let day: String?
    let button: (label: String, address: String)?

    init(_ matter: HomeMatter, _ visit: Context) {
        let words = visit.words.matters, role = visit.user.role, account = matter.account, code = account.code, tier = account.tier ?? "–"
        let edit = Address.accountEdit(code).text
        let money = matter.stake.map { Format.short($0, visit.language) }
        var stake = money.map(words.inTwelveMonths), mood = Interface.Tag.Mood.plain, day: String?
        let texts: (icon: String, mood: Interface.Tag.Mood, what: String, why: String, button: (String, String)?)
        switch matter.kind {
        case .late, .due:
            let late = account.nextStepOn.map { visit.today.number - $0.number } ?? 0
            day = account.nextStepOn.map { visit.text($0) }
            texts = (
                late > 0 ? "clock-alert" : "clock", late > 0 ? .bad : .plain, account.nextStep ?? visit.words.accounts.late,
                Self.brief(matter.kind, account, visit), role.may(.editAccounts) ? (visit.words.home.done, edit + "#f-nextStep") : nil
            )
        case .silent:
            let isOwn = account.ownerID == visit.user.id || account.ownerID == nil
            let owner = visit.isEnglish ? account.ownerEnglishName ?? account.ownerName : account.ownerName
            day = account.lastContactOn.map { words.lastContact(visit.text($0)) }
            texts = (
                "phone", .warn, isOwn ? words.getInTouch : words.askToCall(owner ?? "–"), Self.brief(matter.kind, account, visit),
                role.may(.writeNotes) ? (visit.words.home.log, Address.activity(code, before: nil, onlyNotes: false).text) : nil
            )
        case .unowned:
            texts = (
                "user-round-check", .warn, words.assignOwner, Self.brief(matter.kind, account, visit),
                role.may(.assignOwners) && role.may(.editAccounts) ? (visit.words.home.assign, edit + "#f-owner") : nil
            )
        case .fell:
            texts = ("trending-down", .bad, words.askWhyFell(tier), Self.owned(account, visit), (visit.words.home.why, Address.why(code, .init(with: .before)).text))
        case .new:
            texts = ("star", .plain, words.welcome, Self.brief(matter.kind, account, visit), (visit.words.home.why, Address.why(code, .init()).text))
        case .salesFell(let now, let before):
            let currency = matter.stake?.currency ?? visit.organisation.baseCurrency
            func short(_ minor: Int64) -> String { Format.short(Money(minor: minor, currency), visit.language) }
            stake = money.map { "−" + $0 }
            mood = .bad
            texts = (
                "trending-down", .bad, words.salesFell(Self.share(before - now, of: before)), words.salesWere(short(now), short(before)),
                (visit.words.accounts.open, Address.account(code).text)
            )
        case .overdue(let invoices, let oldest):
            stake = money.map(words.overdueStake)
            mood = .bad
            day = words.since(visit.text(oldest))
            texts = (
                "clock-alert", .bad, words.collect(invoices), Self.brief(matter.kind, account, visit),
                (visit.words.account.documents, Address.documents(code, .init(isOverdue: true)).text)
            )
        }
        (icon, self.mood, what, button) = (texts.icon, texts.mood, texts.what, texts.button)
        why = [texts.why] + matter.others.map { Self.brief($0, account, visit) }
        (self.stake, stakeMood, self.day) = (stake, mood, day)
    }

    private static func share(_ part: Int64, of whole: Int64) -> String {
        Format.percent(ppm: whole > 0 ? Int64(clamping: (Int128(part) * 1_000_000).roundedDivision(by: Int128(whole))) : 0)
    }

    private static func owned(_ account: AccountSummary, _ visit: Context) -> String {
        let owner = visit.isEnglish ? account.ownerEnglishName ?? account.ownerName : account.ownerName
        return owner.map(visit.words.matters.owner) ?? visit.words.matters.hasNoOwner
    }

    /// The matter in a few words, as a reason beside others.
    private static func brief(_ kind: HomeMatter.Kind, _ account: AccountSummary, _ visit: Context) -> String {
        let words = visit.words.matters, tier = account.tier ?? "–"
        switch kind {
        case .late, .due:
            let late = account.nextStepOn.map { visit.today.number - $0.number } ?? 0
            return late > 0 ? words.lateBy(late) : words.dueOn(account.nextStepOn.map { visit.text($0) } ?? "–")
        case .silent:
            let days = account.lastContactOn.map { visit.today.number - $0.number }
            return days.map { words.silentFor($0, ContactInterval.days[tier] ?? 0) } ?? words.neverSpoken
        case .unowned: return words.hasNoOwner
        case .fell: return words.fellTo(tier)
        case .new: return words.newIn(tier)
        case .salesFell(let now, let before): return words.salesFell(share(before - now, of: before))
        case .overdue(let invoices, let oldest): return words.overdueFor(invoices, visit.asOf.number - oldest.number)
        }
    }
}
