/// Why an account has its tier.
public struct WhyTexts: Sendable {
    public let title: @Sendable (String, String) -> String
    public let andSo: @Sendable (String) -> String
    public let kept: String
    public let provisional: @Sendable (Int) -> String
    public let between: @Sendable (String, String) -> String
    public let window: @Sendable (String, String) -> String
    public let policy: @Sendable (String, String) -> String
    public let gatesPassed: @Sendable (Int) -> String
    public let gatesFailed: @Sendable (String, String) -> String
    public let gateRule: @Sendable (String) -> String
    public let passed: String
    public let failed: String
    public let notMeasured: String
    public let limitAtMost: @Sendable (String) -> String
    public let limitAtLeast: @Sendable (String) -> String
    public let atLeastMonths: @Sendable (Int) -> String
    public let history: String
    public let months: @Sendable (Int) -> String
    public let addUp: @Sendable (Int, String, String) -> String
    public let ruler: @Sendable (String, String) -> String
    public let criterion: String
    public let metric: String
    public let raw: String
    public let anchors: String
    public let points: String
    public let weight: String
    public let adds: String
    public let totalNote: String
    public let penalty: String
    public let tableCaption: String
    public let missing: String
    public let notApplicable: String
    public let reweighted: String
    public let missingNote: @Sendable (Int, String, String) -> String
    public let rowsTitle: @Sendable (String, Int) -> String
    public let rowsNote: String
    public let formulaPoints: String
    public let formulaAdds: String
    public let anchorsAre: @Sendable (String) -> String
    public let monthsCaption: @Sendable (String) -> String
    public let month: String
    public let bar: String
    public let invoiced: String
    public let returns: String
    public let net: String
    public let total: String
    public let newestRows: @Sendable (Int) -> String
    public let date: String
    public let document: String
    public let line: String
    public let units: String
    public let without: String
    public let withoutRow: @Sendable (String, String) -> String
    public let withoutNote: @Sendable (String, String) -> String
    public let compute: String
    public let theseRows: @Sendable (Int) -> String
    public let moreRows: @Sendable (Int) -> String
    public let allRows: @Sendable (Int) -> String
    public let provenance: String
    public let policyLabel: String
    public let inForceSince: @Sendable (String) -> String
    public let cutoff: String
    public let cutoffValue: @Sendable (String) -> String
    public let run: String
    public let computedAt: String
    public let tierHistory: String
    public let historyTitle: @Sendable (Int, String) -> String
    public let asOf: String
    public let distanceTitle: String
}

public typealias WhyWords = Phrases<WhyTexts>
