import Basics
import Foundation
import GroundTruth
import Interface
import Storage

/// The invented company that a newcomer sees first.
public enum DemoCompany {
    /// Everybody's password; the data is invented, and the sign-in page shows it.
    public static let password = "mainstay-demo"

    /// Why it was not created.
    public struct NotEmpty: Error, Equatable, Sendable {}
}

extension App {
    /// Creates the demo company and classifies it at the ends of the last quarters and now.
    /// - Parameter lastDay: the last day of its data; today when nil.
    /// - Parameter language: what its people write in: notes, next steps, titles, units.
    /// - Returns: the people who can sign in.
    /// - Throws: `DemoCompany.NotEmpty` when there are accounts already.
    public func createDemo(lastDay: Day? = nil, language: Language = .english) async throws -> [User] {
        let today = clock.now.day(in: Organisation.unnamed.zone)
        let end = lastDay ?? today.advanced(by: -1)
        var company = Configuration.demo(endingOn: end)
        company.writesEnglish = language.isEnglish
        _ = try await generate(company) { _ in } progress: { _, _ in }
        // Four quarters of history make the tier's development visible.
        for quarter in (1...4).reversed() {
            let month = end.advanced(by: 1).month
            let start = month.advanced(by: -((month.monthOfYear - 1) % 3) - 3 * (quarter - 1))
            if start.firstDay <= end { try await classifyInThePast(asOf: start.firstDay) }
        }
        // The books may end before the last day: nothing happens on some days.
        let complete = try await database.read { try SalesStore.dataEnd(in: $0) }.day(on: end)
        try await classifyInThePast(asOf: complete ?? end.advanced(by: 1))
        return try await users()
    }

    /// Classifies on the morning of that day: what happened then stands in every history at that day.
    private func classifyInThePast(asOf: Day) async throws {
        let organisation = try await organisation()
        let morning = min(clock.now, Timestamp(asOf, hour: 6, in: organisation.zone))
        let result = try await database.read { connection in
            try Classification.compute(asOf: asOf, baseCurrency: organisation.baseCurrency, onlyChanges: true, in: connection)
        }
        _ = try await database.write { try result.save(started: morning, by: nil, at: morning, in: $0) }
    }

    /// Puts an invented company into an empty database.
    /// - Parameters:
    ///   - truth: gets what is true of each account, a line of JSON each.
    ///   - progress: told of accounts and lines written.
    /// - Returns: accounts and lines.
    public func generate(
        _ configuration: Configuration, truth: (String) throws -> Void, progress: (_ accounts: Int, _ lines: Int) -> Void
    ) async throws -> (accounts: Int, lines: Int) {
        guard try await accounts(limit: 1).isEmpty else { throw DemoCompany.NotEmpty() }
        let loader = CompanyLoader(app: self, company: GroundTruthCompany(configuration))
        let done = try await loader.load(truth: truth) { progress($0.accounts, $0.lines) }
        // A server that starts on it would otherwise be busy with it.
        _ = try await sealActivity()
        return (done.accounts, done.lines)
    }
}
