/// The names of fields.
public struct FieldsTexts: Sendable {
    public let code: String
    public let codeHint: String
    public let name: String
    public let personName: String
    public let fullName: String
    public let shortName: String
    public let englishName: String
    public let creditCode: String
    public let creditCodeHint: String
    public let industry: String
    public let region: String
    public let size: String
    public let large: String
    public let medium: String
    public let small: String
    public let micro: String
    public let stage: String
    public let potential: String
    public let developing: String
    public let firstOrder: String
    public let maintained: String
    public let growing: String
    public let dormant: String
    public let lost: String
    public let owner: String
    public let team: String
    public let referenceValue: String
    public let referenceHint: String
    public let parent: String
    public let parentHint: String
    public let customerSince: String
    public let website: String
    public let tags: String
    public let tagsHint: String
    public let nextStep: String
    public let nextStepOn: String
    public let phone: String
    public let email: String
    public let body: String
    public let happenedOn: String
    public let kind: String
    public let contact: String
    public let promisedOn: String
    public let status: String
    public let unit: String
    public let unitHint: String
    public let category: String
    public let isStrategic: String
    public let isStrategicHint: String
    public let jobTitle: String
    public let role: String
    public let from: String
    public let to: String
    public let toHint: String
    public let works: String
    public let worksAlsoAt: String
    public let at: @Sendable (String) -> String
    public let person: String
}

public typealias FieldsWords = Phrases<FieldsTexts>
