/// Importing files.
public struct ImportsWords: Sendable {
    public let title: String
    public let new: String
}
