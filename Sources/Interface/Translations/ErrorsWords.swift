/// When something is not as it should be.
public struct ErrorsTexts: Sendable {
    public let notFoundTitle: String
    public let notFoundHint: String
    public let busyTitle: String
    public let busyHint: String
    public let brokenTitle: String
    public let brokenHint: @Sendable (String) -> String
    public let home: String
    public let forged: String
}

public typealias ErrorsWords = Phrases<ErrorsTexts>
