import Scoring
import Synchronization

/// The policies of documents that were read lately: every page that explains a score needs one, and reading it takes longer than the
/// rest of the page.
enum ReadPolicies {
    private static let known = Mutex<[String: Policy]>([:])
    /// More versions than this are hardly ever looked at in turns.
    private static let limit = 32

    /// Nil for a document that cannot be read.
    static func policy(_ document: String) -> Policy? {
        if let policy = known.withLock({ $0[document] }) { return policy }
        guard case .policy(let policy) = PolicyDocument.read(document) else { return nil }
        known.withLock { known in
            if known.count >= limit { known.removeAll() }
            known[document] = policy
        }
        return policy
    }
}
