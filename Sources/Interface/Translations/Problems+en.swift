extension ProblemsTexts {
    static let english = ProblemsTexts(
        place: { "line \($0), column \($1)\($2.isEmpty ? "" : ", " + $2)" },
        syntax: { "this is not YAML: \($0)" },
        tooLarge: "the document is too large or too deeply nested",
        missingKey: { "“\($0)” is missing" },
        unknownKey: { "“\($0)” is not known here; allowed: \($1)" },
        didYouMean: { ". Did you mean “\($0)”?" },
        notAMapping: "keys with values are expected here",
        notAList: "a list is expected here",
        notAText: "a text is expected here",
        notAnIdentifier: { "“\($0)” may have only letters, digits, - and _" },
        unknownName: { "“\($0)” is not known; allowed: \($1)" },
        notANumber: { "“\($0)” is not a number" },
        notAShare: { "“\($0)” is not a percentage such as 12.5%" },
        notAnAmount: { "“\($0)” is not an amount such as 1500, 20k or 1.5M" },
        outOfRange: { "\($0) is outside \($1) to \($2)" },
        notAWindow: { "“\($0)” is not a window such as “12 months” (1 to 60)" },
        weightsSum: { "the weights add up to \($0), not to \($1)" },
        tooFewAnchors: "at least two anchors are needed",
        anchorsNotIncreasing: "anchors must stand in increasing order",
        tiersNotDescending: "tiers must stand from the highest to the lowest",
        lastTierNotAtZero: "the last tier must begin at 0",
        duplicate: { "“\($0)” stands here twice" },
        needsOneLimit: "a gate needs exactly one of at_most and at_least"
    )
}
