import Basics
import Interface

/// A customer as a commercial party.
public struct Account: Sendable, Hashable {
    public typealias ID = Identifier<Account>

    public var id: ID
    /// Our own code; unique, what people type and what addresses show.
    public var code: String
    /// The full, legal name.
    public var name: String
    public var shortName: String?
    public var englishName: String?
    public var industry: String?
    public var region: String?
    public var size: String?
    public var stage: Stage
    public var ownerID: User.ID?
    public var teamID: Team.ID?
    /// The account that owns this one in a group.
    public var parentID: ID?
    /// How much this customer convinces others, 0…5, when somebody has judged it.
    public var referenceValue: Int?
    public var customerSince: Day?
    /// The unified social credit code of a Chinese company.
    public var creditCode: String?
    public var website: String?
    /// What we do next, and when.
    public var nextStep: String?
    public var nextStepOn: Day?

    /// Where the relationship stands; not to be mixed up with the tier.
    public enum Stage: String, CaseIterable, Sendable {
        case potential, developing, firstOrder = "first_order", maintained, growing, dormant, lost
    }

    /// The name to show in a language: short before full in lists.
    public func displayName(english: Bool) -> String {
        english ? englishName.map(CompanyForms.short) ?? shortName ?? name : shortName ?? name
    }
}

/// What a list shows of an account: its record and the totals kept with the facts.
public struct AccountSummary: Sendable, Hashable {
    public var id: Account.ID
    public var code: String
    public var name: String
    public var shortName: String?
    public var englishName: String?
    public var industry: String?
    public var region: String?
    public var stage: Account.Stage
    public var ownerID: User.ID?
    public var ownerName: String?
    public var ownerEnglishName: String?
    public var tier: String?
    /// Ten-thousandths of a point.
    public var score: Int?
    public var isProvisional: Bool
    /// Nil until something was sold.
    public var currency: Currency?
    /// Minor units since the first document.
    public var netSales: Int64
    public var grossSales: Int64
    public var returns: Int64
    /// In the twelve months before the data end; `netSales`, `grossSales` and `returns` are all there ever was.
    var year: SalesYear.Amounts
    public var orders: Int
    public var invoices: Int
    public var returnDocuments: Int
    public var firstOrderOn: Day?
    public var lastOrderOn: Day?
    /// What we do next, and when.
    public var nextStep: String?
    public var nextStepOn: Day?
    /// Where it went in the last classification: 1 up, -1 down, 2 first result, 0 stayed.
    public var moved: Int
    /// When somebody last called, wrote or met; nil when nobody has.
    public var lastContactOn: Day?
    /// Folded name; what sorting by name compares.
    public var nameKey: String

    public func displayName(english: Bool) -> String {
        english ? englishName.map(CompanyForms.short) ?? shortName ?? name : shortName ?? name
    }
}
