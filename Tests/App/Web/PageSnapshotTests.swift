import Basics
import Foundation
import GroundTruth
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Every page as markup, with a frozen clock and an invented company: a change that nobody meant shows as a difference.
///
/// `MAINSTAY_RECORD_SNAPSHOTS=1 swift test --filter PageSnapshot` writes them anew; look at the difference before keeping it.
@Suite struct PageSnapshotTests {
    private static let pages: [(name: String, path: String)] = [
        ("accounts", "/accounts"), ("accounts-filtered", "/accounts?tier=A,B&sort=name"), ("accounts-none", "/accounts?q=nobody"),
        ("account", "/accounts/K100001"), ("why", "/accounts/K100001/why?month=3"), ("documents", "/accounts/K100001/documents"),
        ("contacts", "/accounts/K100001/contacts"), ("activity", "/accounts/K100001/activity"), ("policies", "/policies"),
        ("home", "/"), ("account-edit", "/accounts/K100001/edit"), ("search", "/search?q=k1000"), ("groups", "/accounts?group=industry"),
        ("products", "/products"), ("styleguide", "/styleguide"), ("not-found", "/accounts/NOBODY"),
    ]

    @Test(arguments: TestEngine.available) func pagesAreAsRecorded(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 24, years: 1) { client, _, token in
            for language in ["zh-Hans", "en"] {
                for page in Self.pages {
                    var headers = HTTPFields()
                    headers[.cookie] = "\(Site.sessionCookie)=\(token); \(Site.languageCookie)=\(language)"
                    let markup = try await client.execute(uri: page.path, method: .get, headers: headers) { String(buffer: $0.body) }
                    try Self.compare(Self.readable(markup), with: "\(page.name).\(language)")
                }
                let markup = try await client.execute(
                    uri: "/sign-in", method: .get, headers: [.cookie: "\(Site.languageCookie)=\(language)"]
                ) { String(buffer: $0.body) }
                try Self.compare(Self.readable(markup), with: "sign-in.\(language)")
            }
        }
    }

    /// A line per element, without what changes from run to run or with the style sheet.
    private static func readable(_ markup: String) -> String {
        let page = markup.range(of: "<body").map { String(markup[$0.lowerBound...]) } ?? markup
        var text = page.replacing(/\/assets\/[0-9a-f]+\//, with: "/assets/")
        text = text.replacing(/name="token" value="[^"]*"/, with: "name=\"token\"")
        // Icons and htmx are fetched before a build, or absent.
        text = text.replacing(" hx-boost=\"true\"", with: "").replacing("×", with: "")
        text = text.replacing(/<svg class="icon[^"]*" aria-hidden="true"><use href="[^"]*"\/><\/svg>/, with: "")
        for tag in ["<div", "<section", "<tr", "<td", "<th", "<li", "<p", "<h1", "<h2", "<nav", "<form", "<a ", "<details", "<main", "</main"] {
            text = text.replacing(tag, with: "\n" + tag)
        }
        return text.split(separator: "\n", omittingEmptySubsequences: true).joined(separator: "\n") + "\n"
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")

    private static func compare(_ markup: String, with name: String) throws {
        let file = folder.appending(path: name + ".html")
        if ProcessInfo.processInfo.environment["MAINSTAY_RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(markup.utf8).write(to: file)
            return
        }
        let recorded = try String(contentsOf: file, encoding: .utf8)
        guard recorded != markup else { return }
        let pairs = zip(recorded.split(separator: "\n", omittingEmptySubsequences: false), markup.split(separator: "\n", omittingEmptySubsequences: false))
        let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
        Issue.record("\(name) differs at line \((first?.offset ?? 0) + 1): recorded \(first?.element.0 ?? ""), now \(first?.element.1 ?? "")")
    }
}
