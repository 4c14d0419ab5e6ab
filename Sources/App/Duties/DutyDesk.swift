import Basics
import Logging
import Synchronization

/// The duties of this process: it looks for them again and again, and at once where a form has just wanted something.
final class DutyDesk: Sendable {
    private let working = Mutex<[Duty.Kind: Task<Void, Never>]>([:])
    let owner: String

    init(random: SecureRandom) { owner = random.bytes(12).hexadecimal }

    /// Looks whether there is something to do, unless this process is at it already.
    func look(_ kind: Duty.Kind, _ app: App, _ logger: Logger? = nil) {
        working.withLock { working in
            guard working[kind] == nil else { return }
            working[kind] = Task.detached(priority: .utility) { [self] in
                do {
                    try await DutyWork(app: app, owner: owner).run(kind)
                } catch {
                    logger?.error("a duty could not be done", metadata: ["duty": "\(kind.rawValue)", "error": "\(ErrorText.of(error))"])
                }
                self.working.withLock { $0[kind] = nil }
            }
        }
    }

    /// Gives up what goes on; another process, or the next start, goes on with it.
    func leave() async {
        let tasks = working.withLock { Array($0.values) }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }

    /// Waits until this process does nothing any more.
    func finish() async {
        for task in working.withLock({ Array($0.values) }) { await task.value }
    }
}

extension App {
    /// Looks after the duties until it is cancelled.
    func lookAfterDuties(_ logger: Logger) async {
        while !Task.isCancelled {
            for kind in Duty.Kind.allCases { desk.look(kind, self, logger) }
            do { try await Task.sleep(for: .seconds(15)) } catch { return }
        }
    }
}
