import Basics
import Interface
import Storage

/// What the next page says about an action: that it is done, with a way back, or what came of taking it back.
struct Toast: Sendable {
    private enum Content: Sendable {
        /// - Parameter accounts: how many accounts the action changed; nil when it changed one record.
        case done(batch: Int64, accounts: Int?)
        case undone(Undo.Outcome)
    }

    private let content: Content

    /// Reads the address; nil when it says nothing, or speaks of an action that is not this person's to take back.
    init?(_ query: Parameters, of user: User.ID, at now: Timestamp, in connection: Connection) throws {
        if let batch = query["done"].flatMap({ Int64($0) }) {
            guard let first = try ActivityStore.firstRow(ofBatch: batch, in: connection), first.actorID == user, !first.isUndone,
                  now.seconds(since: first.at) <= Undo.window else { return nil }
            let accounts = first.subject == AccountRecord.subject ? try ActivityStore.records(inBatch: batch, in: connection) : 1
            content = .done(batch: batch, accounts: accounts > 1 ? accounts : nil)
        } else if let counts = query["undone"]?.split(separator: ".").compactMap({ Int($0) }), counts.count == 2 {
            content = .undone(Undo.Outcome(undone: counts[0], kept: counts[1]))
        } else {
            return nil
        }
    }

    /// Says that an action is done, on the page where it was done.
    init(done batch: Int64) { content = .done(batch: batch, accounts: nil) }

    /// Says what came of taking an action back.
    init(undone outcome: Undo.Outcome) { content = .undone(outcome) }

    static func done(_ batch: Int64, at path: String) -> String { extended(path, "done=\(batch)") }
    static func undone(_ outcome: Undo.Outcome, at path: String) -> String { extended(path, "undone=\(outcome.undone).\(outcome.kept)") }

    /// Adds to a path's query, replacing what an earlier action left there.
    private static func extended(_ path: String, _ pair: String) -> String {
        let parts = path.split(separator: "?", maxSplits: 1)
        let kept = parts.count == 2 ? parts[1].split(separator: "&").filter { !$0.hasPrefix("done=") && !$0.hasPrefix("undone=") } : []
        return (parts.first.map(String.init) ?? "/") + "?" + (kept.map(String.init) + [pair]).joined(separator: "&")
    }

    func html(_ visit: Context) -> HTML {
        let words = visit.words.forms
        switch content {
        case .done(let batch, let accounts):
            return """
                <form class="toast" method="post" action="\(Address.undo(batch).text)"><input type="hidden" name="token" value="\(visit.formToken)"><input type="hidden" name="once" value="\(visit.opened)"><input type="hidden" name="to" value="\(visit.here)"><span>\(accounts.map(words.savedAccounts) ?? words.saved)</span><button class="link" aria-keyshortcuts="z">\(words.undo)</button></form>
                """
        case .undone(let outcome):
            return "<p class=\"toast\">\(outcome.kept == 0 ? words.undone : words.undonePartly(outcome.kept))</p>"
        }
    }
}
