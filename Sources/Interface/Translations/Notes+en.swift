extension NotesTexts {
    static let english = NotesTexts(
        title: "Notes",
        log: "Log a conversation",
        save: "Log",
        editTitle: "Edit note",
        noteKind: "Note",
        callKind: "Call",
        emailKind: "E-mail",
        meetingKind: "Meeting",
        withWhom: "With",
        files: "Files",
        removeFile: { "Remove \($0) (\($1))" },
        filesHint: { "At most \($0) files of \($1) MB each: documents, pictures, archives" },
        noted: "noted",
        called: { "called \($0) on \($1)" },
        wrote: { "wrote to \($0) on \($1)" },
        met: { "met \($0) on \($1)" },
        them: "the customer",
        edited: { "edited \($0)" },
        fileKind: { "“\($0)” is not a kind of file that is kept. Attach documents, pictures or archives." },
        tooManyFiles: { "At most \($0) files at a time." },
        fileTooLarge: { "A file is larger than \($0) MB." },
        photo: "Take a photo"
    )
}
