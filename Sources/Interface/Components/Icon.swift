/// A line icon beside a text; never the only carrier of a meaning.
public struct Icon: Sendable {
    let name: String
    let css: String

    /// - Parameter name: a Lucide name that stands in `Sources/Assets/icons.txt`.
    public init(_ name: String, css: String = "") {
        self.name = name
        self.css = css
    }

    private static let sprite = Asset["icons.svg"]?.path

    /// Nothing at all where the icons were not fetched.
    public var html: HTML {
        guard let sprite = Self.sprite else { return .empty }
        let classes = css.isEmpty ? "icon" : "icon " + css
        return "<svg class=\"\(classes)\" aria-hidden=\"true\"><use href=\"\(sprite + "#" + name)\"/></svg>"
    }
}
