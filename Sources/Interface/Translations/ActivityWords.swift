/// What happened, one sentence per kind.
public struct ActivityWords: Sendable {
    public let system: String
    public let demoCreated: String
    public let userAdded: @Sendable (String) -> String
    public let userDisabled: @Sendable (String) -> String
    public let signedIn: String
    public let signedOut: String
    public let preferencesChanged: String
    public let importFinished: @Sendable (String, String) -> String
    public let importUndone: @Sendable (String) -> String
    public let accountImported: String
    public let policyPublished: @Sendable (String) -> String
    public let classified: @Sendable (String) -> String
    public let tierChanged: @Sendable (String, String) -> String
    public let tierSet: @Sendable (String) -> String
}
