/// What happened, one sentence per kind.
public struct ActivityTexts: Sendable {
    public let resetStarted: @Sendable (String) -> String
    public let passwordChanged: String
    public let codesOn: String
    public let codesOff: String
    public let signInFailed: String
    public let codesTakenAway: @Sendable (String) -> String
    public let tokenAdded: @Sendable (String) -> String
    public let tokenEnded: String
    public let teamChanged: @Sendable (String) -> String
    public let organisationChanged: @Sendable (String) -> String
    public let added: @Sendable (String, String) -> String
    public let removed: @Sendable (String, String) -> String
    public let setField: @Sendable (String, String) -> String
    public let clearedField: @Sendable (String, String) -> String
    public let changedField: @Sendable (String, String, String) -> String
    public let anAccount: String
    public let aContact: String
    public let aNote: String
    public let aProduct: String
    public let aCategory: String
    public let aPayment: String
    public let aDocument: String
    public let anOrder: String
    public let aFile: String
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

public typealias ActivityWords = Phrases<ActivityTexts>
