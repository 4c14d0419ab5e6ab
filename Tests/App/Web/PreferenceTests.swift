import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Language and theme are a person's, in every browser; strangers' are their browser's.
@Suite struct PreferenceTests {
    @Test(arguments: TestEngine.available) func whatSomebodyChoseIsTheirs(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 5, years: 1) { client, app, token in
            let form = SessionStore.formToken(token)
            func choose(_ pair: String) async throws -> [String] {
                try await client.execute(
                    uri: "/preferences", method: .post, headers: [.cookie: "\(Site.sessionCookie)=\(token)"], body: ByteBuffer(string: "token=\(form)&\(pair)")
                ) { $0.headers[values: .setCookie] }
            }
            func page(_ cookies: String) async throws -> String {
                try await client.execute(uri: "/settings", method: .get, headers: [.cookie: "\(Site.sessionCookie)=\(token)\(cookies)"]) { String(buffer: $0.body) }
            }
            let strange = "; \(Site.languageCookie)=en; \(Site.themeCookie)=light"
            #expect(try await page(strange).contains("lang=\"en\" data-theme=\"light\""))
            #expect(try await choose("language=zh-Hans&theme=dark").contains { $0.hasPrefix("\(Site.themeCookie)=dark") })
            // The browser remembers somebody else's choice.
            #expect(try await page(strange).contains("lang=\"zh-Hans\" data-theme=\"dark\""))
            // As the system: kept with the person, and the browser forgets.
            #expect(try await choose("theme=").contains { $0.hasPrefix("\(Site.themeCookie)=; ") && $0.contains("Max-Age=0") })
            let director = try #require(try await app.users().first { $0.signIn == "director" })
            #expect(director.theme == nil && director.language == "zh-Hans")
            #expect(try await page("").contains("data-theme") == false)
            // Whoever changes something else keeps the theme.
            _ = try await choose("theme=dark")
            _ = try await choose("density=compact")
            #expect(try await app.users().first { $0.signIn == "director" }?.theme == "dark")
        }
    }

    /// A wrong password loses neither the way nor the name.
    @Test func theSignInKeepsWhatWasTyped() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { client, _, _ in
            try await client.execute(uri: "/sign-in", method: .post, body: ByteBuffer(string: "name=Director&password=wrong&to=%2Faccounts%2FK100001")) { response in
                let text = String(buffer: response.body)
                #expect(response.status == .unprocessableContent)
                #expect(text.contains("name=\"to\" value=\"/accounts/K100001\"") && text.contains("name=\"name\" value=\"Director\""))
            }
        }
    }
}
