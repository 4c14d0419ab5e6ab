import Basics
import Interface
import Storage

/// The files of notes: what is taken, and giving them out again.
enum NoteFiles {
    /// Why files were not taken.
    enum Problem: Sendable, Hashable {
        case kind(String)
        case tooMany(limit: Int)
        case tooLarge(limit: Int)
    }

    /// Takes all files of a form, or none. They are kept together with their note, or thrown away.
    static func take(_ uploads: [Multipart.Upload]) -> ([NoteForm.Sent], Problem?) {
        if let other = uploads.first(where: { AttachmentRule.type(of: $0.fileName) == nil }) {
            for upload in uploads { upload.file.discard() }
            return ([], .kind(other.fileName))
        }
        let sent = uploads.map { upload in
            NoteForm.Sent(
                fileName: upload.fileName, mediaType: AttachmentRule.type(of: upload.fileName) ?? "application/octet-stream", file: upload.file.end()
            )
        }
        return (sent, nil)
    }

    /// Whether somebody may write a note about an account, or edit one; asked before any file of it is on the disk.
    /// - Parameter id: of the note that is edited; nil for a new one.
    static func maySend(to code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Bool {
        guard visit.user.role.may(.writeNotes), let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return false }
        guard let id else { return true }
        return try NoteStore.note(Note.ID(id), in: connection).map { $0.accountID == account.id && NoteForm.mayEdit($0, visit) } ?? false
    }

    static func answer(_ code: String, _ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let id, let account = try AccountStore.summary(code: code, within: visit.scope, in: connection),
              let file = try NoteStore.attachment(Attachment.ID(id), of: account.id, in: connection) else { return .notFound }
        return .storedFile(name: file.fileName, mediaType: file.mediaType, path: visit.files.path(of: file.sha256))
    }
}

extension NotesWords {
    /// Why files were not taken, saying what to do.
    func text(of problem: NoteFiles.Problem) -> String {
        switch problem {
        case .kind(let name): self.fileKind(name)
        case .tooMany(let limit): self.tooManyFiles(limit)
        case .tooLarge(let limit): self.fileTooLarge(limit >> 20)
        }
    }
}
