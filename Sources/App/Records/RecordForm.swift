import Basics
import Interface
import Storage

/// A form for a record: what its fields hold, what is wrong with them, and what others changed since it was opened.
struct RecordForm: Sendable {
    let fields: [Field]
    /// What the inputs show.
    private(set) var values: [String: String]
    /// What the record held when the person opened the form; empty for a new record.
    private(set) var originals: [String: String]
    private(set) var problems: [String: FieldProblem] = [:]
    /// What others wrote meanwhile, by field.
    private(set) var meanwhile: [String: String] = [:]
    /// Who wrote it, and at what o'clock; nil when nobody knows.
    var editor: RecordEditor?

    /// A form that shows a record, or an empty one.
    init(_ fields: [Field], showing values: [String: String] = [:], isNew: Bool = false) {
        self.fields = fields
        self.values = values
        originals = isNew ? [:] : values
    }

    /// A form as it was sent: every value that somebody changed is read and checked. What stands as the form showed it was judged
    /// when it was written, and may be kept whatever the rules say by now.
    /// - Parameter current: what the record holds now. A field that the sent form did not have, because it came with a right or with
    ///   what somebody else added meanwhile, shows this and changes nothing.
    init(_ fields: [Field], sent: Parameters, over current: [String: String] = [:], prefix: String = "") {
        self.fields = fields
        values = [:]
        originals = [:]
        for field in fields {
            if let now = current[field.name], !sent.has(prefix + field.name), !sent.has("was_" + prefix + field.name) {
                values[field.name] = now
                originals[field.name] = now
                continue
            }
            let typed = sent[prefix + field.name] ?? ""
            originals[field.name] = sent.has("was_" + prefix + field.name) ? sent["was_" + prefix + field.name] ?? "" : nil
            if let was = originals[field.name] ?? current[field.name], current[field.name] != nil, field.isUntouched(typed, of: was) {
                values[field.name] = was
                continue
            }
            switch field.read(typed) {
            case .success(let value): values[field.name] = value
            case .failure(let refusal):
                values[field.name] = typed
                problems[field.name] = refusal.problem
            }
        }
    }

    /// The same contents with other fields.
    init(_ form: RecordForm, fields: [Field]) {
        self.fields = fields
        (values, originals, problems, meanwhile) = (form.values, form.originals, form.problems, form.meanwhile)
    }

    var isValid: Bool { problems.isEmpty }

    /// Whether somebody gave a field another value than the form showed; always so in the form of a new record.
    func isChanged(_ name: String) -> Bool { originals[name].map { $0 != values[name] } ?? true }

    /// The values that somebody changed.
    var changedValues: [String: String] { values.filter { isChanged($0.key) } }

    /// The canonical value of a field; nil when it is empty.
    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    mutating func set(_ problem: FieldProblem, for name: String) { problems[name] = problem }
    mutating func set(_ value: String, for name: String) { values[name] = value }

    /// Compares with what the record holds now. What only others changed is taken over; what both changed stays as the
    /// person typed it, with the other value beside it. Sending the form once more confirms.
    /// - Returns: whether anything had changed, so that nothing is written unseen.
    mutating func noticeChanges(in current: [String: String]) -> Bool {
        for field in fields {
            let name = field.name
            let now = current[name] ?? ""
            guard let was = originals[name], was != now else { continue }
            if values[name] != now { meanwhile[name] = now }
            if values[name] == was {
                values[name] = now
                meanwhile[name] = now
            }
            originals[name] = now
        }
        return !meanwhile.isEmpty
    }

    /// What this form changes in a record.
    func changes(from current: [String: String]) -> [FieldChange] {
        fields.compactMap { field in
            let before = current[field.name] ?? "", after = values[field.name] ?? ""
            guard before != after else { return nil }
            return FieldChange(field: field.name, before: before, after: after, beforeText: field.shown(before), afterText: field.shown(after))
        }
    }
}

extension Field {
    /// Whether a sent text is what browsers send where nobody touched an input that showed a value.
    fileprivate func isUntouched(_ typed: String, of value: String) -> Bool {
        let text = if case .named = kind { shown(value) } else { value }
        return typed == text || Self.sent(typed, isText: isText) == Self.sent(text, isText: isText)
    }

    private var isText: Bool { if case .text = kind { true } else { false } }

    /// Inputs of one line lose line ends, longer ones get others.
    private static func sent(_ text: String, isText: Bool) -> String {
        let unified = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return isText ? unified : unified.replacing("\n", with: "").trimmed
    }
}

/// One field that an action changed, with the words people read.
struct FieldChange: Sendable, Hashable, Codable {
    var field: String
    var before: String
    var after: String
    var beforeText: String
    var afterText: String

    private enum CodingKeys: String, CodingKey {
        case field = "f", before = "b", after = "a", beforeText = "bt", afterText = "at"
    }
}
