extension ShellWords {
    static let english = ShellWords(
        ownName: "English",
        skip: "Skip to content",
        mainNavigation: "Main",
        quickAccess: "Quick access",
        accounts: "Accounts",
        policies: "Policies",
        manage: "Manage",
        signOut: "Sign out",
        language: "Language",
        dark: "Dark theme",
        light: "Light theme",
        dataThrough: { "Data to \($0)" },
        noData: "No sales data yet",
        back: "Back",
        showTable: "Show table",
        explain: "What is this?",
        print: "Print"
    )
}
