import Basics
import Interface
import Storage

/// What people entered of an account: what is done next before everything else, and quietly the rest.
struct AccountOnRecord {
    let account: AccountSummary
    let record: Account
    let tags: [String]
    /// The account that owns this one, where it may be seen.
    let parent: AccountSummary?
    let visit: Context

    init?(_ account: AccountSummary, _ visit: Context, in connection: Connection) throws {
        guard let record = try AccountStore.account(account.id, in: connection) else { return nil }
        self.account = account
        self.record = record
        self.visit = visit
        tags = try TagStore.names(of: account.id, in: connection)
        parent = try record.parentID.flatMap { try AccountStore.account($0, in: connection) }.flatMap {
            try AccountStore.summary(code: $0.code, within: visit.scope, in: connection)
        }
    }

    private var words: YearWords { visit.words.year }
    private var fields: FieldsWords { visit.words.fields }
    private var mayEdit: Bool { visit.user.role.may(.editAccounts) }
    private func edit(_ field: String) -> String { Address.accountEdit(account.code).text + "#f-" + field }

    // MARK: Next step

    /// The next step, with its day and the button that ends it.
    var step: HTML {
        guard let step = record.nextStep else {
            guard mayEdit else { return .empty }
            return """
                <section class="panel step" aria-label="\(fields.nextStep)"><p>\(words.noStep)</p><a class="btn s" href="\(edit("nextStep"))">\(words.planStep)</a></section>
                """
        }
        return """
            <section class="panel step" aria-label="\(fields.nextStep)"><p><span class="name">\(fields.nextStep)</span> <b>\(step)</b> \(due)</p>\(done(step))</section>
            """
    }

    private var due: HTML {
        guard let day = record.nextStepOn else { return .empty }
        let late = visit.today.number - day.number
        let says = words.stepDue(visit.text(day)) + (late > 0 ? " · " + words.daysLate(late) : "")
        return Tag.html(says, late > 0 ? .bad : late >= -7 ? .warn : .plain, icon: Icon("clock"))
    }

    /// Ends the step: it is emptied, and can be taken back for a while.
    private func done(_ step: String) -> HTML? {
        guard mayEdit else { return nil }
        func hidden(_ name: String, _ value: String) -> HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
        return """
            <form method="post" action="\(Address.accountEdit(account.code).text)">\(hidden("token", visit.formToken))\(hidden("id", String(account.id.value)))\(hidden("was_nextStep", step))\(hidden("nextStep", ""))\(hidden("was_nextStepOn", record.nextStepOn?.iso ?? ""))\(hidden("nextStepOn", ""))<button class="btn s">\(Icon("circle-check").html)<span>\(words.stepDone)</span></button></form><a class="btn quiet s" href="\(edit("nextStep"))">\(visit.words.forms.editShort)</a>
            """
    }

    // MARK: The rest

    var html: HTML {
        let website = record.website.map { "<a class=\"link\" href=\"\($0)\" rel=\"noreferrer\">\($0.replacing("https://", with: "").replacing("http://", with: ""))</a>" as HTML }
        let owner = parent.map { "<a class=\"link\" href=\"\(Address.account($0.code).text)\">\($0.displayName(english: visit.isEnglish))</a>" as HTML }
        var rows: [(label: String, field: String, value: HTML?)] = [
            (fields.stage, "stage", "\(fields.stageName(record.stage.rawValue))"),
            (fields.tags, "tags", tags.isEmpty ? nil : "\(tags.map { Tag.html($0) })"),
            (fields.parent, "parent", owner),
            (fields.creditCode, "creditCode", record.creditCode.map { "<span class=\"num\">\($0)</span>" }),
            (fields.website, "website", website),
            (fields.size, "size", record.size.map { "\(fields.sizeName($0))" }),
            (fields.customerSince, "customerSince", record.customerSince.map { "\(Format.fullDay($0, visit.language))" }),
        ]
        // Judged by who hands accounts out.
        rows.append((fields.referenceValue, visit.user.role.may(.assignOwners) ? "referenceValue" : "", record.referenceValue.map { "\(String($0)) <small>/ 5</small>" }))
        let list = rows.map { row -> HTML in
            let value: HTML = row.value ?? "<span class=\"z\">\(words.notEntered)</span>"
            let door: HTML = !mayEdit || row.field.isEmpty ? .empty : """
                 <a class="quiet-edit" href="\(edit(row.field))" aria-label="\(words.enter(row.label))">\(Icon("pencil").html)</a>
                """
            return "<div><dt>\(row.label)</dt><dd>\(value)\(door)</dd></div>"
        }
        return Panel.html(id: "record", title: words.onRecord, "<div class=\"body\"><dl class=\"facts-list\">\(list)</dl></div>")
    }
}
