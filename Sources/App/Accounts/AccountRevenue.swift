import Basics
import Interface

/// What an account bought in the twelve months and in those before, by month.
struct AccountRevenue {
    let model: AccountPage.Model
    let visit: Context
    let currency: Currency

    private var words: AccountWords { visit.words.account }
    private func short(_ minor: Int64) -> String { Format.short(Money(minor: minor, currency), visit.language) }
    private func exact(_ minor: Int64) -> String { minor == 0 ? "–" : Format.exact(Money(minor: minor, currency)) }

    var html: HTML {
        let year = model.months, now = year.now, before = year.before.net
        let title = now.net == 0 && before == 0 ? words.noRevenue : before <= 0 ? words.revenueOnly(short(now.net))
            : now.net >= before ? words.revenueAhead(short(now.net), short(now.net - before)) : words.revenueBehind(short(now.net), short(before - now.net))
        guard now.net != 0 || before != 0 else {
            return Panel.html(id: "revenue", title: title, "<p class=\"none-yet\">\(words.noDocuments)</p>")
        }
        let code = model.account.code
        let returns: HTML = now.returns == 0 ? "<span>\(words.noReturns)</span>" : """
            <a class="link" href="\(Address.documents(code, .init(period: year.year.period, part: .returns)).text)">\(words.returns12(short(-now.returns)))</a>
            """
        let parts: HTML = year.months.allSatisfy(\.period.isWholeMonth) ? .empty : "<span>\(visit.words.year.partMonths)</span>"
        return Panel.html(id: "revenue", title: title, tools: DownloadLink.csv(Address.accountMonthsCSV(code).text), """
            <div class="body"><p class="keys"><span><i class="swatch"></i>\(days(year.year.period))</span><span><i class="swatch before"></i>\(words.lastYear)</span>\(returns)\(parts)</p>\(chart)
            <details class="table"><summary>\(visit.words.shell.showTable)</summary>\(table)</details></div>
            """)
    }

    private func days(_ period: Period) -> String {
        visit.words.commerce.period(Format.fullDay(period.from, visit.language), Format.fullDay(period.lastDay, visit.language))
    }

    private var chart: HTML {
        let bars = model.months.months.map { month in
            MonthChart.Bar(
                label: Format.shortMonth(month.period.from.month, visit.language) + (month.period.isWholeMonth ? "" : "*"), value: month.now.net, before: month.before.net
            )
        }
        let period = model.months.year.period
        return MonthChart(bars, currency: currency, language: visit.language, title: words.chartOf(
            Format.fullDay(period.from, visit.language), Format.fullDay(period.lastDay, visit.language)
        )).html
    }

    private var table: HTML {
        let rows = model.months.months.map { month -> HTML in
            """
            <tr><th scope="row"><a href="\(Address.documents(model.account.code, .init(period: month.period)).text)">\(visit.text(month: month.period))</a></th><td class="n">\(exact(month.now.net))</td><td class="n">\(exact(month.before.net))</td><td class="n">\(exact(month.now.net - month.before.net))</td></tr>
            """
        }
        let now = model.months.now.net, before = model.months.before.net
        return """
            <table class="sheet num"><caption>\(currency.code)</caption><thead><tr><th scope="col">\(words.month)</th><th scope="col" class="n">\(words.thisYear)</th><th scope="col" class="n">\(words.lastYear)</th><th scope="col" class="n">\(words.change)</th></tr></thead><tbody>\(rows)</tbody><tfoot><tr><th scope="row">\(words.total)</th><td>\(exact(now))</td><td>\(exact(before))</td><td>\(exact(now - before))</td></tr></tfoot></table>
            """
    }
}
