extension SearchTexts {
    static let english = SearchTexts(
        title: "Search",
        placeholder: "Account, contact, number, product or page",
        accounts: "Accounts",
        contacts: "Contacts",
        documents: "Orders and invoices",
        products: "Products",
        commands: "Pages and commands",
        all: { "All \($0)" },
        firstOnes: { "These are the first \($0). Type more to narrow them down." },
        allGroups: "All groups",
        view: "Saved view",
        exportAccounts: "Export all accounts",
        newNote: "Write a note",
        newInvoice: "New invoice",
        meant: { "Did you mean “\($0)”?" },
        byCode: { "code \($0)" },
        byPinyin: "by pinyin",
        nothing: { "Nothing found for “\($0)”" },
        nothingHint: "Try fewer letters, a code, pinyin or its initials.",
        finding: { "Found for “\($0)”" }
    )
}
