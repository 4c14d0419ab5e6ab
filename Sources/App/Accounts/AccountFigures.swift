import Basics
import Interface
import Scoring

/// The figures of an account; each says of when it is, and is a door to what it counts.
struct AccountFigures {
    let model: AccountPage.Model
    let visit: Context
    let currency: Currency

    private var words: AccountWords { visit.words.account }
    private var account: AccountSummary { model.account }
    private var explanations: AccountExplanations { AccountExplanations(visit: visit, version: model.score?.version) }
    private func short(_ minor: Int64) -> String { Format.short(Money(minor: minor, currency), visit.language) }

    var html: HTML {
        Figure.strip([sales, margin, contact, overdue, score].compactMap(\.self), label: words.keyFigures)
    }

    /// One currency in the figure, the others beside it: they do not add up.
    private var sales: Figure {
        let now = model.months.now.net, before = model.months.before.net
        let (value, unit) = Format.figure(Money(minor: now, currency), visit.language)
        var note: HTML = "<span>\(words.noYearBefore)</span>"
        if before > 0 {
            let ppm = Int64(clamping: (Int128(now - before) * 1_000_000).roundedDivision(by: Int128(before)))
            note = "<span class=\"\(ppm >= 0 ? "up" : "down")\">\(ppm >= 0 ? "▲" : "▼") \(Format.percent(ppm: abs(ppm)))</span><span>\(words.lastYear) \(short(before))</span>"
        }
        let until = visit.words.year.toDay(Format.fullDay(visit.year.period.lastDay, visit.language))
        let others = model.others.filter { $0.year.net != 0 }.map { "+ " + Format.short(Money(minor: $0.year.net, $0.currency), visit.language) }
        let also: HTML = others.isEmpty ? .empty : "<span>\(others.joined(separator: " "))</span>"
        return Figure(
            visit.words.year.netSales, value: value, unit: unit, note: "\(note)\(also)<span>\(until)</span>",
            address: Address.documents(account.code, .init(period: visit.year.period)).text, explanation: explanations.netSales
        )
    }

    /// Shown only where the cost of every line is known.
    private var margin: Figure? {
        let now = model.months.now
        guard now.net > 0, now.lines == now.linesWithCost else { return nil }
        let margin = now.net - now.cost
        let ppm = Int64(clamping: (Int128(margin) * 1_000_000).roundedDivision(by: Int128(now.net)))
        return Figure(
            words.margin, value: Format.percent(ppm: ppm), note: "<span>\(words.marginOf(short(margin)))</span>",
            address: Address.whyLinesCSV(account.code, .init(period: visit.year.period)).text, explanation: explanations.margin
        )
    }

    private var contact: Figure {
        let address = Address.activity(account.code, before: nil, onlyNotes: true).text
        let allowed = account.tier.flatMap { tier in ContactInterval.days[tier].map { (tier: tier, days: $0) } }
        let limit = allowed.map { visit.words.year.daysAllowed($0.tier, $0.days) } ?? ""
        guard let last = account.lastContactOn else {
            return Figure(
                visit.words.accounts.lastContact, value: visit.words.accounts.never, note: "<span>\(limit)</span>", address: address,
                explanation: explanations.contacts
            )
        }
        let days = max(0, visit.today.number - last.number)
        let isSilent = allowed.map { days > $0.days } ?? false
        return Figure(
            visit.words.accounts.lastContact, value: visit.words.year.lastContactAgo(days),
            note: "<span>\(visit.text(last))</span><span\(attribute: "class", isSilent ? "down" : nil)>\(limit)</span>", address: address,
            explanation: explanations.contacts
        )
    }

    private var overdue: Figure? {
        guard case .known(let list) = model.receivables else {
            guard account.invoices > 0 else { return nil }
            return Figure(
                words.overdue, value: "–", note: "<span>\(visit.words.year.noDueDays)</span>", address: Address.documents(account.code, .init(kind: .invoice)).text,
                explanation: explanations.overdue
            )
        }
        let address = Address.documents(account.code, .init(isOverdue: true)).text
        guard let first = list.first(where: { $0.currency == currency }) ?? list.first, let oldest = list.compactMap(\.oldestDueOn).min() else {
            let (value, unit) = Format.figure(Money(minor: 0, currency), visit.language)
            return Figure(words.overdue, value: value, unit: unit, note: "<span class=\"up\">\(words.nothingOverdue)</span>", address: address, explanation: explanations.overdue)
        }
        let (value, unit) = Format.figure(Money(minor: first.overdue, first.currency), visit.language)
        let others = list.filter { $0.currency != first.currency }.map { "+ " + Format.short(Money(minor: $0.overdue, $0.currency), visit.language) }
        let also: HTML = others.isEmpty ? .empty : "<span>\(others.joined(separator: " "))</span>"
        return Figure(words.overdue, value: value, unit: unit, note: """
            <span class="down">\(words.overdueDocuments(list.reduce(0) { $0 + $1.overdueDocuments }))</span><span>\(words.oldest(visit.asOf.number - oldest.number))</span>\(also)
            """, address: address, explanation: explanations.overdue)
    }

    private var score: Figure {
        let address = Address.why(account.code, .init()).text
        guard let (score, _, policy) = model.score else {
            return Figure(words.score, value: "–", note: "<span>\(words.notScored)</span>", address: address)
        }
        return Figure(
            words.score, value: Format.points(score.scorecard.score), note: "<span>\(TierPlaceText.above(TierPlace(score.scorecard, in: policy), visit))</span>",
            address: address, explanation: explanations.score
        )
    }
}
