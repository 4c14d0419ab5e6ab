extension ReceivablesTexts {
    static let english = ReceivablesTexts(
        title: "Receivables",
        all: "All open",
        overdue: "Overdue",
        ages: "By age",
        notDue: "Not due",
        days: { "\($0)–\($1) days" },
        over90: "Over 90 days",
        daysLate: "Days late",
        open: "Open invoices",
        finding: { ($0 == 1 ? "1 open invoice, " : "\(Format.grouped($0)) open invoices, ") + "\($1) to be paid" },
        overdueFinding: { ($0 == 1 ? "1 overdue invoice, " : "\(Format.grouped($0)) overdue invoices, ") + "\($1) to be paid" },
        note: { "on \($0); invoices with a due day" },
        nothing: "No open invoices",
        nothingOfAge: "Nothing of this age",
        nothingHint: "Invoices with a due day stay here until they are paid, returned or reversed.",
        returnsTitle: "Returns to check",
        returnsFinding: { ($0 == 1 ? "1 return, " : "\(Format.grouped($0)) returns, ") + "\($1) in \($2) days" },
        noReturns: { "No returns in \($0) days" },
        noInvoice: "none named"
    )
}
