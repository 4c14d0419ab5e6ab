extension BackupsTexts {
    static let english = BackupsTexts(
        title: "Backups",
        finding: { "Last backup on \($0), \($1), checked" },
        none: "No backup has been made here yet",
        failedTitle: "The last backup failed",
        underWay: "A backup is being made",
        rule: "A backup is the whole database as one file with its attachments beside it. It is read again and checked after it was written; only then do the oldest ones go.",
        place: "Folder on the server",
        placeHint: "A full path, best on another disk, such as /var/backups/mainstay",
        placeNeeded: "Give the full path of a folder, beginning with /.",
        keeps: "Backups that stay",
        keepsHint: "Older ones that were written from here are removed after a new one was checked",
        at: "Every night at",
        now: "Back up now",
        file: "File",
        size: "Size",
        results: "What was written",
        noResultsHint: "Choose a folder, then back up once by hand to see that it works.",
        noFolder: "no folder is chosen",
        notWritable: "the folder cannot be written to",
        damaged: "the file that was written does not read as it should",
        filesMissing: "attachments are missing beside the database; the command doctor says which",
        notOwn: "The server cannot write there. Make the folder, or give the server's user the right to write to it.",
        doorHint: "For everybody's work: where backups lie, how many stay, and how the last one went."
    )
}
