import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import TestDatabases
import Testing

@testable import App
@testable import Storage

/// Every page of the list of routes: how many questions it asks, on both engines.
@Suite struct PageQuestionTests {
    /// The most that a page may ask besides who is asking; a new route does not compile until it has a budget.
    private static func budget(_ pattern: Address.Pattern) -> Int {
        switch pattern {
        case .asset, .health, .readiness, .metrics, .signIn, .signOut, .reset, .welcome: 3
        // Lists with filters, choices and sums.
        case .accounts, .accountsCSV, .accountsXLSX, .home, .search, .people, .policyDraft, .policyMovers, .policyMoversCSV: 20
        // One record with everything around it.
        case .account, .why, .activity, .document, .order, .contacts, .importStep, .importRun, .policies, .policy: 20
        // Everything there is, on one page.
        case .styleguide: 44
        // Whether a line may be tried out is known only when the books are as the result saw them.
        case .whyLinesCSV: 18
        default: 14
        }
    }

    /// The same number with few rows and with many, and within the budget.
    @Test(arguments: TestEngine.available) func everyPageKeepsItsBudget(_ engine: TestEngine) async throws {
        let collected = Mutex<[[Address.Pattern: Int]]>([])
        for accounts in [20, 120] {
            let statements = Mutex(0)
            try await SitePreview.withSite(engine, accounts: accounts, years: 1, onStatement: { _ in statements.withLock { $0 += 1 } }) { client, app, _ in
                let addresses = try await SiteAddresses.prepare(app, client)
                let admin = try #require(try await app.users().first { $0.role == .administrator })
                let visitor = try await SignedIn(admin.signIn, app, client)
                var counts: [Address.Pattern: Int] = [:]
                for pattern in Address.Pattern.allCases where pattern.isPage && pattern != .signOut {
                    statements.withLock { $0 = 0 }
                    _ = try await visitor.get(addresses.path(pattern, "K100001"))
                    counts[pattern] = statements.withLock { $0 }
                }
                let found = counts
                collected.withLock { $0.append(found) }
            }
        }
        let counts = collected.withLock { $0 }
        for (pattern, many) in counts[1] {
            let few = counts[0][pattern] ?? 0
            // Exports go through their rows part by part.
            let grows = [.accountsCSV, .accountsXLSX].contains(pattern)
            // Where there is something to show, one more question may show it.
            #expect(abs(few - many) <= 1 || grows, "\(pattern) asks \(few) questions with few rows, \(many) with many")
            // Who is asking, and for which organisation, and how fresh the data are, takes six.
            #expect(many <= Self.budget(pattern) + 6, "\(pattern) asks \(many) questions")
        }
        print("PageQuestionTests: \(counts[1].sorted { $0.value > $1.value }.prefix(12).map { "\($0.key) \($0.value)" }) on \(engine)")
    }
}
