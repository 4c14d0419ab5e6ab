/// People at an account.
public struct ContactsTexts: Sendable {
    public let title: @Sendable (Int) -> String
    public let name: String
    public let jobTitle: String
    public let role: String
    public let phone: String
    public let email: String
    public let decisionMaker: String
    public let economicBuyer: String
    public let technicalEvaluator: String
    public let user: String
    public let procurement: String
    public let champion: String
}

public typealias ContactsWords = Phrases<ContactsTexts>
