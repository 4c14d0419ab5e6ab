extension ErrorsTexts {
    static let english = ErrorsTexts(
        notFoundTitle: "Nothing here",
        notFoundHint: "The address is wrong, or it is not yours to see.",
        busyTitle: "Too busy just now",
        busyHint: "Wait a moment and load the page again.",
        fullTitle: "The disk of the server is full",
        fullHint: "Nothing of this was saved. Tell your administrator; what you typed is still there when you go back.",
        readOnlyTitle: "Nothing can be saved just now",
        readOnlyHint: "The database takes no changes. Pages can be read; tell your administrator.",
        awayTitle: "The database does not answer",
        awayHint: "Nothing of this was saved. Try again in a moment.",
        unansweredHint: "It is not known whether this was saved. Look before you send it again.",
        tooLargeTitle: "That is too much at once",
        tooLargeHint: "Nothing of this was saved. Go back, shorten the text or send fewer or smaller files.",
        unreadableTitle: "The form did not arrive whole",
        unreadableHint: "Nothing of this was saved. Go back and send it again.",
        filesTitle: "Files cannot be kept just now",
        filesHint: "Nothing of this was saved. Tell your administrator that the folder of the files takes nothing.",
        brokenTitle: "Something broke on our side",
        brokenHint: { "Nothing was changed. Tell your administrator this reference: \($0)" },
        home: "Back to the accounts",
        forged: "The form is too old. Load the page again and repeat."
    )
}
