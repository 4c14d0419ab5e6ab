/// Policies to start from, one per kind of business; each is a document that anybody may change.
public struct PolicyPack: Sendable {
    public let id: String
    public let document: String

    public static let all = [manufacturing, distribution, softwareServices, internationalB2B]
    /// In force in a new database.
    public static let standard = manufacturing
}
