/// Around every page: navigation, language, theme.
public struct ShellTexts: Sendable {
    public let search: String
    public let more: String
    public let close: String
    public let standardRows: String
    public let compactRows: String
    public let comfortableRows: String
    public let keysGo: String
    public let keysMove: String
    public let keysOpen: String
    public let keysPreview: String
    public let keysSelect: String
    public let keysEdit: String
    public let keysCreate: String
    public let keysUndo: String
    public let keysHelp: String
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

public typealias ShellWords = Phrases<ShellTexts>
