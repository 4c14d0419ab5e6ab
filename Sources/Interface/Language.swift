/// A language of the interface; both are equal.
public enum Language: String, Sendable, CaseIterable {
    case simplifiedChinese = "zh-Hans"
    case english = "en"

    public var words: Phrases<Words> { self == .english ? Words.english : Words.simplifiedChinese }
    public var isEnglish: Bool { self == .english }
    /// What the language calls itself.
    public var ownName: String { words.shell.ownName }
    public var other: Language { isEnglish ? .simplifiedChinese : .english }

    /// The first language of an `Accept-Language` header that we speak (RFC 9110, 12.5.4); nil when it names none.
    public init?(acceptLanguage header: String) {
        let wishes = header.split(separator: ",").enumerated().map { index, part -> (tag: String, weight: Double, index: Int) in
            let pieces = part.split(separator: ";")
            let tag = pieces.first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
            let quality = pieces.dropFirst().first { $0.contains("q=") }?.split(separator: "=").last
            return (tag, quality.flatMap { Double($0) } ?? 1, index)
        }
        for wish in wishes.sorted(by: { $0.weight == $1.weight ? $0.index < $1.index : $0.weight > $1.weight }) where wish.weight > 0 {
            if let language = Language(tag: wish.tag) {
                self = language
                return
            }
        }
        return nil
    }

    /// `zh`, `zh-CN`, `zh_CN.UTF-8`, `en`, `en_GB`…; nil for other languages.
    public init?(tag: some StringProtocol) {
        let lower = tag.lowercased()
        if lower.hasPrefix("zh") {
            self = .simplifiedChinese
        } else if lower.hasPrefix("en") {
            self = .english
        } else {
            return nil
        }
    }
}

/// Light or dark; nil elsewhere means that the system decides.
public enum Theme: String, Sendable, CaseIterable {
    case light, dark
}
