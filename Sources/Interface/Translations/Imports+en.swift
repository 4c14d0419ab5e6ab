extension ImportsWords {
    static let english = ImportsWords(
        title: "Imports",
        new: "New import"
    )
}
