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

    /// Keeps all files of a form, or none.
    static func keep(_ uploads: [Multipart.Upload], in files: FileStore) throws -> ([NoteForm.Kept], Problem?) {
        let problem = uploads.count > AttachmentRule.perNote ? Problem.tooMany(limit: AttachmentRule.perNote)
            : uploads.first { AttachmentRule.type(of: $0.fileName) == nil }.map { Problem.kind($0.fileName) }
        guard problem == nil else {
            for upload in uploads { upload.file.discard() }
            return ([], problem)
        }
        let kept = try uploads.map { upload in
            NoteForm.Kept(
                fileName: upload.fileName, mediaType: AttachmentRule.type(of: upload.fileName) ?? "application/octet-stream",
                size: Int64(upload.file.size), sha256: try files.keep(upload.file)
            )
        }
        return (kept, nil)
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
