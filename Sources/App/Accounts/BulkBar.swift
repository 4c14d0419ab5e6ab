import Basics
import Interface

/// What can be done with chosen accounts; seen once one is chosen.
struct BulkBar {
    let model: AccountsPage.Model
    let visit: Context

    private var words: AccountsWords { visit.words.accounts }

    var html: HTML {
        let query = Address.accounts(model.query).text.split(separator: "?").dropFirst().joined()
        let cross = Icon("x").html
        return """
            <form id="bulk" class="bulkbar" method="post" action="\(Address.accountsBulk.text)" hx-boost="false"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><input type="hidden" name="query" value="\(query)"><b data-selected data-words="\(words.selected("#"))">\(words.selectedSome)</b><span class="sum num" data-sum></span>\(all)<span class="verbs">\(assign)\(tag)\(export)<button type="reset" class="btn quiet icon-only s" aria-label="\(words.clearSelection)">\(cross.isEmpty ? "×" : cross)</button></span></form>
            """
    }

    /// Everything that matches; more than one action changes are not promised.
    private var all: HTML {
        guard model.totals.accounts > model.page.accounts.count || !model.totals.isExact else { return .empty }
        let label = model.totals.isExact ? words.selectAll(Format.grouped(model.totals.accounts)) : words.selectFirst(Format.grouped(BulkChange.limit))
        return "<label class=\"everything\"><input type=\"checkbox\" name=\"all\" value=\"1\"\(flag: "checked", model.refused?.isForAll == true)><span>\(label)</span></label>"
    }

    private var assign: HTML {
        guard visit.user.role.may(.assignOwners) else { return .empty }
        let owner = model.refused.flatMap { $0.field == .owner ? $0 : nil }
        let names = model.choices.owners.filter(\.isAssignable).map { $0.name(english: visit.isEnglish) }
        let field = FormField(
            name: "to", label: words.owner, control: .pick(from: Address.pick("people", query: nil).text, offers: names),
            value: owner?.typed ?? "", problem: owner.map { visit.words.forms.text(of: $0.problem) }
        )
        return verb("user-round-check", words.assign, isOpen: owner != nil, """
            \(field.html)<button class="btn s primary" name="do" value="assign">\(words.assign)</button><button class="btn s" name="do" value="unassign">\(words.removeOwner)</button>
            """)
    }

    private var tag: HTML {
        guard visit.user.role.may(.editAccounts) else { return .empty }
        let refused = model.refused.flatMap { $0.field == .tag ? $0 : nil }
        let problem = refused.map { "<small class=\"wrong\" role=\"alert\">\(visit.words.forms.text(of: $0.problem))</small>" as HTML }
        return verb("star", words.tag, isOpen: refused != nil, """
            <label class="stacked"><span>\(words.tag)</span><input type="text" name="tag" list="tags" maxlength="\(TextLimit.tag)" value="\(refused?.typed ?? "")"></label>\(problem)<datalist id="tags">\(model.choices.tags.map { "<option value=\"\($0.name)\">" as HTML })</datalist><button class="btn s primary" name="do" value="tag">\(words.addTag)</button><button class="btn s" name="do" value="untag">\(words.removeTag)</button>
            """)
    }

    private var export: HTML {
        verb("download", words.export, """
            <button class="btn s" name="do" value="csv">CSV</button><button class="btn s" name="do" value="xlsx">XLSX</button>
            """)
    }

    private func verb(_ icon: String, _ label: String, isOpen: Bool = false, _ body: HTML) -> HTML {
        "<details class=\"menu\"\(flag: "open", isOpen)><summary class=\"btn s\">\(Icon(icon).html)<span>\(label)</span></summary><div class=\"sheetlet right\">\(body)</div></details>"
    }
}
