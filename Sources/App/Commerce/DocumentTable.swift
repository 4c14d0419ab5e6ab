import Basics
import Interface

/// Documents in a table, on the account's page and in the full list.
struct DocumentTable {
    let code: String
    let visit: Context
    /// All of them are overdue: what is open matters, and on small screens too.
    var isOverdue = false

    static func kind(_ kind: SalesDocument.Kind, _ words: CommerceWords) -> String {
        switch kind {
        case .invoice: words.invoice
        case .return: words.returned
        case .reversal: words.reversal
        }
    }

    func html(_ documents: [SalesStore.ListedDocument]) -> HTML {
        let words = visit.words.commerce
        let hasPayments = documents.contains { $0.paid != 0 || $0.document.dueOn != nil }
        let narrow = isOverdue ? "" : " narrow-off"
        let paymentHeads: HTML = hasPayments ? """
            <th scope="col" class="\("c" + narrow)">\(words.due)</th><th scope="col" class="n narrow-off">\(words.paid)</th>\(isOverdue ? "<th scope=\"col\" class=\"n\">\(words.open)</th>" as HTML : .empty)
            """ : .empty
        let rows = documents.map { entry -> HTML in
            let document = entry.document
            let payment: HTML = hasPayments ? """
                \(due(entry, narrow))<td class="n narrow-off">\(entry.paid == 0 ? "–" : Format.exact(Money(minor: entry.paid, document.currency)))</td>\(isOverdue ? "<td class=\"n neg\">\(Format.exact(Money(minor: entry.open, document.currency)))</td>" as HTML : .empty)
                """ : .empty
            return """
                <tr><td><a class="link" href="\(Address.document(code, document.id.value).text)">\(document.number)</a>\(hasPayments && !isOverdue ? small(entry) : .empty)</td><td class="word">\(Self.kind(document.kind, words))</td><td class="word">\(visit.text(document.issuedOn))</td><td class="n narrow-off">\(document.lines)</td>\(payment)<td class="n\(document.amount < 0 ? " neg" : "")">\(Format.exact(Money(minor: document.amount, document.currency)))</td></tr>
                """
        }
        return """
            <table class="list plain"><thead><tr><th scope="col">\(words.number)</th><th scope="col">\(words.kind)</th><th scope="col">\(words.issued)</th><th scope="col" class="n narrow-off">\(words.lines)</th>\(paymentHeads)<th scope="col" class="n">\(words.amount) <small>\(currencies(documents))</small></th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    /// The due day and what is paid, below the number where their columns have no room.
    private func small(_ entry: SalesStore.ListedDocument) -> HTML {
        guard let dueOn = entry.document.dueOn else { return .empty }
        let words = visit.words.commerce, isLate = dueOn < visit.asOf && entry.open > 0
        let paid = entry.paid == 0 ? "" : " · \(words.paid) \(Format.exact(Money(minor: entry.paid, entry.document.currency)))"
        return """
            <small class="narrow-only\(isLate ? " neg" : "")">\(words.due) \(visit.text(dueOn))\(paid)</small>
            """
    }

    /// The due day, in red with the days since where something is still to be paid.
    private func due(_ entry: SalesStore.ListedDocument, _ narrow: String) -> HTML {
        guard let dueOn = entry.document.dueOn else { return "<td class=\"\("c" + narrow)\">–</td>" }
        guard dueOn < visit.asOf, entry.open > 0 else { return "<td class=\"\("c" + narrow)\">\(visit.text(dueOn))</td>" }
        return "<td class=\"\("c neg" + narrow)\">\(visit.text(dueOn)) <small>\(visit.words.year.daysLate(visit.asOf.number - dueOn.number))</small></td>"
    }

    private func currencies(_ documents: [SalesStore.ListedDocument]) -> String {
        Set(documents.map(\.document.currency)).sorted().map(\.code).joined(separator: ", ")
    }
}
