/// When something is not as it should be.
public struct ErrorsTexts: Sendable {
    public let notFoundTitle: String
    public let notFoundHint: String
    public let busyTitle: String
    public let busyHint: String
    public let fullTitle: String
    public let fullHint: String
    public let readOnlyTitle: String
    public let readOnlyHint: String
    public let awayTitle: String
    public let awayHint: String
    public let unansweredHint: String
    public let tooLargeTitle: String
    public let tooLargeHint: String
    public let unreadableTitle: String
    public let unreadableHint: String
    public let filesTitle: String
    public let filesHint: String
    public let brokenTitle: String
    public let brokenHint: @Sendable (String) -> String
    public let home: String
    public let forged: String
}

public typealias ErrorsWords = Phrases<ErrorsTexts>
