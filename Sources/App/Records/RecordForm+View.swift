import Interface

extension RecordForm {
    /// The inputs with their labels, problems and what others changed.
    func inputs(_ words: FormsWords, prefix: String = "") -> HTML {
        let list = fields.map { field -> HTML in
            let other = meanwhile[field.name].map { value -> FormField.Meanwhile in
                let isKept = value != values[field.name]
                let text = value.isEmpty ? words.nothing : field.shown(value)
                return FormField.Meanwhile(text: isKept ? words.changedMeanwhile(text) : words.takenOver(text), isConflict: isKept)
            }
            return FormField(
                name: prefix + field.name, label: field.label, control: control(field, words),
                value: text(of: field), original: originals[field.name], isRequired: field.isRequired,
                hint: field.hint, problem: problems[field.name].map { words.text(of: $0) }, meanwhile: other
            ).html
        }
        return "\(list)"
    }

    /// What stands in an input: people read names where the record holds identifiers, and what was typed where it is wrong.
    private func text(of field: Field) -> String {
        let value = values[field.name] ?? ""
        if case .named = field.kind, problems[field.name] == nil { return field.shown(value) }
        return value
    }

    private func control(_ field: Field, _ words: FormsWords) -> FormField.Control {
        switch field.kind {
        case .line(let limit): .input(type: "text", limit: limit)
        case .text(let limit): .area(limit: limit)
        case .email: .input(type: "email", limit: TextLimit.email)
        case .phone: .input(type: "tel", limit: TextLimit.phone)
        case .website: .input(type: "url", limit: TextLimit.website)
        case .day: .day
        case .integer: .number(unit: nil)
        case .decimal(_, let unit): .number(unit: unit)
        case .choice(let choices): .select(Self.own(values[field.name], besides: choices) + choices.map { ($0.value, $0.label) }, none: field.isRequired ? nil : words.nothing)
        case .pick(let path): .pick(from: path)
        case .named(let choices, let path): .pick(from: path, offers: choices.entries.map(\.name))
        case .flag: .flag
        case .tags: .input(type: "text", limit: TextLimit.tags)
        case .creditCode: .input(type: "text", limit: 18)
        }
    }

    /// A value that is on no list any more stays chosen until somebody chooses another.
    private static func own(_ value: String?, besides choices: [Field.Choice]) -> [(value: String, label: String)] {
        guard let value, !value.isEmpty, !choices.contains(where: { $0.value == value }) else { return [] }
        return [(value, value)]
    }

    /// What stands above a form that was not accepted: every problem as a link to its field.
    func summary(_ words: FormsWords) -> HTML {
        let wrong = fields.compactMap { field -> HTML? in
            problems[field.name].map { "<li><a href=\"\("#f-" + field.name)\">\(field.label)</a>: \(words.text(of: $0))</li>" }
        }
        if !wrong.isEmpty {
            return "<div class=\"notice bad\" role=\"alert\" tabindex=\"-1\"><b>\(words.notSaved(wrong.count))</b><ul>\(wrong)</ul></div>"
        }
        let others = fields.filter { meanwhile[$0.name] != nil }.map { "<li><a href=\"\("#f-" + $0.name)\">\($0.label)</a></li>" as HTML }
        guard !others.isEmpty else { return .empty }
        return "<div class=\"notice warn\" role=\"alert\" tabindex=\"-1\"><b>\(editor.map { words.changedBy($0.name, $0.englishName ?? $0.name, $0.clock) } ?? words.changedByOthers)</b><ul>\(others)</ul></div>"
    }
}

extension FormsWords {
    /// A problem in words, saying what to do.
    func text(of problem: FieldProblem) -> String {
        switch problem {
        case .missing: self.missing
        case .tooLong(let limit): self.tooLong(limit)
        case .notADay: self.notADay
        case .notANumber: self.notANumber
        case .outside(let range): self.outside(range.lowerBound, range.upperBound)
        case .tooManyPlaces(let places): self.tooManyPlaces(places)
        case .notAnEmail: self.notAnEmail
        case .notAWebsite: self.notAWebsite
        case .notOffered: self.notOffered
        case .notFound(let text): self.notFound(text)
        case .taken(let text): self.taken(text)
        case .wrongLength(let wanted, let found): self.wrongLength(wanted, found)
        case .badCharacter(let character): self.badCharacter(character)
        case .badCheckCharacter(let expected): self.badCheckCharacter(expected)
        case .reserved: self.reserved
        case .wouldBeCircle: self.wouldBeCircle
        case .listedAbove: self.listedAbove
        case .before(let day): self.before(day)
        case .after(let day): self.after(day)
        case .notPositive: self.notPositive
        case .negative: self.negative
        case .tooLarge: self.tooLarge
        case .above(let rest): self.above(rest)
        case .otherCurrency(let currency): self.otherCurrency(currency)
        case .reversed: self.isReversed
        case .invoiced: self.isInvoiced
        case .hasRates: self.hasRates
        }
    }
}
