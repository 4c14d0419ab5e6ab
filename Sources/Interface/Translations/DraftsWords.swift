/// Writing a policy and seeing what it would do.
public struct DraftsTexts: Sendable {
    public let title: String
    public let draft: String
    public let inForce: String
    public let change: String
    public let fromPack: String
    public let openDraft: @Sendable (String) -> String
    public let discard: String
    public let hasProblems: @Sendable (Int) -> String
    public let previewHint: String
    public let preview: String
    public let previewStopped: String
    public let previewFailed: @Sendable (String) -> String
    public let finding: @Sendable (Int, Int, Int) -> String
    public let nobodyMoves: String
    public let distribution: String
    public let matrixNote: @Sendable (String) -> String
    public let whoMoves: String
    public let all: @Sendable (Int) -> String
    public let because: @Sendable (String, String) -> String
    public let byTheLine: String
    public let moversFromTo: @Sendable (Int, String, String) -> String
    public let effectiveFrom: String
    public let note: String
    public let noteHint: String
    public let policy: String
    public let previewed: String
    public let road: String
    public let previewFirst: String
    public let changesAgainst: @Sendable (Int, String) -> String
    public let nothingChanged: String
    public let nothingChangedHint: String
    public let tierChange: String
    public let basis: @Sendable (String, String) -> String
    public let movesUp: @Sendable (Int) -> String
    public let movesDown: @Sendable (Int) -> String
    public let moversFrom: @Sendable (Int, String) -> String
    public let moversTo: @Sendable (Int, String) -> String
    public let movers: @Sendable (Int) -> String
    public let everybody: @Sendable (Int) -> String
    public let reason: String
    public let stays: String
    public let was: @Sendable (String) -> String
    public let changedInside: String
    public let labelWindow: String
    public let labelWeight: @Sendable (String) -> String
    public let labelAt: @Sendable (String, Int) -> String
    public let labelPoints: @Sendable (String, Int) -> String
    public let labelLimit: @Sendable (String) -> String
    public let labelTier: @Sendable (String) -> String
    public let labelFrom: @Sendable (String) -> String
    public let inCurrency: @Sendable (String, String) -> String
    public let unitMonths: String
    public let unitDays: String
    public let unitPieces: String
    public let belowTier: @Sendable (String) -> String
    public let fromPoints: @Sendable (String) -> String
    public let publishTitle: String
    public let neverChanges: String
    public let publish: String
    public let needsDayAndNote: String
    public let sentences: String
    public let sentencesNote: String
    public let period: String
    public let weightsSum: @Sendable (String) -> String
    public let lines: String
    public let flapping: String
}

public typealias DraftsWords = Phrases<DraftsTexts>
