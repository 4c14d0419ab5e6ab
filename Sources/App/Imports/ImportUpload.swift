import Basics
import Interface
import Storage

/// The first step: which file, and what it holds.
enum ImportUpload {
    /// Bytes that a file may have.
    static let limit = 2 << 30

    /// Why a file was not taken.
    enum Problem: Sendable, Hashable { case none, noFile, kind(String), tooLarge }

    static func answer(_ visit: Context, problem: Problem = .none) -> Answer {
        guard visit.user.role.may(.importFiles) else { return .notFound }
        let words = visit.words.imports, forms = visit.words.forms
        let text: String? = switch problem {
        case .none: nil
        case .noFile: words.noFile
        case .kind(let name): words.wrongKind(name)
        case .tooLarge: words.tooLarge
        }
        let fields = [
            FormField(name: "kind", label: words.holds, control: .select(ImportKind.allCases.map { ($0.rawValue, words.kind($0.rawValue)) }, none: nil), value: "sales"),
            FormField(name: "file", label: words.file, control: .file(accept: ".csv,.txt,.tsv,.gz,.xlsx"), isRequired: true, hint: words.fileHint, problem: text),
        ]
        let panel = FormPanel.html(
            id: "upload", title: words.chooseFile, action: Address.newImport.text, token: visit.formToken, submit: words.next,
            cancel: (forms.cancel, Address.imports.text), takesFiles: true, "<div class=\"fields\">\(fields.map(\.html))</div>"
        )
        let page = WizardPage(visit: visit, draft: nil, step: 0).html(words.new, "<div class=\"narrow\">\(panel)</div>")
        return problem == .none ? .page(page) : .invalid(page)
    }

    /// Enters an uploaded file as a draft.
    static func create(
        _ sent: Parameters, file: String, name: String, size: Int, _ visit: Context, in connection: Connection
    ) throws -> ImportDraft {
        let draft = ImportDraft(
            id: try connection.newIdentifier("import", reserve: 1), kind: sent["kind"].flatMap { ImportKind(rawValue: $0) } ?? .sales, fileName: name,
            isWorkbook: name.lowercased().hasSuffix(".xlsx"), file: file, size: Int64(size), createdBy: visit.user.id, createdAt: visit.now
        )
        try ImportDraftStore.insert(draft, in: connection)
        return draft
    }

    static func isAccepted(_ name: String) -> Bool {
        [".csv", ".txt", ".tsv", ".gz", ".xlsx"].contains { name.lowercased().hasSuffix($0) }
    }
}
