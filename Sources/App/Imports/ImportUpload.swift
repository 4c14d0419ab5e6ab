import Basics
import Interface
import Spreadsheets
import Storage

/// The first step: which file, and what it holds.
enum ImportUpload {
    /// Bytes that a file may have.
    static let limit = 2 << 30

    /// Why a file was not taken.
    enum Problem: Sendable, Hashable { case none, noFile, kind(String), tooLarge, empty, noRows, notText(String), damaged(String), encrypted }

    static func answer(_ visit: Context, problem: Problem = .none) -> Answer {
        guard visit.user.role.may(.importFiles) else { return .notFound }
        let words = visit.words.imports, forms = visit.words.forms
        let text: String? = switch problem {
        case .none: nil
        case .noFile: words.noFile
        case .kind(let name): words.wrongKind(name)
        case .tooLarge: words.tooLarge
        case .empty: words.emptyFile
        case .noRows: words.noRows
        case .notText(let name): words.notText(name)
        case .damaged(let name): words.damagedFile(name)
        case .encrypted: words.encrypted
        }
        let fields = [
            FormField(name: "kind", label: words.holds, control: .select(ImportKind.allCases.map { ($0.rawValue, words.kind($0.rawValue)) }, none: words.asColumnsSay)),
            FormField(name: "file", label: words.file, control: .file(accept: ".csv,.txt,.tsv,.gz,.xlsx"), isRequired: true, hint: words.fileHint, problem: text),
        ]
        let panel = FormPanel.html(
            id: "upload", title: words.chooseFile, action: Address.newImport.text, token: visit.formToken, submit: words.next,
            cancel: (forms.cancel, Address.imports.text), takesFiles: true, once: visit.opened, "<div class=\"fields\">\(fields.map(\.html))</div>"
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

    /// Whether nobody said what the file holds, so that its columns must.
    static func guesses(_ sent: Parameters) -> Bool { sent["kind"].flatMap { ImportKind(rawValue: $0) } == nil }

    /// Looks at the beginning of a file before it is kept: what has no rows, or is no text, is of no use to anybody.
    static func problem(of path: String, named name: String) -> Problem {
        guard let source = try? ByteSource(path: path), source.size > 0 else { return .empty }
        if name.lowercased().hasSuffix(".xlsx") { return workbookProblem(source, name) }
        do {
            var reader = try CSVReader(path: path)
            guard let header = try reader.next() else { return .empty }
            guard header.problem == nil, !header.fields.contains(where: isBinary) else { return .notText(name) }
            guard let first = try reader.next() else { return .noRows }
            return first.fields.contains(where: isBinary) ? .notText(name) : .none
        } catch {
            return .damaged(name)
        }
    }

    /// A workbook is a zip file; one with a password is wrapped in a format of older times.
    private static func workbookProblem(_ source: ByteSource, _ name: String) -> Problem {
        var first = [UInt8](repeating: 0, count: 4)
        let count = first.withUnsafeMutableBytes { (try? source.read(into: $0)) ?? 0 }
        if first.prefix(count).starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .encrypted }
        return first.prefix(count).starts(with: [0x50, 0x4B]) ? .none : .kind(name)
    }

    private static func isBinary(_ text: String) -> Bool {
        text.unicodeScalars.contains { ($0.value < 0x20 && !"\t\n\r".unicodeScalars.contains($0)) || $0.value == 0x7F || $0 == "\u{FFFD}" }
    }

    static func isAccepted(_ name: String) -> Bool {
        [".csv", ".txt", ".tsv", ".gz", ".xlsx"].contains { name.lowercased().hasSuffix($0) }
    }
}
