import Basics

/// The right to do a piece of work in the background, alone among all servers and the command line.
///
/// Its row says who works and until when; every part of the work renews it in the part's own transaction. That locks the row, so a part
/// is either written before somebody else takes over, or not at all: two never both write, however long one of them was asleep.
/// Whoever needs rules too locks them before the lease; see `Rule`.
struct WorkLease: Sendable, Hashable {
    /// How long a lease holds without being renewed, in seconds: what others wait for when its owner is gone.
    static let seconds: Int64 = 30

    /// What is worked on: a draft or a run of an import; below zero a draft of a policy.
    let number: Int64
    /// Who works, unlike anybody else.
    let owner: String

    /// Somebody else has taken the work over since.
    struct Lost: Error {}

    enum Kind: String, Sendable {
        case prepare, check, run, undo, preview
    }

    /// How work stands, as every server may tell.
    enum Standing: Sendable, Hashable {
        case running(Kind, ImportJobs.Progress)
        case failed(Kind, ImportJobs.Failure)
    }
}
