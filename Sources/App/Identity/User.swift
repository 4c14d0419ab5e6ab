import Basics

/// A person who signs in.
public struct User: Sendable, Hashable {
    public typealias ID = Identifier<User>

    public var id: ID
    /// What the person types to sign in; unique, lower case.
    public var signIn: String
    public var name: String
    public var englishName: String?
    public var role: Role
    public var teamID: Team.ID?
    public var language: String?
    public var theme: String?
    /// `compact`, `comfortable`, or nil for the standard height of rows.
    public var density: String?
    /// Whether single keys do something (WCAG 2.1.4).
    public var hasShortcuts = true
    public var email: String?
    public var isDisabled: Bool

    /// Active, and in a role that owns accounts.
    var canOwnAccounts: Bool { !isDisabled && role.may(.ownAccounts) }
}

/// A team of the sales organisation; teams form a tree.
public struct Team: Sendable, Hashable {
    public typealias ID = Identifier<Team>

    public var id: ID
    public var name: String
    public var englishName: String?
    public var parentID: ID?
    /// `/1/4/`: the identifiers from the root to this team; a prefix of it is an ancestor.
    public var path: String
}

/// The company that uses this installation.
public struct Organisation: Sendable, Hashable {
    public var name: String
    public var englishName: String?
    /// An IANA name such as `Asia/Shanghai`; business days are this zone's days.
    public var timeZone: String
    public var baseCurrency: Currency
    /// Invented data: the sign-in page offers its people.
    public var isDemo = false
    /// The month in which the fiscal year begins, 1…12.
    public var fiscalYearStart = 1
}
