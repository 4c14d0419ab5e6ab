extension StyleguideTexts {
    static let english = StyleguideTexts(
        title: "Components",
        first: "First",
        second: "Second",
        buttons: "Buttons and links",
        link: "A link",
        tags: "Tiers, tags, chips",
        sampleTier: "Strategic",
        plain: "Plain",
        good: "Good",
        warning: "Mind this",
        bad: "Overdue",
        samplePerson: "Lin Ke",
        sampleName: "Huayao New Energy",
        close: "Close",
        figure: "Net sales",
        longName: "A name so long that it has to be cut somewhere, because no customer was ever asked to be brief when founding a company",
        fields: "Fields and notices",
        field: "Field",
        hint: "A hint says what helps",
        table: "Tables",
        sum: "Total",
        lists: "People, timeline, progress",
        chart: "Charts",
        states: "Empty states"
    )
}
