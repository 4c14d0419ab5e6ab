import Interface
import Spreadsheets

/// The part of a form that says how a file is written; it shows what the file tells, and somebody may know better.
struct ReadingFields {
    let draft: ImportDraft
    let words: ImportsWords

    func html(_ told: FileReading) -> HTML {
        var fields: [FormField] = []
        if !draft.isWorkbook {
            fields.append(field("encoding", words.encoding, TextEncoding.allCases.map { ($0.rawValue, $0.rawValue) }, told.encoding.rawValue))
            fields.append(field("separator", words.separator, FileReading.Separator.allCases.map { ($0.rawValue, name($0)) }, told.separator.rawValue))
        }
        if !draft.kind.numberFields.isEmpty {
            let signs = [(NumberReading.DecimalSign.point.rawValue, words.decimalPoint), (NumberReading.DecimalSign.comma.rawValue, words.decimalComma)]
            fields.append(field("decimal", words.decimalSign, signs, told.decimal.rawValue))
        }
        if !draft.kind.dateFields.isEmpty {
            let orders = [(FieldReading.DateOrder.dayFirst.rawValue, words.dayFirst), (FieldReading.DateOrder.monthFirst.rawValue, words.monthFirst)]
            fields.append(field("dates", words.dateOrder, orders, told.dates.rawValue))
        }
        return "\(fields.map(\.html))"
    }

    private func field(_ name: String, _ label: String, _ options: [(value: String, label: String)], _ value: String) -> FormField {
        FormField(name: name, label: label, control: .select(options, none: nil), value: value, original: value)
    }

    private func name(_ separator: FileReading.Separator) -> String {
        switch separator {
        case .comma: words.comma
        case .semicolon: words.semicolon
        case .tab: words.tab
        case .bar: words.bar
        }
    }

    /// What somebody chose: whatever they left as it was shown, the file goes on telling.
    func choice(_ sent: Parameters) -> FileReading.Choice {
        var choice = draft.reading
        func changed(_ name: String) -> String? { sent[name].flatMap { $0 == sent["was_" + name] ? nil : $0 } }
        if let encoding = changed("encoding").flatMap({ TextEncoding(rawValue: $0) }) { choice.encoding = encoding }
        if let separator = changed("separator").flatMap({ FileReading.Separator(rawValue: $0) }) { choice.separator = separator }
        if let decimal = changed("decimal").flatMap({ NumberReading.DecimalSign(rawValue: $0) }) { choice.decimal = decimal }
        if let dates = changed("dates").flatMap({ FieldReading.DateOrder(rawValue: $0) }) { choice.dates = dates }
        return choice
    }
}
