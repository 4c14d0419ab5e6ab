import Basics
import Storage

/// For how many days nobody may be in touch with an account of a tier; tiers that a policy names otherwise have no limit.
enum ContactInterval {
    static let days = ["S": 21, "A": 45, "B": 90, "C": 180]
}

extension SQL {
    /// The last day on which a contact of `account_summary s` is in time, word for word as the index `account_summary_by_contact_due`
    /// has it; NULL without a limit. An account that nobody ever contacted is past its day.
    static let contactDue: SQL = "s.last_contact_on + CASE s.tier WHEN 'S' THEN 21 WHEN 'A' THEN 45 WHEN 'B' THEN 90 WHEN 'C' THEN 180 END"
}
