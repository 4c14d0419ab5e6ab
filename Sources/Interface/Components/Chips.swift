/// The tier of an account: always its letter, in words where there is room.
public enum TierChip {
    /// A small round letter.
    public static func mini(_ tier: String?) -> HTML {
        guard let tier else { return "<span class=\"tier c mini\"><b><span>–</span></b></span>" }
        return "<span class=\"tier \(css(tier)) mini\"><b><span>\(tier)</span></b></span>"
    }

    /// Letter and name.
    public static func full(_ tier: String, name: String) -> HTML {
        "<span class=\"tier \(css(tier))\"><b><span>\(tier)</span></b><span>\(name)</span></span>"
    }

    /// The colour class of a tier code; codes that the palette does not know look like the lowest tier.
    public static func css(_ tier: String) -> String {
        let lower = tier.lowercased()
        return ["s", "a", "b", "c"].contains(lower) ? lower : "c"
    }
}

/// A short remark in a tinted box.
public enum Tag {
    public enum Mood: String, Sendable { case plain = "", good, warn, bad }

    public static func html(_ text: String, _ mood: Mood = .plain, icon: Icon? = nil) -> HTML {
        "<span class=\"\(("tag " + mood.rawValue))\">\(icon?.html)<span>\(text)</span></span>"
    }
}

/// The first letters of a name in a circle or a square.
public enum Monogram {
    /// Chinese shows one character, Latin the first letters of up to two words.
    public static func initials(_ name: String) -> String {
        guard let first = name.first else { return "?" }
        guard first.isASCII else { return String(first) }
        return name.split(separator: " ").prefix(2).compactMap(\.first).map { String($0).uppercased() }.joined()
    }

    public static func avatar(_ name: String, small: Bool = false) -> HTML {
        "<span class=\"\(small ? "avatar xs" : "avatar")\" aria-hidden=\"true\">\(initials(name))</span>"
    }

    public static func square(_ name: String) -> HTML {
        "<div class=\"monogram\" aria-hidden=\"true\">\(name.first.map { String($0).uppercased() } ?? "?")</div>"
    }
}
