import Basics
import Foundation
import Interface
import Scoring
import Storage

/// The company: its name, time zone, fiscal year and base currency, dated exchange rates, and tags.
enum OrganisationPage {
    private static func fields(_ visit: Context) -> [Field] {
        let words = visit.words.people, labels = visit.words.fields
        let zones = TimeZone.knownTimeZoneIdentifiers.filter { $0.contains("/") || $0 == "UTC" }.sorted()
        let months = (1...12).map { Field.Choice(value: String($0), label: Format.shortMonth(Month(year: 2026, month: $0), visit.language)) }
        return [
            Field(name: "name", label: labels.name, kind: .line(limit: TextLimit.organisation), isRequired: true), Field(name: "englishName", label: labels.englishName, kind: .line(limit: TextLimit.organisation)),
            Field(name: "timeZone", label: words.timeZone, kind: .choice(zones.map { .init(value: $0, label: $0) }), isRequired: true, hint: words.timeZoneHint),
            Field(name: "fiscalYearStart", label: words.fiscalYear, kind: .choice(months), isRequired: true),
            Field(name: "baseCurrency", label: words.baseCurrency, kind: .choice(Currency.common.map { .init(value: $0.code, label: $0.code) }), isRequired: true, hint: words.baseCurrencyHint),
        ]
    }

    private static var rateFields: (Context) -> [Field] {
        { visit in
            let words = visit.words.people
            let base = visit.organisation.baseCurrency
            return [
                Field(name: "currency", label: visit.words.booking.currency, kind: .choice(Currency.common.filter { $0 != base }.map { .init(value: $0.code, label: $0.code) }), isRequired: true),
                Field(name: "from", label: visit.words.fields.from, kind: .day, isRequired: true),
                Field(name: "rate", label: words.rate(base.code), kind: .decimal(places: 6), isRequired: true),
            ]
        }
    }

    private static func values(of organisation: Organisation) -> [String: String] {
        [
            "name": organisation.name, "englishName": organisation.englishName ?? "", "timeZone": organisation.timeZone,
            "fiscalYearStart": String(organisation.fiscalYearStart), "baseCurrency": organisation.baseCurrency.code,
        ]
    }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        return .page(try page(nil, nil, visit, in: connection))
    }

    static func save(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        switch sent["do"] {
        case "rate":
            var form = RecordForm(rateFields(visit), sent: sent)
            let rate = form["rate"].flatMap { FixedDecimal.parse(Array($0.utf8), decimals: 9)?.units } ?? 0
            if form.isValid, rate <= 0 { form.set(.outside(0...999_999), for: "rate") }
            guard form.isValid, let currency = form["currency"].flatMap({ Currency($0) }), let day = form["from"].flatMap({ Day($0) }) else {
                return .invalid(try page(nil, form, visit, in: connection))
            }
            guard try UserStore.set(UserStore.Rate(currency: currency, from: day, rate: rate), in: connection) else { break }
            try note("\(currency.code) \(day.iso) \(form["rate"] ?? "")", visit, in: connection)
        case "removeRate":
            let parts = (sent["which"] ?? "").split(separator: ".")
            if parts.count == 2, let currency = Currency(parts[0]), let day = Day(parts[1]),
               try UserStore.removeRate(currency, from: day, in: connection) {
                try note("\(currency.code) \(day.iso) –", visit, in: connection)
            }
        case "renameTag":
            if let id = sent["which"].flatMap({ Int64($0) }), let name = AccountRecord.tagNames((sent["name"] ?? "").withoutInvisibleMarks).first {
                guard name.count <= TextLimit.tag else {
                    return .invalid(try page(nil, nil, refused: (AccountTag.ID(id), name, .tooLong(limit: TextLimit.tag)), visit, in: connection))
                }
                switch try TagStore.rename(AccountTag.ID(id), to: name, in: connection) {
                case .taken: return .invalid(try page(nil, nil, refused: (AccountTag.ID(id), name, .taken(name)), visit, in: connection))
                case .renamed(let before): try note("\(before) → \(name)", visit, in: connection)
                case .unchanged: break
                }
            }
        case "removeTag":
            if let id = sent["which"].flatMap({ Int64($0) }), let name = try TagStore.remove(AccountTag.ID(id), in: connection) {
                try note("\(name) –", visit, in: connection)
            }
        default:
            var form = RecordForm(fields(visit), sent: sent, over: values(of: visit.organisation))
            if form["baseCurrency"] != visit.organisation.baseCurrency.code, try !UserStore.rates(in: connection).isEmpty {
                form.set(.hasRates, for: "baseCurrency")
            }
            guard form.isValid else { return .invalid(try page(form, nil, visit, in: connection)) }
            if form.noticeChanges(in: values(of: visit.organisation)) { return .conflict(try page(form, nil, visit, in: connection)) }
            if form.changes(from: values(of: visit.organisation)).isEmpty { break }
            var organisation = visit.organisation
            organisation.name = form["name"] ?? organisation.name
            organisation.englishName = form["englishName"]
            organisation.timeZone = form["timeZone"] ?? organisation.timeZone
            organisation.fiscalYearStart = form["fiscalYearStart"].flatMap { Int($0) } ?? 1
            organisation.baseCurrency = form["baseCurrency"].flatMap { Currency($0) } ?? organisation.baseCurrency
            try UserStore.save(organisation, at: visit.now, in: connection)
            try note(organisation.name, visit, in: connection)
        }
        return .redirect(.organisation)
    }

    /// The table of exchange rates as it is shown.
    static func exportRates(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let header = [visit.words.booking.currency, visit.words.fields.from, visit.words.people.rate(visit.organisation.baseCurrency.code)]
        return .table("rates.csv", header, try UserStore.rates(in: connection)) { [$0.currency.code, $0.from.iso, value(of: $0)] }
    }

    /// The table of tags as it is shown.
    static func exportTags(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let counts = try TagStore.counts(within: .all, in: connection), words = visit.words.accounts
        return .table("tags.csv", [words.tag, words.title], try TagStore.tags(in: connection)) { [$0.name, String(counts[$0.id] ?? 0)] }
    }

    private static func value(of rate: UserStore.Rate) -> String { FixedDecimal(units: rate.rate, decimals: 9).trimmed(atLeast: 2) }

    private static func note(_ text: String, _ visit: Context, in connection: Connection) throws {
        try ActivityStore.record(.organisationChanged, by: visit.user.id, at: visit.now, subject: ("organisation", 1), after: text, in: connection)
    }

    /// - Parameter refused: a tag that was to be given a name that it cannot have.
    private static func page(
        _ sent: RecordForm?, _ rate: RecordForm?, refused: (tag: AccountTag.ID, name: String, problem: FieldProblem)? = nil, _ visit: Context, in connection: Connection
    ) throws -> HTML {
        let words = visit.words.people, forms = visit.words.forms, organisation = visit.organisation
        let form = sent ?? RecordForm(fields(visit), showing: values(of: organisation))
        let panel = FormPanel.html(
            id: "organisation", title: words.organisation, action: Address.organisation.text, token: visit.formToken, submit: forms.save,
            cancel: (forms.cancel, Address.people.text), "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>"
        )
        let rates = try UserStore.rates(in: connection).map { rate -> HTML in
            "<tr><td>\(rate.currency.code)</td><td>\(visit.text(rate.from))</td><td class=\"n\">\(value(of: rate))</td><td class=\"n\">\(button("removeRate", "\(rate.currency.code).\(rate.from.iso)", forms.remove, visit))</td></tr>"
        }
        let unrated = try missing(visit, in: connection)
        let rateForm = rate ?? RecordForm(rateFields(visit), showing: ["from": visit.today.iso], isNew: true)
        let counts = try TagStore.counts(within: .all, in: connection)
        let tags = try TagStore.tags(in: connection).map { tag -> HTML in
            let list = Address.accounts(AccountsQuery().with { $0.filter.tags = [tag.id] }).text
            let refused = refused.flatMap { $0.tag == tag.id ? $0 : nil }
            let problem = refused.map { "<small class=\"problem\" role=\"alert\">\(forms.text(of: $0.problem))</small>" as HTML }
            return """
                <tr><td><form class="inline-fields" method="post" action="\(Address.organisation.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="which" value="\(tag.id.value.description)"><input name="name" value="\(refused?.name ?? tag.name)" maxlength="\(TextLimit.tag)" aria-label="\(visit.words.accounts.tag)"><button class="btn s" name="do" value="renameTag">\(forms.save)</button>\(problem)</form></td><td class="n"><a class="link" href="\(list)">\(Format.grouped(counts[tag.id] ?? 0))</a></td><td class="n">\(button("removeTag", tag.id.value.description, forms.remove, visit))</td></tr>
                """
        }
        let tagList: HTML = tags.isEmpty ? EmptyState.html(title: words.noTags, hint: words.noTagsHint) : "<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><tbody>\(tags)</tbody></table></div>"
        return visit.shell(title: words.organisation, section: .people, crumbs: [.init(words.title, Address.people.text), .init(words.organisation)]).html("""
            <div class="content narrow"><h1 class="sr">\(words.organisation)</h1>\(panel)
            \(Panel.html(id: "rates", title: words.rates, note: words.ratesNote, tools: rates.isEmpty ? .empty : DownloadLink.csv(Address.ratesCSV.text), "\(unrated)<div class=\"scroll\" tabindex=\"0\"><table class=\"list plain\"><tbody>\(rates)</tbody></table></div><form class=\"form\" method=\"post\" action=\"\(Address.organisation.text)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\"><div class=\"fields three\">\(rateForm.inputs(forms))</div><div class=\"form-actions\"><button class=\"btn\" name=\"do\" value=\"rate\">\(words.addRate)</button></div></form>"))
            \(Panel.html(id: "tags", title: visit.words.fields.tags, tools: tags.isEmpty ? .empty : DownloadLink.csv(Address.tagsCSV.text), tagList))</div>
            """)
    }

    /// Which accounts the last classification left out because a rate was missing.
    private static func missing(_ visit: Context, in connection: Connection) throws -> HTML {
        guard let run = try PolicyStore.latestRun(in: connection), let policy = try PolicyStore.version(run.policyVersionID, in: connection)?.policy else { return .empty }
        let lines = run.portfolio.unrated(window: policy.window).map { currency, accounts -> HTML in
            "<div class=\"notice warn\">\(visit.words.books.unrated(currency.code, accounts, visit.text(run.asOf)))</div>"
        }
        return lines.isEmpty ? .empty : "\(lines)"
    }

    private static func button(_ verb: String, _ which: String, _ label: String, _ visit: Context) -> HTML {
        """
        <form method="post" action="\(Address.organisation.text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="which" value="\(which)"><button class="btn quiet s danger" name="do" value="\(verb)">\(label)</button></form>
        """
    }
}
