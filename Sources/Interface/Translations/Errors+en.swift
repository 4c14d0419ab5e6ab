extension ErrorsTexts {
    static let english = ErrorsTexts(
        notFoundTitle: "Nothing here",
        notFoundHint: "The address is wrong, or it is not yours to see.",
        busyTitle: "Too busy just now",
        busyHint: "Wait a moment and load the page again.",
        brokenTitle: "Something broke on our side",
        brokenHint: { "Nothing was changed. Tell your administrator this reference: \($0)" },
        home: "Back to the accounts",
        forged: "The form is too old. Load the page again and repeat."
    )
}
