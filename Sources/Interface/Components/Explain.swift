/// What a figure means, behind a small “i”: its definition, how it is computed, where it comes from and when that changed last.
public struct Explain: Sendable {
    public var name: String
    public var definition: String
    public var formula: String?
    public var source: String
    public var changed: String?

    public init(_ name: String, definition: String, formula: String? = nil, source: String, changed: String? = nil) {
        self.name = name
        self.definition = definition
        self.formula = formula
        self.source = source
        self.changed = changed
    }

    public func html(_ language: Language) -> HTML {
        let words = language.words.explain
        let facts = [formula.map { (words.formula, $0) }, (words.source, source), changed.map { (words.changed, $0) }].compactMap(\.self)
        let list = facts.map { "<dt>\($0)</dt><dd>\($1)</dd>" as HTML }
        return """
            <details class="explain"><summary aria-label="\(words.whatIs(name))"><i aria-hidden="true">i</i></summary><div><p>\(definition)</p><dl>\(list)</dl></div></details>
            """
    }
}
