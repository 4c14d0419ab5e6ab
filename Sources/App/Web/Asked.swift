import HTTPTypes
import Hummingbird
import Interface

/// What a request says of itself before anybody knows who sent it.
struct Asked: Sendable {
    let here: String
    let query: Parameters
    let cookies: [String: String]
    /// Chosen in this browser.
    let chosenLanguage: Language?
    let language: Language
    let theme: Theme?
    /// Under which the session is known, if the browser sends one.
    let tokenHash: String?
    /// Whether a script asks for a part of a page.
    let isPart: Bool
    /// Whether the browser unpacks what it gets.
    let takesGzip: Bool

    init(_ request: Request) {
        here = request.uri.string
        query = Parameters(formText: request.uri.query ?? "")
        var cookies: [String: String] = [:]
        for pair in (request.headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { cookies[parts[0].filter { $0 != " " }] = String(parts[1]) }
        }
        self.cookies = cookies
        chosenLanguage = cookies[Site.languageCookie].flatMap { Language(rawValue: $0) }
        language = chosenLanguage ?? request.headers[.acceptLanguage].flatMap { Language(acceptLanguage: $0) } ?? .english
        takesGzip = request.headers[.acceptEncoding].map { $0.contains("gzip") && !$0.contains("gzip;q=0") } ?? false
        isPart = HTTPField.Name("X-Part").map { request.headers[$0] != nil } ?? false
        theme = cookies[Site.themeCookie].flatMap { Theme(rawValue: $0) }
        tokenHash = cookies[Site.sessionCookie].map { SessionStore.hash($0) }
    }

    /// Tables begin with the mark of UTF-8 unless the address says `bom=0`.
    var hasMark: Bool { query["bom"] != "0" }

    // What somebody chose is theirs in every browser; what was chosen in this one is for strangers and for those who chose nothing.
    func language(of user: User) -> Language { user.language.flatMap { Language(rawValue: $0) } ?? language }
    func theme(of user: User) -> Theme? { user.theme.flatMap { Theme(rawValue: $0) } ?? theme }

    /// Everything that a page depends on besides the data and the time.
    var signature: String {
        [tokenHash ?? "", here, chosenLanguage?.rawValue ?? "", language.rawValue, theme?.rawValue ?? ""].joined(separator: "\n")
    }
}
