import Basics
import Interface

/// Beside the filters: columns, groups, the view's name, and exports.
struct AccountTools {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }
    private var query: AccountsQuery { model.query }

    var html: HTML {
        """
        <div class="tools">\(columns)\(groups)\(views)<a class="btn s" href="\(Address.accountsCSV(query.with { _ in }).text)" hx-boost="false">\(Icon("download").html)CSV</a><a class="btn s" href="\(Address.accountsXLSX(query.with { _ in }).text)" hx-boost="false">XLSX</a></div>
        """
    }

    /// Shown columns in their order, each with a way up and out; the others with a way in.
    private var columns: HTML {
        let shown = query.shownColumns
        let rows = shown.enumerated().map { index, column -> HTML in
            let label = model.table.label(column)
            var moved = shown
            if index > 0 { moved.swapAt(index, index - 1) }
            let up: HTML = index == 0 ? "<span></span>" : "<a href=\"\(address(moved))\" aria-label=\"\(words.moveUp(label))\">↑</a>"
            let out: HTML = shown.count == 1 ? "<span></span>" : "<a href=\"\(address(shown.filter { $0 != column }))\" aria-label=\"\(words.hide(label))\">×</a>"
            return "<li><span>\(label)</span>\(up)\(out)</li>"
        }
        let others = AccountColumn.allCases.filter { !shown.contains($0) }.map { column in
            "<li><a class=\"add\" href=\"\(address(shown + [column]))\">+ \(model.table.label(column))</a></li>" as HTML
        }
        let reset: HTML = query.columns == nil ? .empty : "<li><a class=\"add\" href=\"\(Address.accounts(query.with { $0.columns = nil }).text)\">\(words.resetColumns)</a></li>"
        return """
            <details class="menu"><summary class="chip">\(Icon("columns-3").html)<span>\(words.columns(shown.count, AccountColumn.allCases.count))</span></summary><div class="sheetlet right"><ul class="columns">\(rows)</ul><ul class="columns">\(others)\(reset)</ul></div></details>
            """
    }

    private func address(_ columns: [AccountColumn]) -> String { Address.accounts(query.with { $0.columns = columns }).text }

    private var groups: HTML {
        let links = AccountGroup.allCases.map { group in
            "<li><a class=\"add\" href=\"\(Address.accounts(query.with { $0.group = group }).text)\">\(AccountGroups.groupLabel(group, visit))</a></li>" as HTML
        }
        return """
            <details class="menu"><summary class="chip"><span>\(words.groupBy)</span>\(Icon("chevron-down").html)</summary><div class="sheetlet right"><ul class="columns">\(links)</ul></div></details>
            """
    }

    private var views: HTML {
        let current = model.views.first { $0.id.value == query.view && $0.ownerID == visit.user.id }
        let text = Address.accounts(query.with { _ in }).text.split(separator: "?").dropFirst().joined()
        let id = current.map { "<input type=\"hidden\" name=\"id\" value=\"\($0.id.value.description)\">" as HTML }
        let remove: HTML? = current == nil ? nil : "<button class=\"btn s danger\" name=\"do\" value=\"remove\">\(visit.words.forms.remove)</button>"
        return """
            <details class="menu"><summary class="chip"><span>\(current == nil ? words.saveView : words.changeView)</span>\(Icon("chevron-down").html)</summary><form class="sheetlet right" method="post" action="\(Address.savedViews.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="query" value="\(text)">\(id)
            <label class="stacked"><span>\(words.viewName)</span><input type="text" name="name" maxlength="40" required value="\(current?.name ?? "")"></label><label><input type="checkbox" name="shared" value="1"\(flag: "checked", current?.isShared == true)><span>\(words.shareView)</span></label><label><input type="checkbox" name="default" value="1"\(flag: "checked", current?.isDefault == true)><span>\(words.defaultView)</span></label><button class="btn s primary">\(visit.words.forms.save)</button>\(remove)</form></details>
            """
    }
}
