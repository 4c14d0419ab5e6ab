extension ContactsTexts {
    static let english = ContactsTexts(
        title: { $0 == 1 ? "1 contact" : "\($0) contacts" },
        name: "Name",
        jobTitle: "Title",
        role: "Role",
        phone: "Phone",
        email: "E-mail",
        decisionMaker: "Decision maker",
        economicBuyer: "Economic buyer",
        technicalEvaluator: "Technical evaluator",
        user: "User",
        procurement: "Procurement",
        champion: "Champion"
    )
}
