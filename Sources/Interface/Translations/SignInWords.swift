/// Signing in.
public struct SignInTexts: Sendable {
    public let title: String
    public let lead: String
    public let name: String
    public let password: String
    public let submit: String
    public let wrong: String
    public let demoTitle: String
    public let hasCode: String
    public let code: String
    public let tooMany: String
    public let tooManyCodes: String
}

public typealias SignInWords = Phrases<SignInTexts>
