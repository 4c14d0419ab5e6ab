import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Scoring
import Storage
import TestDatabases
import Testing

@testable import App

/// What is published was looked at before, exactly as it is, and stays as it is.
@Suite struct PolicyPublishingTests {
    private let document = PolicyPack.standard.document

    private func draft(_ app: App) async throws -> PolicyDraft {
        let user = try #require(try await app.users().first { $0.role.may(.publishPolicies) })
        return try await app.database.write { [document] connection in
            let base = try #require(try PolicyStore.versions(in: connection).first)
            let draft = PolicyDraft(
                id: try connection.newIdentifier("policy_draft", reserve: 1), basedOn: base.id, document: document, changedAt: SitePreview.now
            )
            try PolicyDraftStore.insert(draft, by: user.id, in: connection)
            return draft
        }
    }

    /// A preview that ends after the document was changed is not the preview of what stands there now.
    @Test(arguments: TestEngine.available) func stalePreviewsAreNotKept(_ engine: TestEngine) async throws {
        try await SitePreview.withSite(engine, accounts: 30, years: 1) { _, app, _ in
            let first = try await draft(app)
            var second = first
            second.document = first.document.replacing("from: 85", with: "from: 61")
            let today = SitePreview.now.day(in: .gmt)
            let asOf = today
            let changed = second
            try await app.database.write { try PolicyDraftStore.save(changed, in: $0) }
            try await app.preview(first, asOf: asOf, today: today) { _, _ in }
            let after = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(!after.isPreviewed && after.preview == nil)
            try await app.preview(second, asOf: asOf, today: today) { _, _ in }
            let previewed = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(previewed.isPreviewed && previewed.preview?.asOf == asOf)
            let moves = try await app.database.read { try PolicyDraftStore.moves(of: first.id, within: .all, in: $0) }
            #expect(moves.values.reduce(0, +) == 30 && moves.contains { $0.key[0] != $0.key[1] })
            // Changed once more at the same moment: the clock alone tells nothing.
            try await app.database.write { try PolicyDraftStore.save(first, in: $0) }
            let again = try #require(try await app.database.read { try PolicyDraftStore.draft(first.id, in: $0) })
            #expect(!again.isPreviewed)
        }
    }

    /// Work that was replaced is cancelled, and its end does not end what replaced it.
    @Test func replacedWorkSaysNothingMore() async throws {
        let jobs = ImportJobs(), now = SitePreview.now
        let (ended, end) = AsyncStream<Bool>.makeStream()
        jobs.start(1, at: now) { _ in
            try? await Task.sleep(for: .seconds(60))
            end.yield(Task.isCancelled)
        }
        jobs.start(1, at: now) { _ in Issue.record("there is work already") }
        let (released, release) = AsyncStream<Void>.makeStream()
        jobs.start(1, at: now, replacing: true) { progress in
            progress(7, 0.5)
            for await _ in released { break }
        }
        for await wasCancelled in ended {
            #expect(wasCancelled)
            break
        }
        while jobs.progress(1)?.rows != 7 { try await Task.sleep(for: .milliseconds(5)) }
        release.yield()
        while jobs.progress(1) != nil { try await Task.sleep(for: .milliseconds(5)) }
        #expect(jobs.failure(1) == nil)
    }

    /// Neither the product nor anybody with the database at hand changes a published version by mistake.
    @Test(arguments: TestEngine.available) func publishedVersionsNeverChange(_ engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            _ = try await database.migrate(Schema.migrations, at: SitePreview.now)
            try await database.write { try PolicyStore.publishDefault(at: SitePreview.now, in: $0) }
            let changes: [SQL] = [
                "UPDATE policy_version SET document = 'x'", "UPDATE policy_version SET effective_from = 1", "UPDATE policy_version SET note = NULL",
                "DELETE FROM policy_version",
            ]
            for change in changes {
                await #expect(throws: StorageFailure.self) { try await database.write { try $0.execute(change) } }
            }
            let kept = try await database.read { try PolicyStore.versions(in: $0) }
            #expect(kept.map(\.document) == [document])
        }
    }

    /// A database that has a policy already, as every opened one does, is still filled by a copy.
    @Test(arguments: TestEngine.available) func copiesReplaceTheFirstPolicy(_ engine: TestEngine) async throws {
        try await TestEngine.sqlite.withDatabase { source in
            _ = try await source.migrate(Schema.migrations, at: SitePreview.now)
            try await source.write { connection in
                _ = try PolicyStore.publish(document, code: "own", effectiveFrom: Day(number: 5), note: "copied", by: nil, at: SitePreview.now, in: connection)
            }
            try await engine.withDatabase { target in
                _ = try await target.migrate(Schema.migrations, at: SitePreview.now)
                try await target.write { try PolicyStore.publishDefault(at: SitePreview.now, in: $0) }
                _ = try await Moving.copy(from: source.location, to: target.location, at: SitePreview.now) { _, _ in }
                #expect(try await target.read { try PolicyStore.versions(in: $0) }.map(\.code) == ["own"])
                // The copy over, the table is closed again.
                await #expect(throws: StorageFailure.self) { try await target.write { try $0.execute("DELETE FROM policy_version") } }
            }
        }
    }
}
