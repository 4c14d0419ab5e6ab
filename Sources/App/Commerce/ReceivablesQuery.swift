import Basics

/// How long an invoice has been overdue.
public enum ReceivableAge: String, CaseIterable, Sendable {
    case notDue = "not-due", upTo30 = "30", upTo60 = "60", upTo90 = "90", over90 = "over-90"

    /// The days of a due day that make this age on a day, half open; nil has no end.
    func dueDays(on day: Day) -> (from: Day?, to: Day?) {
        switch self {
        case .notDue: (day, nil)
        case .upTo30: (day.advanced(by: -30), day)
        case .upTo60: (day.advanced(by: -60), day.advanced(by: -30))
        case .upTo90: (day.advanced(by: -90), day.advanced(by: -60))
        case .over90: (nil, day.advanced(by: -90))
        }
    }
}

/// The query of the list of open invoices: which ages, and where the page begins.
public struct ReceivablesQuery: Sendable, Hashable {
    public var age: ReceivableAge?
    /// Every age but what is not due.
    public var isOverdue = false
    var after: String?

    public init(age: ReceivableAge? = nil, isOverdue: Bool = false) {
        self.age = age
        self.isOverdue = isOverdue
    }

    public init(_ parameters: Parameters) {
        age = parameters["age"].flatMap { ReceivableAge(rawValue: $0) }
        isOverdue = parameters["age"] == "overdue"
        after = parameters["after"]
    }

    var pairs: [(String, String?)] { [("age", isOverdue ? "overdue" : age?.rawValue), ("after", after)] }

    /// Due day, account and invoice of the last row of the page before, from `20000.3.12`.
    var cursor: (due: Day, account: Int64, invoice: Int64)? {
        let parts = (after ?? "").split(separator: ".").compactMap { Int64($0) }
        guard parts.count == 3, let day = Int(exactly: parts[0]).flatMap({ Day(exactly: $0) }) else { return nil }
        return (day, parts[1], parts[2])
    }

    /// The days of a due day that the list shows, half open.
    func dueDays(on day: Day) -> (from: Day?, to: Day?) { isOverdue ? (nil, day) : age?.dueDays(on: day) ?? (nil, nil) }
}
