/// Around every page: navigation, language, theme.
public struct ShellTexts: Sendable {
    /// What the product calls itself.
    public let product: String
    public let search: String
    public let more: String
    public let close: String
    public let standardRows: String
    public let compactRows: String
    public let comfortableRows: String
    public let keysMove: String
    public let keysOpen: String
    public let keysPreview: String
    public let keysSelect: String
    public let keysEdit: String
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
    public let print: String
    public let leave: String
    public let offline: String
    public let failed: String
    public let draft: String
    public let restore: String
    public let discard: String
    public let log: String
    public let logWhom: String
    public let logHint: String
    public let logRecent: String
    public let proceed: String
    public let loadedAt: @Sendable (String, String) -> String
    public let printedOn: @Sendable (String, String) -> String
}

public typealias ShellWords = Phrases<ShellTexts>
