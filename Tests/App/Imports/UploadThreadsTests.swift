import Basics
import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// However long a first look at a file takes, everybody else is answered meanwhile.
@Suite struct UploadThreadsTests {
    /// Looks that are held back until somebody opens the gate, on the threads of the looks and of the wizard's work.
    private final class Held: Sendable {
        let gate = DispatchSemaphore(value: 0)
        func wait() { gate.wait() }
        func open(_ count: Int) { for _ in 0..<count { gate.signal() } }
    }

    @Test(.timeLimit(.minutes(15))) func everybodyIsAnsweredWhileFilesAreLookedAt() async throws {
        try await SitePreview.withSite(.sqlite, accounts: 5, years: 1) { client, app, _ in
            let wizard = try await WizardPerson(app, client), held = Held(), looks = 2, jobs = 6
            defer { held.open(looks + jobs) }
            let looking = Task {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<looks { group.addTask { try await app.looks.run { held.wait() } } }
                    try await group.waitForAll()
                }
            }
            for number in 0..<jobs { app.jobs.start(Int64(900_000 + number), at: app.clock.now) { _ in held.wait() } }
            while app.looks.waiting < looks { try await Task.sleep(for: .milliseconds(2)) }
            let upload = Task { try await wizard.upload(Array("code,name\nX1,Amber Foundry\n".utf8)) }
            // The look at the file that arrives waits for its turn, and with it nobody but who sent the file.
            while app.looks.waiting < looks + 1 { try await Task.sleep(for: .milliseconds(2)) }
            for path in ["/healthz", "/accounts", "/imports"] {
                #expect(try await wizard.person.get(path).status == .ok, "\(path)")
            }
            #expect(app.looks.waiting == looks + 1)
            held.open(looks + jobs)
            #expect(try await upload.value.status == .seeOther)
            try await looking.value
        }
    }

    /// A beginning that is no header is refused without reading on to the end of its line.
    @Test func theFirstLookEndsWithALongLine() throws {
        let path = NSTemporaryDirectory() + "long-\(UUID().uuidString).csv"
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.write(contentsOf: Data(repeating: UInt8(ascii: "x"), count: 2 << 20))
        // A hole, as long as a packed file can pretend to be, without a byte on the disk.
        try file.truncate(atOffset: 3 << 30)
        try file.close()
        let begun = ContinuousClock.now
        #expect(ImportUpload.problem(of: path, named: "long.csv") == .notText("long.csv"))
        #expect(ContinuousClock.now - begun < .seconds(5))
        // Who reads on anyway is told that this is no table.
        var rows = try SalesFile.Rows(path: path)
        #expect(throws: (any Error).self) { _ = try rows.next() }
    }
}
