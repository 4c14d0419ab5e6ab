import Basics

/// A record that stays where an action or an import is taken back.
struct KeptRecord: Sendable, Hashable {
    /// The kind of the record, as activities name it.
    var subject: String
    var id: Int64
    var account: Account.ID?
    var name: String
    var reason: KeptReason
}

/// Why a record stays.
enum KeptReason: String, Sendable, CaseIterable {
    /// Somebody changed it since.
    case changed
    case documents
    case contacts
    case notes
    /// Other accounts belong to it.
    case subsidiaries
    /// Something else refers to it: a payment, further lines, a reversal, an order.
    case referred
}
