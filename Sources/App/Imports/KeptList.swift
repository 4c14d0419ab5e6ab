import Basics
import Interface
import Spreadsheets
import Storage

/// What taking an import back has left, each with its reason.
struct KeptList {
    let record: ImportRecord
    let visit: Context

    static let pageSize = 200
    private var words: ImportsWords { visit.words.imports }

    func html(after line: Int, in connection: Connection) throws -> HTML {
        let count = try KeptStore.count(of: record.id, in: connection)
        guard count > 0 else { return .empty }
        let lines = try KeptStore.lines(of: record.id, after: line, limit: Self.pageSize, in: connection)
        let rows = lines.map { line -> HTML in
            let name: HTML = address(line).map { "<a class=\"link\" href=\"\($0)\">\(line.record.name)</a>" } ?? "\(line.record.name)"
            return "<tr><td class=\"wrap\">\(name)</td><td>\(words.subject(of: line.record))</td><td class=\"wrap\">\(words.text(of: line.record.reason))</td></tr>"
        }
        let here = Address.importRun(record.id.value).text
        let last = lines.last?.number ?? count
        let pager = Pager(first: line > 0 ? here : nil, next: last < count ? "\(here)?after=\(last)" : nil).html(visit.words.accounts)
        return Panel.html(id: "kept", title: words.keptFinding(count), tools: DownloadLink.csv(Address.importKeptCSV(record.id.value).text), """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.keptRecord)</th><th scope="col">\(words.holds)</th><th scope="col">\(words.reason)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(pager)
            """)
    }

    /// Where a record is to be seen.
    private func address(_ line: KeptStore.Line) -> String? {
        switch (line.record.subject, line.code) {
        case (AccountRecord.subject, let code?): Address.account(code).text
        case (ContactRecord.subject, let code?): Address.contact(code, line.record.id).text
        case (DocumentRecord.subject, let code?): Address.document(code, line.record.id).text
        case (ProductRecord.subject, _): Address.product(line.record.id).text
        default: nil
        }
    }

    /// All of them, as the table shows them.
    static func export(_ id: Int64?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.importFiles), let id, let record = try ImportStore.record(ImportRecord.ID(id), in: connection) else { return .notFound }
        let words = visit.words.imports
        var writer = CSVWriter(byteOrderMark: true, protectsFormulas: true)
        writer.write([words.keptRecord, words.holds, words.reason])
        var line = 0
        while true {
            let part = try KeptStore.lines(of: record.id, after: line, limit: 2_000, in: connection)
            guard let last = part.last else { break }
            for entry in part { writer.write([entry.record.name, words.subject(of: entry.record), words.text(of: entry.record.reason)]) }
            line = last.number
        }
        return .csv(name: "kept-\(id).csv", writer.bytes)
    }
}

extension ImportsWords {
    func subject(of record: KeptRecord) -> String {
        switch record.subject {
        case AccountRecord.subject: self.keptAccount
        case ContactRecord.subject: self.keptContact
        case ProductRecord.subject: self.keptProduct
        case DocumentRecord.subject: self.keptDocument
        default: record.subject
        }
    }

    func text(of reason: KeptReason) -> String {
        switch reason {
        case .changed: self.keptChanged
        case .documents: self.keptDocuments
        case .contacts: self.keptContacts
        case .notes: self.keptNotes
        case .subsidiaries: self.keptSubsidiaries
        case .referred: self.keptReferred
        }
    }
}
