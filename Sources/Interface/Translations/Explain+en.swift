extension ExplainTexts {
    static let english = ExplainTexts(
        whatIs: { "What is this? \($0)" },
        formula: "How it is computed",
        source: "Where it comes from",
        changed: "Last changed",
        booked: "Invoices and returns as booked",
        byPolicy: { "Policy \($0), version \($1)" },
        netSales: "What the account bought in the 12 months before the data end, without tax.",
        netSalesFormula: "Invoiced amounts less returns, by invoice date; the change compares with the 12 months before.",
        margin: "What remains of net sales after the cost of the goods.",
        marginFormula: "(Net sales − cost) ÷ net sales, over 12 whole months; shown only when the cost of every line is known.",
        overdue: "What should have been paid before the data end and was not.",
        overdueFormula: "Open amounts of invoices whose due day has passed.",
        score: "How much the account matters by the policy in force, 0 to 100. The score decides the tier.",
        scoreFormula: "Sum over all metrics: points × weight. Each criterion shows its part.",
        tier: "The class of the account. A failed gate or too short a history caps it; within the hysteresis the former tier is kept.",
        criterion: "One side of what makes an account important. Its metrics and their anchors:",
        criterionFormula: "Points between the anchors × weight, added up over its metrics."
    )
}
