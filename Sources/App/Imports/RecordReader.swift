import Basics
import Interface
import Storage

/// Reads the texts of a row as values of a record, by the same fields as its form.
struct RecordReader: Sendable {
    private struct Column: Sendable {
        var name: String
        var place: Int
        var isRequired: Bool
        /// Nil when no form has the field; then the text is the value.
        var field: Field?
        /// Values of a choice by what people call them, in both languages, folded; nil when it is no choice.
        var choices: [String: String]?
    }

    let kind: ImportKind
    private let columns: [Column]
    private let reading: FileReading
    /// Fields whose values no list needs to know.
    private static let open: Set<String> = ["industry", "region"]

    init(kind: ImportKind, columns: [String: Int], reading: FileReading, _ visit: Context, in connection: Connection) throws {
        self.kind = kind
        self.reading = reading
        let own = try Self.fields(kind, visit, in: connection)
        var names: [String: [String: String]] = [:]
        for language in Language.allCases {
            var other = visit
            other.language = language
            for field in try Self.fields(kind, other, in: connection) {
                switch field.kind {
                case .choice(let choices):
                    for choice in choices { names[field.name, default: [:]][SearchText.folded(choice.label)] = choice.value }
                // A category is found by its planner, which also makes new ones.
                case .named(let choices, _) where field.name != "category":
                    names[field.name, default: [:]].merge(choices.byName) { first, _ in first }
                default: break
                }
            }
        }
        for field in own {
            guard case .choice(let choices) = field.kind else { continue }
            for choice in choices { names[field.name, default: [:]][SearchText.folded(choice.value)] = choice.value }
        }
        let fields = Dictionary(uniqueKeysWithValues: own.map { ($0.name, $0) })
        self.columns = kind.fields.compactMap { field in
            columns[field.name].map { Column(name: field.name, place: $0, isRequired: field.isRequired, field: fields[field.name], choices: names[field.name]) }
        }
    }

    private static func fields(_ kind: ImportKind, _ visit: Context, in connection: Connection) throws -> [Field] {
        switch kind {
        case .accounts: try AccountFields(visit: visit).fields(current: [:], isNew: true, in: connection)
        case .contacts: ContactEditPage.importFields(visit)
        case .products: try CatalogueForm(kind: .product, visit: visit).fields(in: connection)
        case .sales: []
        }
    }

    /// What people read where a value is shown.
    func shown(_ value: String, of name: String) -> String { columns.first { $0.name == name }?.field?.shown(value) ?? value }

    /// The texts of a row as checked values; fields without a column, and empty cells, have none.
    func read(_ row: [String]) -> (values: [String: String], problems: [RowProblem]) {
        var values: [String: String] = [:], problems: [RowProblem] = []
        for column in columns {
            let text = column.place < row.count ? row[column.place].withoutInvisibleMarks.trimmed : ""
            guard !text.isEmpty else {
                if column.isRequired { problems.append(RowProblem(.missingValue, field: column.name, detail: .missing)) }
                continue
            }
            switch read(text, column) {
            case .success(let value): values[column.name] = value
            case .failure(let refusal): problems.append(RowProblem(.badValue, field: column.name, detail: refusal.problem))
            }
        }
        return (values, problems)
    }

    private func read(_ text: String, _ column: Column) -> Result<String, Field.Refusal> {
        if let choices = column.choices {
            if let value = choices[text] ?? choices[SearchText.folded(text)] { return .success(value) }
            // Reference values that no list knows are kept as they stand.
            guard Self.open.contains(column.name) else { return .failure(.init(.notOffered)) }
            return Field(name: column.name, label: "", kind: .line(limit: TextLimit.reference)).read(text)
        }
        if column.name == "category" { return Field(name: column.name, label: "", kind: .line()).read(text) }
        return column.field?.read(text, dates: reading.dates, decimal: reading.decimal) ?? .success(text)
    }
}
