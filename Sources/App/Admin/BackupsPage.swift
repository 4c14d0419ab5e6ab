import Basics
import Interface
import Storage

/// Backups in the browser: where they lie, how many stay, how the last one went, and one more now.
enum BackupsPage {
    private static let shown = 12

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        return .page(try page(nil, visit, in: connection))
    }

    private static func fields(_ visit: Context) -> [Field] {
        let words = visit.words.backups, own = visit.words.classification
        let hours = (0...23).map { Field.Choice(value: String($0), label: DutyText.hour($0)) }
        return [
            Field(name: "folder", label: words.place, kind: .line(limit: 400), isRequired: true, hint: words.placeHint),
            Field(name: "keeps", label: words.keeps, kind: .integer(1...365), isRequired: true, hint: words.keepsHint),
            Field(name: "hour", label: words.at, kind: .choice(hours), hint: own.nightsAtHint(visit.organisation.timeZone)),
        ]
    }

    static func change(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        switch sent["do"] {
        case "now":
            guard try DutyStore.duty(.backup, in: connection).folder != nil else { break }
            _ = try DutyStore.want(.backup, .backup, by: visit.user.id, at: visit.now, in: connection)
        case "stop": try DutyStore.stop(.backup, at: visit.now, in: connection)
        case "save":
            let form = RecordForm(fields(visit), sent: sent)
            guard form.isValid, let folder = form["folder"]?.trimmed, let keeps = form["keeps"].flatMap({ Int($0) }) else {
                return .invalid(try page(form, visit, in: connection))
            }
            guard folder.hasPrefix("/") else { return .invalid(try page(form, problem: visit.words.backups.placeNeeded, visit, in: connection)) }
            guard BackupFolder.isWritable(folder) else { return .invalid(try page(form, problem: visit.words.backups.notOwn, visit, in: connection)) }
            try DutyStore.lock(.backup, in: connection)
            let hour = form["hour"].flatMap { Int($0) }, before = try DutyStore.duty(.backup, in: connection)
            try DutyStore.setPlace(folder, keeps: keeps, in: connection)
            let isNew = try DutyStore.schedule(.backup, isOn: hour != nil, hour: hour ?? before.hour, at: visit.now, in: visit.zone, connection)
            guard isNew || before.folder != folder || before.keeps != keeps else { break }
            try ActivityStore.record(
                .organisationChanged, by: visit.user.id, at: visit.now, subject: ("organisation", 1),
                after: "\(visit.words.backups.title): \(folder), \(hour.map { DutyText.hour($0) } ?? "–")", in: connection
            )
        default: return .notFound
        }
        return .redirect(.backups)
    }

    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let words = visit.words.backups, own = visit.words.classification, text = DutyText(visit: visit)
        return .table("backups.csv", [own.when, own.what, own.took, words.file, words.size, own.outcome], try DutyStore.results(.backup, limit: 10_000, in: connection)) { result in
            [
                visit.text(result.beganAt), text.work(result), text.took(result), result.outcome == .done ? result.detail ?? "" : "",
                result.bytes.map { String($0) } ?? "", text.outcome(result),
            ]
        }
    }

    /// The door on the page of settings, for whoever administers.
    static func panel(_ visit: Context, in connection: Connection) throws -> HTML {
        guard visit.user.role.may(.manageUsers) else { return .empty }
        let words = visit.words.backups, last = try DutyStore.results(.backup, limit: 1, in: connection).first
        return Panel.html(id: "backups", title: title(last, visit), """
            <div class="form"><p class="muted">\(words.doorHint)</p><div class="form-actions"><a class="btn" href="\(Address.backups.text)">\(words.title)</a></div></div>
            """)
    }

    /// How the last one went.
    private static func title(_ last: DutyResult?, _ visit: Context) -> String {
        let words = visit.words.backups
        guard let last else { return words.none }
        guard last.outcome != .failed else { return words.failedTitle }
        return last.outcome == .done ? words.finding(visit.text(last.endedAt), Format.bytes(last.bytes ?? 0)) : words.none
    }

    // MARK: The page

    private static func page(_ sent: RecordForm?, problem: String? = nil, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.backups, own = visit.words.classification, forms = visit.words.forms
        let duty = try DutyStore.duty(.backup, in: connection), results = try DutyStore.results(.backup, limit: shown, in: connection)
        let isUnderWay = duty.isUnderWay(at: visit.now), text = DutyText(visit: visit)
        let title = isUnderWay ? words.underWay : title(results.first, visit)
        func form(_ body: HTML, css: String = "form") -> HTML {
            "<form class=\"\(css)\" method=\"post\" action=\"\(Address.backups.text)\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\">\(body)</form>"
        }
        let now: HTML = if isUnderWay {
            "<div class=\"body\" aria-live=\"polite\"><progress max=\"100\" value=\"\(duty.share)\">\(duty.share)%</progress>\(form("<button class=\"btn\" name=\"do\" value=\"stop\">\(own.stop)</button>", css: "plain"))</div><ms-refresh of=\"#lead, #effect\"></ms-refresh>"
        } else if duty.folder != nil {
            form("<p class=\"muted\">\(words.rule)</p><div class=\"form-actions\"><button class=\"btn primary\" name=\"do\" value=\"now\">\(words.now)</button></div>")
        } else {
            "<div class=\"form\"><p class=\"muted\">\(words.rule)</p></div>"
        }
        let failed: HTML = results.first.flatMap { $0.outcome == .failed && !isUnderWay ? "<div class=\"notice bad\" role=\"alert\">\(text.outcome($0))</div>" : nil } ?? .empty
        let shownForm = sent ?? RecordForm(fields(visit), showing: [
            "folder": duty.folder ?? "", "keeps": String(duty.keeps), "hour": duty.isOn ? String(duty.hour) : "",
        ], isNew: true)
        let wrong: HTML = problem.map { "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\">\($0)</div>" } ?? .empty
        let due = duty.dueAt ?? duty.next(after: visit.now, in: visit.zone)
        let settings = Panel.html(id: "nights", title: own.nights, note: duty.isOn ? own.next(visit.text(due)) : own.notByItself, form("""
            \(wrong)\(shownForm.summary(forms))<div class="fields">\(shownForm.inputs(forms))</div><div class="form-actions"><button class="btn" name="do" value="save">\(forms.save)</button></div>
            """))
        var shell = visit.shell(title: words.title, section: .settings, crumbs: [.init(visit.words.settings.title, Address.settings.text), .init(words.title)])
        shell.refreshes = isUnderWay
        return shell.html("""
            <div class="head"><div id="lead"><div class="lead"><h1>\(title)</h1></div></div></div>
            <div class="content narrow"><div id="effect" class="stack">\(failed)\(Panel.html(id: "now", title: own.now, now))</div>\(settings)\(table(results, visit))</div>
            """)
    }

    private static func table(_ results: [DutyResult], _ visit: Context) -> HTML {
        let words = visit.words.backups, own = visit.words.classification, text = DutyText(visit: visit)
        guard !results.isEmpty else {
            return Panel.html(id: "results", title: words.results, EmptyState.html(title: words.none, hint: words.noResultsHint))
        }
        let rows = results.map { result -> HTML in
            """
            <tr><td>\(visit.text(result.beganAt))</td><td>\(text.work(result))</td><td class="n narrow-off">\(text.took(result))</td><td class="wrap narrow-off">\(result.outcome == .done ? result.detail ?? "–" : "–")</td><td class="n">\(result.bytes.map { Format.bytes($0) } ?? "–")</td><td class="wrap">\(text.tag(result))</td></tr>
            """
        }
        return Panel.html(id: "results", title: words.results, tools: DownloadLink.csv(Address.backupsCSV.text), """
            <div class="scroll" tabindex="0"><table class="list plain num"><thead><tr><th scope="col">\(own.when)</th><th scope="col">\(own.what)</th><th scope="col" class="n narrow-off">\(own.took)</th><th scope="col" class="narrow-off">\(words.file)</th><th scope="col" class="n">\(words.size)</th><th scope="col">\(own.outcome)</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }
}
