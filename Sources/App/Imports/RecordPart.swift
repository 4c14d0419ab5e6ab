/// Rows of a file of records, understood as far as that needs no database: it is done while the database works on the part before.
struct RecordPart: Sendable {
    /// A row whose values are right, each for itself.
    struct Understood: Sendable {
        var values: [String: String]
        var decision: ImportDraft.Correction.Decision?
        /// What an account is matched by; nil for other records.
        var company: CompanyName?
    }

    private enum Reading: Sendable { case understood, refused([RowProblem]) }

    /// Rows that are looked at, or written, at a time: everybody else who writes waits for them.
    static let size = 2_000

    private(set) var rows: [SourceRow] = []
    private var readings: [Reading] = []
    private(set) var understood: [Understood] = []
    /// What the index of names needs, once the rows are written.
    private(set) var texts = PreparedTexts.none

    /// The next part of a file; nil at its end.
    /// - Parameter preparing: whether the rows are going to be written.
    static func read(_ rows: inout DraftRows, by reader: RecordReader, preparing: Bool) throws -> RecordPart? {
        var part = RecordPart()
        while part.rows.count < size, let row = try rows.next() { part.add(row, rows.decision(row.number), reader, preparing) }
        return part.rows.isEmpty ? nil : part
    }

    private mutating func add(_ row: SourceRow, _ decision: ImportDraft.Correction.Decision?, _ reader: RecordReader, _ preparing: Bool) {
        rows.append(row)
        if let problem = row.problem { return readings.append(.refused([RowProblem(problem)])) }
        let (values, problems) = reader.read(row.fields)
        guard problems.isEmpty else { return readings.append(.refused(problems)) }
        readings.append(.understood)
        let company = reader.kind == .accounts ? CompanyName(values["name"] ?? "") : nil
        understood.append(Understood(values: values, decision: decision, company: company))
        if preparing { for text in reader.kind.searchedTexts(of: values) { texts.prepare(text) } }
    }

    /// A plan for every row, in their order.
    /// - Parameter planned: one for each that was understood.
    func plans(_ planned: [RecordPlan]) -> [RecordPlan] {
        var planned = planned[...]
        return readings.map { reading in
            switch reading {
            case .understood: planned.popFirst() ?? .setAside(.unreadable)
            case .refused(let problems): .setAside(problems, similar: nil)
            }
        }
    }
}

extension ImportKind {
    /// What a record is found by, as its store enters it.
    fileprivate func searchedTexts(of values: [String: String]) -> [String] {
        switch self {
        case .accounts: ["code", "name", "shortName", "englishName", "creditCode"].compactMap { values[$0] }
        case .contacts: values["name"].map { ContactStore.texts($0, values["englishName"], values["phone"], values["email"]) } ?? []
        case .products, .sales: []
        }
    }
}
