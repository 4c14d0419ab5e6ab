/// How long texts may be, in characters, through whatever door they come: forms, cells of the list, bulk actions, files and commands.
enum TextLimit {
    /// Codes of accounts and products, numbers of documents.
    static let code = 40
    /// Names of companies, products and categories.
    static let name = 200
    static let shortName = 60
    /// Names and titles of people.
    static let person = 80
    static let team = 60
    static let organisation = 100
    static let signIn = 60
    /// Industries and regions that no list knows.
    static let reference = 60
    static let unit = 20
    /// One tag.
    static let tag = 40
    /// All tags of an account, as they are typed.
    static let tags = 300
    static let nextStep = 120
    static let phone = 40
    static let email = 254
    static let website = 300
    static let body = 10_000
    static let view = 40
    static let token = 60
}
