/// The steps of work that takes several, and where it stands.
public enum Steps {
    public struct Step: Sendable {
        public var label: String
        /// When it was done, or what came of it.
        public var note: HTML
        /// Where it can be seen again; nil for a step that has nothing to show yet.
        public var address: String?

        public init(_ label: String, note: HTML = .empty, address: String? = nil) {
            (self.label, self.note, self.address) = (label, note, address)
        }
    }

    /// - Parameter current: the place of the step that is being taken; it leads nowhere.
    public static func html(_ steps: [Step], current: Int, label: String) -> HTML {
        let items = steps.enumerated().map { index, step -> HTML in
            let inside: HTML = "<b>\(index + 1)</b><span>\(step.label)</span>\(step.note)"
            let body = step.address.flatMap { index == current ? nil : "<a href=\"\($0)\">\(inside)</a>" as HTML } ?? inside
            return "<li\(attribute: "aria-current", index == current ? "step" : nil)>\(body)</li>"
        }
        return "<ol class=\"steps\" aria-label=\"\(label)\">\(items)</ol>"
    }
}
