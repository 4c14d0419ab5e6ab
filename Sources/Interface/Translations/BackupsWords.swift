/// Backups by night and by hand.
public struct BackupsTexts: Sendable {
    public let title: String
    public let finding: @Sendable (String, String) -> String
    public let none: String
    public let failedTitle: String
    public let underWay: String
    public let rule: String
    public let place: String
    public let placeHint: String
    public let placeNeeded: String
    public let keeps: String
    public let keepsHint: String
    public let at: String
    public let now: String
    public let file: String
    public let size: String
    public let results: String
    public let noResultsHint: String
    public let noFolder: String
    public let notWritable: String
    public let damaged: String
    public let filesMissing: String
    public let notOwn: String
    public let doorHint: String
}

public typealias BackupsWords = Phrases<BackupsTexts>
