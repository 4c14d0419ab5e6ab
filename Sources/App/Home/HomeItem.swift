import Basics
import Interface

/// Something that needs doing with an account: what, why, what is at stake, and the button that leads there if this person may.
struct HomeItem {
    let icon: String
    let mood: Interface.Tag.Mood
    let what: String
    let why: String
    let account: AccountSummary
    let stake: String
    let button: (label: String, address: String)?

    init(_ list: HomeList, _ account: AccountSummary, _ visit: Context) {
        let words = visit.words.home, role = visit.user.role, code = account.code, tier = account.tier ?? "–"
        let edit = Address.accountEdit(code).text
        self.account = account
        stake = account.currency.map { Format.short(Money(minor: account.netSales, $0), visit.language) } ?? "–"
        switch list {
        case .late, .due:
            let late = account.nextStepOn.map { visit.today.number - $0.number } ?? 0
            (icon, mood) = late > 0 ? ("clock-alert", .bad) : ("clock", .plain)
            what = account.nextStep ?? visit.words.accounts.late
            why = late > 0 ? words.lateBy(late) : words.dueOn(account.nextStepOn.map { visit.text($0) } ?? "–")
            button = role.may(.editAccounts) ? (words.done, edit + "#f-nextStep") : nil
        case .silent:
            (icon, mood) = ("phone", .warn)
            what = words.getInTouch
            let days = account.lastContactOn.map { visit.today.number - $0.number }
            why = days.map { words.silentFor($0, ContactInterval.days[tier] ?? 0) } ?? words.neverSpoken
            button = role.may(.writeNotes) ? (words.log, Address.activity(code, before: nil, onlyNotes: false).text) : nil
        case .unowned:
            (icon, mood) = ("user-round-check", .warn)
            (what, why) = (words.assignOwner, words.hasNoOwner)
            button = role.may(.assignOwners) && role.may(.editAccounts) ? (words.assign, edit + "#f-owner") : nil
        case .fell:
            (icon, mood) = ("trending-down", .bad)
            (what, why) = (words.askWhyFell, words.fellTo(tier))
            button = (words.why, Address.why(code, .init(with: .before)).text)
        case .new, .rose, .all, .key, .strategic, .unclassified:
            (icon, mood) = ("star", .plain)
            (what, why) = (words.welcome, words.newIn(tier))
            button = (words.why, Address.why(code, .init()).text)
        }
    }
}
