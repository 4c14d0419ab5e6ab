import Basics
import Interface

/// Beside the filters: columns, the height of rows, groups and exports.
struct AccountTools {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }

    var html: HTML {
        "<div class=\"tools\">\(columns)\(density)\(groups)\(exports)</div>"
    }

    /// Shown columns in their order, each with a way up, down and out; the others with a way in.
    private var columns: HTML {
        let shown = query.shownColumns
        let rows = shown.enumerated().map { index, column -> HTML in
            let label = model.table.label(column)
            let up = index == 0 ? nil : address(shown, swapping: index, index - 1)
            let down = index == shown.count - 1 ? nil : address(shown, swapping: index, index + 1)
            let out = shown.count == 1 ? nil : address(shown.filter { $0 != column })
            return "<li><span>\(label)</span>\(step(up, "↑", words.moveUp(label)))\(step(down, "↓", words.moveDown(label)))\(step(out, "×", words.hide(label)))</li>"
        }
        let others = AccountColumn.allCases.filter { !shown.contains($0) }.map { column in
            "<li><a class=\"add\" href=\"\(address(shown + [column]))\">+ \(model.table.label(column))</a></li>" as HTML
        }
        let reset: HTML = shown == AccountColumn.standard ? .empty : "<li><a class=\"add\" href=\"\(address(AccountColumn.standard))\">\(words.resetColumns)</a></li>"
        return """
            <details class="menu"\(flag: "open", query.isChoosing)><summary class="chip">\(Icon("columns-3").html)<span>\(words.columns(shown.count, AccountColumn.allCases.count))</span></summary><div class="sheetlet right"><ul class="columns">\(rows)</ul><ul class="columns">\(others)\(reset)</ul>\(keep)</div></details>
            """
    }

    private func step(_ address: String?, _ sign: StaticString, _ label: String) -> HTML {
        address.map { "<a href=\"\($0)\" aria-label=\"\(label)\">\(HTML(stringLiteral: sign))</a>" } ?? "<span></span>"
    }

    private func address(_ columns: [AccountColumn], swapping one: Int? = nil, _ other: Int = 0) -> String {
        var columns = columns
        if let one { columns.swapAt(one, other) }
        let wanted = columns
        return Address.accounts(query.with {
            $0.columns = wanted
            $0.isChoosing = true
        }).text
    }

    /// These columns from now on, wherever the list does not say others.
    private var keep: HTML? {
        guard query.shownColumns != model.views.habit.columns ?? AccountColumn.standard else { return nil }
        let text = Address.accounts(query.with { _ in }).text.split(separator: "?").dropFirst().joined()
        return """
            <form method="post" action="\(Address.savedViews.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="query" value="\(text)"><button class="btn s" name="do" value="columns">\(words.keepColumns)</button></form>
            """
    }

    private var density: HTML {
        let shell = visit.words.shell, current = visit.user.density ?? "standard"
        let buttons = [("compact", shell.compactRows), ("standard", shell.standardRows), ("comfortable", shell.comfortableRows)].map { value, label -> HTML in
            "<button name=\"density\" value=\"\(value)\" aria-pressed=\"\(value == current ? "true" : "false")\" aria-label=\"\(label)\" title=\"\(label)\"><i class=\"rows-icon \(value)\"></i></button>"
        }
        return """
            <form class="seg dens" method="post" action="/preferences" hx-boost="false"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="to" value="\(visit.here)">\(buttons)</form>
            """
    }

    private var groups: HTML {
        let links = AccountGroup.allCases.map { group in
            "<li><a class=\"add\" href=\"\(Address.accounts(query.with { $0.group = group }).text)\">\(AccountGroups.groupLabel(group, visit))</a></li>" as HTML
        }
        return """
            <details class="menu"><summary class="chip"><span>\(words.groupBy)</span>\(Icon("chevron-down").html)</summary><div class="sheetlet right"><ul class="columns">\(links)</ul></div></details>
            """
    }

    private var exports: HTML {
        let list = query.with { _ in }
        return """
            <details class="menu"><summary class="chip">\(Icon("download").html)<span>\(words.export)</span></summary><div class="sheetlet right"><ul class="columns"><li><a class="add" href="\(Address.accountsCSV(list).text)" hx-boost="false">CSV</a></li><li><a class="add" href="\(Address.accountsXLSX(list).text)" hx-boost="false">XLSX</a></li></ul><p class="muted">\(words.exportHint)</p></div></details>
            """
    }
}
