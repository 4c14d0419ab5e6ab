/// One's own settings.
public struct SettingsTexts: Sendable {
    public let title: String
    public let look: String
    public let language: String
    public let theme: String
    public let systemTheme: String
    public let density: String
    public let shortcuts: String
    public let on: String
    public let off: String
    public let password: String
    public let currentPassword: String
    public let newPassword: String
    public let passwordHint: @Sendable (Int) -> String
    public let changePassword: String
    public let passwordChanged: String
    public let wrongPassword: String
    public let shortPassword: @Sendable (Int) -> String
    public let setPassword: String
    public let linkOver: String
    public let linkOverHint: String
    public let codes: String
    public let codesAreOn: String
    public let codesHint: String
    public let turnOn: String
    public let turnOff: String
    public let code: String
    public let enterSecret: String
    public let openApp: String
    public let codesOn: String
    public let codesOff: String
    public let wrongCode: String
    public let sessions: @Sendable (Int) -> String
    public let browser: String
    public let address: String
    public let since: String
    public let thisOne: String
    public let unknownBrowser: String
    public let tokens: String
    public let tokensHint: String
    public let tokenName: String
    public let newToken: String
    public let tokenOnce: String
    public let endToken: String
    public let until: String
    public let signOutEverywhere: String
}

public typealias SettingsWords = Phrases<SettingsTexts>
