import Basics
import Interface
import Storage

/// One's own settings: language, theme, rows, shortcuts, password, one-time codes, sessions.
enum SettingsPage {
    /// What a change came to, said at the top of the page.
    enum Message: String, Sendable { case passwordChanged = "password", wrongPassword = "wrong", shortPassword = "short", codesOn = "on", codesOff = "off", wrongCode = "code" }

    /// What is shown to this session this once, and never stands in an address.
    struct Told: Sendable {
        /// A token that was just made.
        var newToken: String?
        /// What a form came to.
        var message: Message?
        /// The secret of one-time codes that are being turned on.
        var pending: String?
    }

    static func answer(_ told: Told, query: Parameters = Parameters(), _ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.settings
        let codes = try UserStore.oneTimeSecret(of: visit.user.id, in: connection)
        return .page(visit.shell(title: words.title, section: .settings, crumbs: [.init(words.title)]).html("""
            <div class="content narrow"><h1>\(words.title)</h1>\(told.message.map { notice($0, words) })\(look(visit))\(password(visit))\(oneTime(codes?.secret, pending: told.pending, visit))\(try sessionList(query, visit, in: connection))\(try TokensPanel.html(told.newToken, query, visit, in: connection))\(try BackupsPage.panel(visit, in: connection))</div>
            """))
    }

    private static func notice(_ message: Message, _ words: SettingsWords) -> HTML {
        let (text, css): (String, String) = switch message {
        case .passwordChanged: (words.passwordChanged, "notice good")
        case .wrongPassword: (words.wrongPassword, "notice bad")
        case .shortPassword: (words.shortPassword(App.shortestPassword), "notice bad")
        case .codesOn: (words.codesOn, "notice good")
        case .codesOff: (words.codesOff, "notice good")
        case .wrongCode: (words.wrongCode, "notice bad")
        }
        return "<p class=\"\(css)\" role=\"alert\" tabindex=\"-1\">\(text)</p>"
    }

    static func form(_ action: String, _ visit: Context, _ body: HTML) -> HTML {
        "<form class=\"form\" method=\"post\" action=\"\(action)\" hx-boost=\"false\"><input type=\"hidden\" name=\"token\" value=\"\(visit.formToken)\">\(body)</form>"
    }

    private static func look(_ visit: Context) -> HTML {
        let words = visit.words.settings, shell = visit.words.shell
        let fields = [
            FormField(name: "language", label: words.language, control: .select(Language.allCases.map { ($0.rawValue, $0.ownName) }, none: nil), value: visit.language.rawValue),
            FormField(name: "theme", label: words.theme, control: .select([("light", shell.light), ("dark", shell.dark)], none: words.systemTheme), value: visit.theme?.rawValue ?? ""),
            FormField(name: "density", label: words.density, control: .select([("compact", shell.compactRows), ("standard", shell.standardRows), ("comfortable", shell.comfortableRows)], none: nil), value: visit.user.density ?? "standard"),
            FormField(name: "shortcuts", label: words.shortcuts, control: .select([("on", words.on), ("off", words.off)], none: nil), value: visit.user.hasShortcuts ? "on" : "off"),
        ]
        return Panel.html(id: "look", title: words.look, form("/preferences", visit, """
            <input type="hidden" name="to" value="/settings"><div class="fields">\(fields.map(\.html))</div><div class="form-actions"><button class="btn primary">\(visit.words.forms.save)</button></div>
            """))
    }

    private static func password(_ visit: Context) -> HTML {
        let words = visit.words.settings
        let fields = [
            FormField(name: "current", label: words.currentPassword, control: .password(isNew: false), isRequired: true),
            FormField(name: "password", label: words.newPassword, control: .password(isNew: true), isRequired: true, hint: words.passwordHint(App.shortestPassword)),
        ]
        return Panel.html(id: "password", title: words.password, form(Address.password.text, visit, """
            <input type="hidden" name="once" value="\(visit.opened)"><div class="fields">\(fields.map(\.html))</div><div class="form-actions"><button class="btn primary">\(words.changePassword)</button></div>
            """))
    }

    private static func oneTime(_ secret: String?, pending: String?, _ visit: Context) -> HTML {
        let words = visit.words.settings
        let current = FormField(name: "current", label: words.currentPassword, control: .password(isNew: false), isRequired: true).html
        if secret != nil {
            return Panel.html(id: "codes", title: words.codes, note: words.codesAreOn, form(Address.oneTimeCodes.text, visit, """
                <p class="muted">\(words.codesHint)</p><div class="fields">\(current)</div><div class="form-actions"><button class="btn" name="do" value="off">\(words.turnOff)</button></div>
                """))
        }
        guard let pending else {
            return Panel.html(id: "codes", title: words.codes, form(Address.oneTimeCodes.text, visit, """
                <p class="muted">\(words.codesHint)</p><div class="fields">\(current)</div><div class="form-actions"><button class="btn" name="do" value="start">\(words.turnOn)</button></div>
                """))
        }
        let code = FormField(name: "code", label: words.code, control: .input(type: "text", limit: 8), isRequired: true)
        return Panel.html(id: "codes", title: words.codes, form(Address.oneTimeCodes.text, visit, """
            <p>\(words.enterSecret)</p>\(QRCode(OneTimeCode.address(pending, signIn: visit.user.signIn))?.svg(title: words.openApp))<p><code>\(OneTimeCode.grouped(pending))</code></p><p><a class="link" href="\(OneTimeCode.address(pending, signIn: visit.user.signIn))">\(words.openApp)</a></p><div class="fields">\(code.html)</div><div class="form-actions"><button class="btn primary" name="do" value="on">\(words.turnOn)</button></div>
            """))
    }

    /// - Parameter query: `sessions` is the page of the list, from 1.
    private static func sessionList(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.settings
        let turning = PageTurning(query, "sessions", of: try SessionStore.count(of: visit.user.id, at: visit.now, in: connection))
        let sessions = try SessionStore.sessions(of: visit.user.id, at: visit.now, from: turning.start, limit: PageTurning.size, in: connection)
        let rows = sessions.map { session -> HTML in
            let isThis = session.formToken == visit.formSecret
            let end: HTML = isThis ? Interface.Tag.html(words.thisOne, .good) : """
                <form method="post" action="\(Address.sessions.text)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn s" name="end" value="\(String(session.tokenHash.prefix(16)))">\(visit.words.shell.signOut)</button></form>
                """
            return "<tr><td class=\"wrap\"\(attribute: "title", session.browser)>\(session.browser.map { BrowserName.of($0) } ?? words.unknownBrowser)</td><td class=\"narrow-off\">\(session.address ?? "–")</td><td>\(visit.text(session.startedAt))</td><td class=\"n\">\(end)</td></tr>"
        }
        return Panel.html(id: "sessions", title: words.sessions(turning.count), tools: DownloadLink.csv(Address.sessionsCSV.text), """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.browser)</th><th scope="col" class="narrow-off">\(words.address)</th><th scope="col">\(words.since)</th><th scope="col"></th></tr></thead><tbody>\(rows)</tbody></table></div>\(turning.foot(visit))
            \(form(Address.sessions.text, visit, "<div class=\"form-actions\"><button class=\"btn\" name=\"end\" value=\"all\">\(words.signOutEverywhere)</button></div>"))
            """)
    }

    /// The table of sessions as it is shown.
    static func exportSessions(_ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.settings
        let sessions = try SessionStore.sessions(of: visit.user.id, at: visit.now, in: connection)
        return .table("sessions.csv", [words.browser, words.address, words.since], sessions) { session in
            [session.browser.map { BrowserName.of($0) } ?? words.unknownBrowser, session.address ?? "", visit.text(session.startedAt)]
        }
    }

    /// Ends one session of one's own, or all but this one.
    static func endSessions(_ sent: Parameters, token: String, _ visit: Context, in connection: Connection) throws -> Answer {
        if sent["end"] == "all" {
            try SessionStore.endAll(of: visit.user.id, besides: token, in: connection)
        } else if let prefix = sent["end"], prefix.count == 16 {
            try SessionStore.end(hashPrefix: prefix, of: visit.user.id, in: connection)
        }
        try ActivityStore.record(.signedOut, by: visit.user.id, at: visit.now, subject: ("app_user", visit.user.id.value), in: connection)
        return .redirect(.settings)
    }

    /// Turns one-time codes on, once the first code was right.
    static func turnCodesOn(_ secret: String, code: String, _ session: String, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let step = OneTimeCode.step(of: code, secret, at: visit.now, after: nil) else {
            return try answer(.init(message: .wrongCode, pending: secret), visit, in: connection)
        }
        try UserStore.setOneTimeSecret(secret, of: visit.user.id, in: connection)
        _ = try UserStore.useStep(step, of: visit.user.id, in: connection)
        try ActivityStore.record(.codesOn, by: visit.user.id, at: visit.now, subject: ("app_user", visit.user.id.value), in: connection)
        _ = try ShownOnce.codes.take(for: session, at: visit.now, in: connection)
        try ShownOnce.message.keep(Message.codesOn.rawValue, for: session, at: visit.now, in: connection)
        return .redirect(.settings)
    }

    static func turnCodesOff(_ session: String, _ visit: Context, in connection: Connection) throws -> Answer {
        try UserStore.setOneTimeSecret(nil, of: visit.user.id, in: connection)
        try ActivityStore.record(.codesOff, by: visit.user.id, at: visit.now, subject: ("app_user", visit.user.id.value), in: connection)
        try ShownOnce.message.keep(Message.codesOff.rawValue, for: session, at: visit.now, in: connection)
        return .redirect(.settings)
    }
}
