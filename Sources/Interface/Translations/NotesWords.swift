/// Notes, calls, e-mails and meetings.
public struct NotesTexts: Sendable {
    public let title: String
    public let log: String
    public let save: String
    public let editTitle: String
    public let noteKind: String
    public let callKind: String
    public let emailKind: String
    public let meetingKind: String
    public let withWhom: String
    public let files: String
    public let removeFile: @Sendable (String, String) -> String
    public let filesHint: @Sendable (Int, Int) -> String
    public let noted: String
    public let called: @Sendable (String, String) -> String
    public let wrote: @Sendable (String, String) -> String
    public let met: @Sendable (String, String) -> String
    public let them: String
    public let edited: @Sendable (String) -> String
    public let fileKind: @Sendable (String) -> String
    public let tooManyFiles: @Sendable (Int) -> String
    public let fileTooLarge: @Sendable (Int) -> String
    public let photo: String
}

public typealias NotesWords = Phrases<NotesTexts>
