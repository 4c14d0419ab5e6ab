import Basics
import Interface
import Scoring

/// One account as a page.
struct AccountView {
    let model: AccountPage.Model
    let visit: Context
    let currency: Currency

    private var words: AccountWords { visit.words.account }
    private var account: AccountSummary { model.account }

    private var explanations: AccountExplanations { AccountExplanations(visit: visit, version: model.score?.version) }

    var html: HTML {
        var head = AccountHead(account: account, tab: .overview, visit: visit)
        head.tierName = model.score?.policy.tiers.first { $0.code == account.tier }?.name.text(visit.language)
        if account.tier != nil { head.explanation = explanations.tier }
        if account.isProvisional { head.tags = Tag.html(words.provisional, .warn, icon: Icon("triangle-alert")) }
        return """
            \(head.html)<div class="content">\(model.record?.step)\(AccountFigures(model: model, visit: visit, currency: currency).html)<div class="two"><div class="stack">\(AccountRevenue(model: model, visit: visit, currency: currency).html)\(documents)</div><div class="stack">\(evaluation)\(model.record?.html)\(contacts)\(activity)</div></div></div>
            """
    }

    // MARK: Panels

    private var evaluation: HTML {
        guard let (score, _, policy) = model.score else {
            return Panel.html(id: "score", title: words.noScoreTitle, "<p class=\"none-yet\">\(words.noScoreHint)</p>\(ClassificationNotice.door(visit))")
        }
        let card = score.scorecard
        let why = Address.why(account.code, .init()).text
        let bars = policy.criteria.map { criterion -> HTML in
            let weight = card.terms(of: criterion.id).reduce(0) { $0 + $1.weight }
            let gained = card.contribution(of: criterion.id)
            let share = weight == 0 ? 0 : gained * 10 / weight
            return """
                <li><span class="label"><a href="\(why)#\(criterion.id)">\(criterion.name.text(visit.language))</a></span><span class="track-box">\(Strip.html(share: share))</span><span class="v">\(Format.score(gained, atLeast: 2)) <small>/ \(Format.weight(weight))</small></span></li>
                """
        }
        return Panel.html(
            id: "score", title: words.howItAddsUp, note: words.asOf(visit.text(score.run.asOf)),
            tools: "<a class=\"btn quiet s\" href=\"\(why)\">\(words.why)</a>", """
            <div class="body"><div class="score"><a class="big num" href="\(why)" title="\(Format.score(card.score))">\(Format.points(card.score))</a><p class="cap num">\(neighbours(card, policy))</p></div><ul class="bars num">\(bars)</ul>\(history)</div>
            """)
    }

    /// What is missing to the tier above, and what is left to the one below.
    private func neighbours(_ card: Scorecard, _ policy: Policy) -> HTML {
        let place = TierPlace(card, in: policy)
        let below = TierPlaceText.below(place, visit).map { "<br>\($0)" as HTML }
        return "\(TierPlaceText.above(place, visit))\(below)"
    }

    /// Where the account stood at the last evaluations, the newest last.
    private var history: HTML {
        guard model.history.count > 1 else { return .empty }
        let steps = model.history.map { entry -> HTML in
            "<li><a href=\"\(Address.why(account.code, .init(run: entry.run)).text)\" title=\"\(Format.score(entry.score))\">\(TierChip.mini(entry.tier))<small>\(visit.text(entry.asOf))</small></a></li>"
        }
        return "<p class=\"nav-label\">\(visit.words.why.tierHistory)</p><ol class=\"tier-steps num\">\(steps)</ol>"
    }

    private var documents: HTML {
        let all = "<a class=\"btn quiet s\" href=\"\(Address.documents(account.code, .init()).text)\">\(words.allDocuments)</a>" as HTML
        guard !model.documents.isEmpty else {
            return Panel.html(id: "documents", title: words.latestDocuments, "<p class=\"none-yet\">\(words.noDocuments)</p>")
        }
        return Panel.html(id: "documents", title: words.latestDocuments, tools: all, """
            <div class="scroll" tabindex="0">\(DocumentTable(code: account.code, visit: visit).html(model.documents))</div>
            """)
    }

    private var contacts: HTML {
        guard !model.contacts.shown.isEmpty else {
            return Panel.html(id: "contacts", title: words.noContacts, "<p class=\"none-yet\">\(words.noContactsHint)</p>")
        }
        let all = "<a class=\"btn quiet s\" href=\"\(Address.contacts(account.code).text)\">\(words.allDocuments)</a>" as HTML
        return Panel.html(id: "contacts", title: visit.words.contacts.title(model.contacts.count), tools: all, """
            <div class="body"><ul class="people">\(model.contacts.shown.map { ContactsPage.item($0, visit) })</ul></div>
            """)
    }

    private var activity: HTML {
        guard !model.activities.isEmpty else {
            return Panel.html(id: "activity", title: words.activity, "<p class=\"none-yet\">\(words.noActivity)</p>")
        }
        let all = "<a class=\"btn quiet s\" href=\"\(Address.activity(account.code, before: nil, onlyNotes: false).text)\">\(words.allDocuments)</a>" as HTML
        return Panel.html(id: "activity", title: words.activity, tools: all, """
            <div class="body"><ol class="timeline">\(model.activities.map { model.timeline.item($0) })</ol></div>
            """)
    }
}
