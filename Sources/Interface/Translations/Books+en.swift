extension BooksTexts {
    static let english = BooksTexts(
        source: "Source",
        newest: "Newest document",
        delivered: "Last delivery",
        sources: { "Data to \($0)" },
        sourcesNote: "The company's figures end where the source that is furthest behind ends. A source more than 35 days behind the newest no longer counts; documents written by hand never move the end.",
        holds: "the figures end here",
        notDelivering: "no longer counts",
        demo: "Demo company"
    )
}
