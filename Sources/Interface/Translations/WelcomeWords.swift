/// The first visit of an installation, and its first steps.
public struct WelcomeTexts: Sendable {
    public let title: String
    public let lead: String
    public let yourName: String
    public let nameMissing: String
    public let signInHint: String
    public let signInWrong: String
    public let begin: String
    public let nobodyTitle: String
    public let nobodyHint: String
    public let nobodyAgain: String
    public let overTitle: String
    public let overHint: String
    public let steps: String
    public let stepsNote: String
    public let taken: @Sendable (Int, Int) -> String
    public let allTaken: String
    public let dismiss: String
    public let show: String
    public let done: String
    public let open: String
    public let organisation: String
    public let organisationHint: String
    public let people: String
    public let peopleHint: String
    public let data: String
    public let dataHint: String
    public let salesMissing: String
    public let policy: String
    public let policyHint: String
    public let classification: String
    public let classificationHint: String
    public let emptyTitle: String
    public let emptyHint: String
}

public typealias WelcomeWords = Phrases<WelcomeTexts>
