import Interface

/// A sentence of the translations with fields where its values stand, in whatever order the language puts them.
enum FilledSentence {
    private static let first: UInt32 = 0xE000

    /// - Parameter sentence: gets a mark for every field and gives the sentence with the marks in their places.
    static func html(_ fields: [HTML], _ sentence: ([String]) -> String) -> HTML {
        let marks = fields.indices.compactMap { UnicodeScalar(first + UInt32($0)).map { String($0) } }
        var html = HTML.empty, text = ""
        for character in sentence(marks) {
            guard let scalar = character.unicodeScalars.first, scalar.value >= first, scalar.value < first + UInt32(fields.count) else {
                text.append(character)
                continue
            }
            html.append(HTML(text: text))
            html.append(fields[Int(scalar.value - first)])
            text = ""
        }
        html.append(HTML(text: text))
        return html
    }
}
