extension ActivityWords {
    static let english = ActivityWords(
        system: "System",
        demoCreated: "created the demo company",
        userAdded: { "added user \($0)" },
        userDisabled: { "disabled user \($0)" },
        signedIn: "signed in",
        signedOut: "signed out",
        preferencesChanged: "changed preferences",
        importFinished: { "imported \($0): \($1) rows" },
        importUndone: { "took the import of \($0) back" },
        accountImported: "account created by an import",
        policyPublished: { "published policy \($0)" },
        classified: { "classified all accounts: \($0)" },
        tierChanged: { "tier \($0) → \($1)" },
        tierSet: { "first tier: \($0)" }
    )
}
