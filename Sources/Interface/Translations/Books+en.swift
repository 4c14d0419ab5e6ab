extension BooksTexts {
    static let english = BooksTexts(
        source: "Source",
        newest: "Newest document",
        delivered: "Last delivery",
        sources: { "Data to \($0)" },
        sourcesNote: "The company's figures end where the source that is furthest behind ends. A source more than 35 days behind the newest no longer counts; documents written by hand never move the end.",
        holds: "the figures end here",
        notDelivering: "no longer counts",
        demo: "Demo company",
        unrated: {
            "\($1) \($1 == 1 ? "account" : "accounts") in \($0) had no rate for a day of their documents in the classification as of \($2): left out of shares of the company. Enter the rate and classify again."
        }
    )
}
