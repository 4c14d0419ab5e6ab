/// What people do in the company.
public struct RolesTexts: Sendable {
    public let administrator: String
    public let director: String
    public let salesOperations: String
    public let keyAccountManager: String
    public let finance: String
    public let service: String
    public let viewer: String
}

public typealias RolesWords = Phrases<RolesTexts>
