/// Whether somebody may have meant another word.
enum TypingError {
    /// Whether two words differ by one letter more, less or other, or by two neighbours exchanged (Damerau's distance of one).
    static func isOne(_ typed: String, _ meant: String) -> Bool {
        let one = Array(typed), other = Array(meant)
        guard one != other, abs(one.count - other.count) <= 1 else { return false }
        let start = zip(one, other).prefix { $0 == $1 }.count
        let rest = one.dropFirst(start), otherRest = other.dropFirst(start)
        if one.count != other.count {
            return one.count > other.count ? rest.dropFirst() == otherRest : rest == otherRest.dropFirst()
        }
        if rest.dropFirst() == otherRest.dropFirst() { return true }
        return rest.count >= 2 && rest.first == otherRest.dropFirst().first && rest.dropFirst().first == otherRest.first
            && rest.dropFirst(2) == otherRest.dropFirst(2)
    }
}
