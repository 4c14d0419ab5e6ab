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
    public let notPreviewed: String
    public let previewHint: String
    public let preview: String
    public let previewStopped: String
    public let previewFailed: @Sendable (String) -> String
    public let saveDocument: String
    public let finding: @Sendable (Int, Int, Int) -> String
    public let nobodyMoves: String
    public let distribution: String
    public let matrixNote: String
    public let whoMoves: String
    public let all: @Sendable (Int) -> String
    public let because: @Sendable (String, String) -> String
    public let byTheLine: String
    public let moversFromTo: @Sendable (Int, String, String) -> String
    public let effectiveFrom: String
    public let note: String
    public let noteHint: String
    public let publishTitle: String
    public let neverChanges: String
    public let publish: String
    public let needsDayAndNote: String
    public let sentences: String
    public let sentencesNote: String
    public let period: String
    public let windowLabel: String
    public let historyLabel: String
    public let cappedAt: String
    public let weightsSum: @Sendable (String) -> String
    public let lines: String
    public let from: String
    public let flapping: String
    public let hysteresisLabel: String
    public let penaltyLabel: String
    public let useValues: String
    public let anchors: String
    public let above: String
    public let below: String
}

public typealias DraftsWords = Phrases<DraftsTexts>
