import Basics
import Interface
import Spreadsheets
import Storage

/// The second step: which column holds what.
struct ColumnsStep {
    let draft: ImportDraft
    let visit: Context
    let wizard: ImportWizard

    private var words: ImportsWords { visit.words.imports }

    func answer(in connection: Connection) throws -> Answer {
        let page = WizardPage(visit: visit, draft: draft, step: 1)
        let here = Address.importStep(draft.id.value, .columns).text
        if let progress = try wizard.progress(draft.id.value, in: connection) {
            return .page(page.html(words.preparing, refresh: true, WizardPage.progress(progress, cancel: here, visit)))
        }
        guard draft.rowsFile != nil else {
            let failure = try wizard.failure(draft.id.value, in: connection)
            return .page(page.html(words.cannotRead, "\(failure.map { WizardPage.failure($0, visit) })\(sheets(here))"))
        }
        let (header, samples): ([String], [[String]])
        do {
            (header, samples) = try sample()
        } catch SalesFile.Refusal.empty {
            return .page(page.html(words.cannotRead, "\(WizardPage.failure(.noRows, visit))\(sheets(here))"))
        }
        let saved = try ImportDraftStore.mapping(draft.kind, header: ImportDraft.signature(header), in: connection)
        let columns = draft.columns ?? saved ?? draft.kind.match(header)
        return .page(try form(header, samples, columns, isSaved: draft.columns == nil && saved != nil))
    }

    private func sample() throws -> (header: [String], rows: [[String]]) {
        var rows = try DraftRows(draft, in: wizard.app.files)
        var samples: [[String]] = []
        while samples.count < 5, let row = try rows.next() { samples.append(row.fields) }
        return (rows.header, samples)
    }

    private func form(_ header: [String], _ samples: [[String]], _ columns: [String: Int], missing: [String] = [], isSaved: Bool = false) throws -> HTML {
        let forms = visit.words.forms
        let options = header.enumerated().map { (String($0.offset), $0.element.isEmpty ? words.column($0.offset + 1) : $0.element) }
        let fields = draft.kind.fields.map { field -> HTML in
            FormField(
                name: "c." + field.name, label: label(field.name), control: .select(options, none: words.notInFile),
                value: columns[field.name].map { String($0) } ?? "", isRequired: field.isRequired,
                problem: missing.contains(field.name) ? words.sayColumn : nil
            ).html
        }
        let matched = Set(columns.values).count
        let heads = header.map { "<th scope=\"col\">\($0)</th>" as HTML }
        let lines = samples.map { row in "<tr>\(row.map { "<td>\(String($0.prefix(60)))</td>" as HTML })</tr>" as HTML }
        let kinds = FormField(name: "kind", label: words.holds, control: .select(ImportKind.allCases.map { ($0.rawValue, words.kind($0.rawValue)) }, none: nil), value: draft.kind.rawValue)
        let currency: HTML = draft.kind == .sales ? FormField(
            name: "currency", label: words.currencyOfRows, control: .select(Currency.common.map { ($0.code, $0.code) }, none: nil),
            value: draft.currency ?? visit.organisation.baseCurrency.code
        ).html : .empty
        let here = Address.importStep(draft.id.value, .columns).text
        let names = missing.map(label).joined(separator: visit.isEnglish ? ", " : "\u{3001}")
        let note: HTML = missing.isEmpty ? .empty : "<div class=\"notice bad\" role=\"alert\">\(words.missingColumns(names))</div>"
        let lastTime: HTML = isSaved ? "<div class=\"notice\">\(words.asLastTime) <button class=\"btn quiet s\" name=\"do\" value=\"forget\" formnovalidate>\(words.forget)</button></div>" : .empty
        let reading = ReadingFields(draft: draft, words: words).html(try draft.told(columns, in: wizard.app.files))
        let again: HTML = "<button class=\"btn\" name=\"do\" value=\"kind\" formnovalidate>\(words.readAsThis)</button>"
        return WizardPage(visit: visit, draft: draft, step: 1).html(words.matchedFinding(matched, header.count), """
            \(note)\(Panel.html(id: "sample", title: words.firstRows, note: draft.sheet, "<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><thead><tr>\(heads)</tr></thead><tbody>\(lines)</tbody></table></div>"))
            \(sheets(here))<section class="panel" aria-labelledby="match"><header><h2 id="match">\(words.matchColumns)</h2></header><form class="form" method="post" action="\(here)"><input type="hidden" name="token" value="\(visit.formToken)"><div class="fields three">\(kinds.html)\(currency)\(reading)</div><div>\(again)</div>\(lastTime)<div class="fields three">\(fields)</div><div class="form-actions"><button class="btn quiet danger" name="do" value="discard">\(forms.remove)</button><button class="btn primary">\(words.checkFile)</button></div></form></section>
            """)
    }

    /// Sheets of a workbook, when there are several.
    private func sheets(_ here: String) -> HTML {
        guard draft.isWorkbook, let workbook = try? Workbook(path: wizard.app.files.path(of: draft.file)) else { return .empty }
        let names = workbook.sheets.filter { !$0.isHidden }.map(\.name)
        guard names.count > 1 else { return .empty }
        let links = names.map { name -> HTML in
            "<button class=\"btn s\" name=\"sheet\" value=\"\(name)\"\(flag: "disabled", name == draft.sheet)>\(name)</button>"
        }
        return "<form class=\"filters\" method=\"post\" action=\"\(here)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><span>\(words.sheet)</span>\(links)</form>"
    }

    private func label(_ name: String) -> String { words.fieldName(name, visit) }

    func save(_ sent: Parameters, in connection: Connection) throws -> Answer {
        if sent["do"] == "cancel" {
            try wizard.cancel(draft.id.value, in: connection)
            return .redirect(.imports)
        }
        if sent["do"] == "discard" {
            try ImportDraftStore.remove(draft.id, in: connection)
            return .redirect(.imports)
        }
        var changed = draft
        if let sheet = sent["sheet"] {
            changed.columns = nil
            changed.reading = .init()
            changed.review = nil
            try ImportDraftStore.save(changed, in: connection)
            try wizard.prepare(changed, sheet: sheet, in: connection)
            return .redirect(.importStep(draft.id.value, .columns))
        }
        changed.kind = sent["kind"].flatMap { ImportKind(rawValue: $0) } ?? draft.kind
        changed.currency = sent["currency"].flatMap { Currency($0)?.code }
        changed.review = nil
        changed.reading = ReadingFields(draft: draft, words: words).choice(sent)
        if sent["do"] == "forget" { try ImportDraftStore.forget(draft.kind, header: ImportDraft.signature(try sample().header), in: connection) }
        let isOtherText = (changed.reading.encoding, changed.reading.separator) != (draft.reading.encoding, draft.reading.separator)
        if ["kind", "forget"].contains(sent["do"]) || changed.kind != draft.kind || isOtherText {
            changed.columns = nil
            try ImportDraftStore.save(changed, in: connection)
            return .redirect(.importStep(draft.id.value, .columns))
        }
        let (header, samples) = try sample()
        var columns: [String: Int] = [:]
        for field in changed.kind.fields {
            if let place = sent["c." + field.name].flatMap({ Int($0) }), header.indices.contains(place) { columns[field.name] = place }
        }
        let missing = changed.kind.missing(columns)
        let isKnownLayout = changed.kind == .sales && OnlineRetailLayout(header: header, currency: nil) != nil
        guard missing.isEmpty else {
            return .invalid(try ColumnsStep(draft: changed, visit: visit, wizard: wizard).form(header, samples, columns, missing: missing))
        }
        // The public sample file has rules of its own for what is a sale; they hold as long as nobody matches otherwise.
        changed.columns = isKnownLayout && columns == changed.kind.match(header) ? nil : columns
        try ImportDraftStore.remember(columns, changed.kind, header: ImportDraft.signature(header), at: visit.now, in: connection)
        try ImportDraftStore.save(changed, in: connection)
        try wizard.check(changed, visit, in: connection)
        return .redirect(.importStep(draft.id.value, .check))
    }
}

extension ImportsWords {
    /// A field of an import in words.
    func fieldName(_ name: String, _ visit: Context) -> String {
        let booking = visit.words.booking, fields = visit.words.fields
        return switch name {
        case "document": self.documentNumber
        case "date": booking.issuedOn
        case "account": self.accountCode
        case "account_name", "accountName": self.accountName
        case "item": self.productCode
        case "item_name": self.productName
        case "quantity": booking.quantity
        case "price": booking.unitPrice
        case "amount": booking.amount
        case "cost": booking.cost
        case "currency": booking.currency
        case "kind": self.documentKind
        case "title": fields.jobTitle
        case "role": fields.role
        case "from": fields.from
        default: fields.label(of: name)
        }
    }
}
