import Interface

/// What stands where a list of accounts would be: nothing there yet, nothing that matches, or nothing that this person may see.
struct AccountsEmpty {
    let query: AccountsQuery
    let filters: AccountFilters
    let visit: Context

    var html: HTML {
        "<section class=\"panel\">\(state)</section>"
    }

    private var state: HTML {
        let words = visit.words.accounts
        guard query.isUnfiltered else {
            return EmptyState.html(.filteredOut, title: words.noneTitle, hint: words.noneHint, action: "<span class=\"filters\">\(filters.clearing)</span>")
        }
        switch visit.scope {
        case .own: return EmptyState.html(.noRights, title: words.noneYoursTitle, hint: words.noneYoursHint)
        case .teams: return EmptyState.html(.noRights, title: words.noneTeamTitle, hint: words.noneTeamHint)
        case .all: break
        }
        let role = visit.user.role
        guard role.may(.importFiles) || role.may(.addAccounts) else { return EmptyState.html(.never, title: words.emptyTitle, hint: words.emptyForReaders) }
        let hint = role.may(.importFiles) ? words.emptyHint : words.emptyByHand
        return EmptyState.html(.never, title: words.emptyTitle, hint: hint, action: Self.ways(visit))
    }

    /// How accounts come in, as far as this person may.
    static func ways(_ visit: Context) -> HTML {
        let role = visit.user.role, words = visit.words.accounts
        let upload: HTML = role.may(.importFiles) ? "<a class=\"btn primary\" href=\"\(Address.newImport.text)\">\(words.importFile)</a>" : .empty
        let add: HTML = role.may(.addAccounts) ? "<a class=\"btn\" href=\"\(Address.newAccount.text)\">\(visit.words.forms.newAccount)</a>" : .empty
        return "<span class=\"filters\">\(upload)\(add)</span>"
    }
}
