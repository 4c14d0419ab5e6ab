import Basics
import Interface
import Storage

/// What lies over a page or stands around its contents: messages, overlays, changing in place, one account, its score.
struct StyleguideSurfaces {
    let visit: Context

    private var words: StyleguideWords { visit.words.styleguide }

    func html(in connection: Connection) throws -> HTML {
        let account = try AccountStore.page(AccountFilter(), .standard, after: nil, size: 1, within: visit.scope, in: connection).accounts.first
        let ofAccount = try account.map { try surfaces(of: $0, in: connection) }
        return "\(messages)\(waiting)\(inPlace)\(overlays)\(explained)\(ofAccount)"
    }

    private var messages: HTML {
        let toasts = [Toast(done: 1), Toast(undone: .init(undone: 2, kept: 0)), Toast(undone: .init(undone: 2, kept: 1))].map { $0.html(visit) }
        return StyleguidePage.specimen("messages", words.messages, """
            \(toasts)<p class="toast bad">\(visit.words.shell.offline)</p><p class="notice plain draft"><span>\(visit.words.shell.draft)</span> <button class="link">\(visit.words.shell.restore)</button> <button class="link">\(visit.words.shell.discard)</button></p>
            """)
    }

    private var waiting: HTML {
        let save = visit.words.forms.save
        let progress = ImportJobs.Progress(rows: 120_000, share: 0.4, startedAt: visit.now.adding(seconds: -60))
        let states: HTML = """
            <p class="filters"><button class="btn busy">\(save)</button><button class="btn primary" disabled>\(save)</button></p><div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div><p class="filters"><span class="fresh">\(visit.freshness)</span><span class="fresh stale">\(visit.freshness)</span></p>
            """
        return StyleguidePage.specimen("waiting", words.waiting, states) + WizardPage.progress(progress, cancel: "#waiting", visit)
    }

    private var inPlace: HTML {
        let fields = [
            Field(name: "c-next", label: visit.words.fields.nextStep, kind: .line(limit: 120)),
            Field(name: "c-on", label: visit.words.fields.nextStepOn, kind: .day),
        ]
        let form = RecordForm(fields, sent: Parameters(formText: "c-next=\(words.first)&c-on=soon"))
        let list = [
            FormField(name: "c-password", label: words.field, control: .password(isNew: true)),
            FormField(name: "c-files", label: words.field, control: .files(accept: ".pdf"), hint: words.hint),
            FormField(name: "c-photo", label: words.field, control: .photo),
        ]
        return StyleguidePage.specimen("inplace", words.inPlace, """
            <form class="inline-edit">\(form.inputs(visit.words.forms))<button type="button" class="btn s primary">\(visit.words.forms.save)</button></form><div class="form"><div class="fields">\(list.map(\.html))</div></div>
            <ul role="listbox" aria-label="\(words.field)" class="picked"><li role="option" aria-selected="true"><b>K100001</b> \(words.sampleName)</li><li role="option" aria-selected="false"><b>K100002</b> \(words.longName)</li></ul>
            """)
    }

    private var overlays: HTML {
        let rows = [words.first, words.second].map { "<label><input type=\"checkbox\"><span>\($0)</span></label>" as HTML }
        let found = [words.sampleName, words.longName].map { name -> HTML in
            "<li><a href=\"#overlays\">\(TierChip.mini("A"))<b>\(name)</b><small>K100001</small></a></li>"
        }
        return StyleguidePage.specimen("overlays", words.overlays, """
            <details class="menu" open><summary class="chip"><span>\(words.first)</span>\(Icon("chevron-down").html)</summary><div class="sheetlet">\(rows)<button class="btn s primary">\(visit.words.accounts.apply)</button></div></details>
            <div class="palette"><div class="results"><h3>\(visit.words.shell.accounts)</h3><ul>\(found)</ul></div></div>
            """)
    }

    private var explained: HTML {
        let explanation = Explain(words.figure, definition: words.longName, formula: words.hint, source: words.first, changed: "2026-03-04")
        let money = Format.figure(Money(minor: 5_430_120_055, .cny), visit.language)
        let open = explanation.html(visit.language)
        let strip = Figure.strip([
            Figure(words.figure, value: money.value, unit: money.unit, note: .empty, address: "#explained", explanation: open),
            Figure(words.longName, value: "23.3%", note: .empty, address: "#explained", explanation: open),
        ], label: words.explained)
        return strip + StyleguidePage.specimen("explained", words.explained, open)
    }

    /// The components that show one account, with the largest one that the reader sees.
    private func surfaces(of account: AccountSummary, in connection: Connection) throws -> HTML {
        let preview = try AccountPreview.answer(account.code, visit, in: connection)
        var look: HTML = .empty
        if case .fragment(let html) = preview { look = html }
        let why = try WhyPage.model(account, .init(), visit, in: connection).map { WhyView(model: $0, visit: visit).parts }
        return "\(StyleguidePage.specimen("preview", words.preview, "<div class=\"side-panel\">\(look)</div>"))\(why)"
    }
}
