import Basics
import Interface

/// What the figures of an account mean.
struct AccountExplanations {
    let visit: Context
    /// The policy that made the score.
    let version: PolicyVersion?

    private var words: ExplainWords { visit.words.explain }

    private func booked(_ name: String, _ definition: String, _ formula: String) -> HTML {
        Explain(name, definition: definition, formula: formula, source: words.booked, changed: visit.freshness).html(visit.language)
    }

    private func byPolicy(_ name: String, _ definition: String, _ formula: String?) -> HTML? {
        version.map { version in
            Explain(
                name, definition: definition, formula: formula, source: words.byPolicy(version.code, String(version.version)),
                changed: visit.text(version.publishedAt.day(in: visit.zone))
            ).html(visit.language)
        }
    }

    var netSales: HTML { booked(visit.words.year.netSales, words.netSales, words.netSalesFormula) }
    var contacts: HTML { booked(visit.words.accounts.lastContact, visit.words.year.contacts, visit.words.year.contactsFormula) }
    var margin: HTML { booked(visit.words.account.margin, words.margin, words.marginFormula) }
    var overdue: HTML { booked(visit.words.account.overdue, words.overdue, words.overdueFormula) }
    var score: HTML? { byPolicy(visit.words.account.score, words.score, words.scoreFormula) }
    var tier: HTML? { byPolicy(visit.words.accounts.tier, words.tier, nil) }

    /// - Parameter anchors: the criterion's metrics, each with its anchors.
    func criterion(_ name: String, _ anchors: String) -> HTML? { byPolicy(name, words.criterion + " " + anchors, words.criterionFormula) }
}
