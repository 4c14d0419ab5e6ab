import Basics
import Interface
import Storage

/// One's own tokens for programs, on the page of settings.
enum TokensPanel {
    /// - Parameter query: `tokens` is the page of the list, from 1.
    static func html(_ newToken: String?, _ query: Parameters, _ visit: Context, in connection: Connection) throws -> HTML {
        let words = visit.words.settings
        let turning = PageTurning(query, "tokens", of: try APITokenStore.count(of: visit.user.id, at: visit.now, in: connection))
        let shown = try APITokenStore.tokens(of: visit.user.id, at: visit.now, from: turning.start, limit: PageTurning.size, in: connection)
        let rows = shown.map { token -> HTML in
            """
            <tr><td class="wrap">\(token.name)</td><td>\(visit.text(token.createdAt))</td><td>\(visit.text(token.expiresAt.day(in: visit.zone)))</td><td class="n"><form method="post" action="\(Address.apiTokens.text)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn s" name="end" value="\(String(token.tokenHash.prefix(16)))">\(words.endToken)</button></form></td></tr>
            """
        }
        let made = newToken.map { "<div class=\"notice good\" role=\"status\">\(words.tokenOnce)<br><code>\($0)</code></div>" as HTML }
        let list: HTML = rows.isEmpty ? .empty : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.tokenName)</th><th scope="col">\(words.since)</th><th scope="col">\(words.until)</th><th scope="col"></th></tr></thead><tbody>\(rows)</tbody></table></div>\(turning.foot(visit))
            """
        let name = FormField(name: "name", label: words.tokenName, control: .input(type: "text", limit: TextLimit.token), isRequired: true)
        return Panel.html(id: "tokens", title: words.tokens, tools: rows.isEmpty ? .empty : DownloadLink.csv(Address.apiTokensCSV.text), """
            \(list)\(SettingsPage.form(Address.apiTokens.text, visit, """
            <input type="hidden" name="once" value="\(visit.opened)"><p class="muted">\(words.tokensHint)</p>\(made)<div class="fields">\(name.html)</div><div class="form-actions"><button class="btn" name="do" value="add">\(words.newToken)</button></div>
            """))
            """)
    }

    /// The table of tokens as it is shown; the tokens themselves are not kept.
    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.settings
        let tokens = try APITokenStore.tokens(of: visit.user.id, at: visit.now, in: connection)
        return .table("tokens.csv", [words.tokenName, words.since, words.until], tokens) { token in
            [token.name, visit.text(token.createdAt), token.expiresAt.day(in: visit.zone).iso]
        }
    }

    /// Makes a token, which the settings show to this session once, or ends one.
    static func change(_ sent: Parameters, fresh: String, session: String, _ visit: Context, in connection: Connection) throws -> Answer {
        if let prefix = sent["end"], prefix.count == 16 {
            try APITokenStore.end(hashPrefix: prefix, of: visit.user.id, in: connection)
            try ActivityStore.record(.tokenEnded, by: visit.user.id, at: visit.now, subject: ("app_user", visit.user.id.value), in: connection)
            return .redirect(.settings)
        }
        let name = String((sent["name"] ?? "").withoutInvisibleMarks.trimmed.prefix(TextLimit.token))
        guard !name.isEmpty else { return .redirect(.settings) }
        if try APITokenStore.insert(fresh, name: name, of: visit.user.id, at: visit.now, in: connection) {
            try ActivityStore.record(.tokenAdded, by: visit.user.id, at: visit.now, subject: ("app_user", visit.user.id.value), after: name, in: connection)
        }
        // Also when the form is sent again: only the last answer is seen.
        try ShownOnce.token.keep(fresh, for: session, at: visit.now, in: connection)
        return .there(Address.settings.text + "#tokens")
    }
}
