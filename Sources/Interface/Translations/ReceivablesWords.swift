/// What is still to be paid.
public struct ReceivablesTexts: Sendable {
    public let title: String
    public let all: String
    public let overdue: String
    public let ages: String
    public let notDue: String
    public let days: @Sendable (Int, Int) -> String
    public let over90: String
    public let daysLate: String
    public let open: String
    public let finding: @Sendable (Int, String) -> String
    public let overdueFinding: @Sendable (Int, String) -> String
    public let note: @Sendable (String) -> String
    public let nothing: String
    public let nothingOfAge: String
    public let nothingHint: String
    public let returnsTitle: String
    public let returnsFinding: @Sendable (Int, String, Int) -> String
    public let noReturns: @Sendable (Int) -> String
    public let noInvoice: String
}

public typealias ReceivablesWords = Phrases<ReceivablesTexts>
