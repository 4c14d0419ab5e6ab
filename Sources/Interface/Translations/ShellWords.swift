/// Around every page: navigation, language, theme.
public struct ShellWords: Sendable {
    public let ownName: String
    public let skip: String
    public let mainNavigation: String
    public let quickAccess: String
    public let accounts: String
    public let policies: String
    public let manage: String
    public let signOut: String
    public let language: String
    public let dark: String
    public let light: String
    public let dataThrough: @Sendable (String) -> String
    public let noData: String
    public let back: String
    public let showTable: String
    public let explain: String
    public let print: String
}
