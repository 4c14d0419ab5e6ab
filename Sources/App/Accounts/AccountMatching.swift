import Interface
import Storage

/// Finds the account that a new one may already be: by the pairs of characters that their names share, weighed by how rare these
/// are, by a character more or less, and by how they sound.
///
/// It asks the index of names for what is rare in a name only, so that a row costs the same whatever the number of accounts.
struct AccountMatching: Sendable {
    struct Similar: Sendable, Hashable {
        var id: Account.ID
        var code: String
        /// How alike, above `threshold` and at most 1.
        var likeness: Double
    }

    /// Accounts that this import has brought are no duplicates of its own rows.
    var importID: Int64?
    /// How many accounts have a gram, at most `common`.
    private var counts: [String: Int] = [:]

    /// A gram that so many accounts have leads to none of them.
    private static let common = 200
    /// The rarest grams of a name are followed, and its sound.
    private static let followed = 3
    /// Accounts that are looked at.
    private static let candidates = 30
    private static let threshold = 0.75
    private static let remembered = 200_000

    init(besides importID: Int64? = nil) { self.importID = importID }

    /// The account whose name is most like this one; nil when none is like enough for somebody to look.
    mutating func similar(_ name: String, in connection: Connection) throws -> Similar? {
        let wanted = CompanyName(name)
        guard wanted.text.count >= 2 else { return nil }
        if counts.count > Self.remembered { counts.removeAll() }
        var weights: [String: Double] = [:]
        var rare: [(gram: String, count: Int)] = []
        for gram in wanted.grams {
            let count = try count(gram, in: connection)
            weights[gram] = Self.weight(count)
            if count > 0, count < Self.common { rare.append((gram, count)) }
        }
        var grams = rare.sorted { ($0.count, $0.gram) < ($1.count, $1.gram) }.prefix(Self.followed).map(\.gram)
        if let sound = wanted.sound.flatMap({ SearchText.beginning(of: $0) }), try (1..<Self.common).contains(count(sound, in: connection)) { grams.append(sound) }
        guard !grams.isEmpty else { return nil }
        var best: Similar?
        for candidate in try AccountStore.names(having: grams, besides: importID, limit: Self.candidates, in: connection) {
            let likeness = candidate.names.map { wanted.likeness(to: CompanyName($0), weights) }.max() ?? 0
            if likeness >= Self.threshold, likeness > best?.likeness ?? 0 { best = Similar(id: candidate.id, code: candidate.code, likeness: likeness) }
        }
        return best
    }

    private mutating func count(_ gram: String, in connection: Connection) throws -> Int {
        if let known = counts[gram] { return known }
        let count = try AccountStore.count(gram: gram, upTo: Self.common, in: connection)
        counts[gram] = count
        return count
    }

    /// From a half for what few accounts have down to an eighth for what very many have.
    private static func weight(_ count: Int) -> Double {
        1 / Double(max(2, Int.bitWidth - count.leadingZeroBitCount))
    }

    /// A company's name without its legal form, brackets and spaces.
    static func stripped(_ name: String) -> String {
        var text = SearchText.folded(name)
        for form in CompanyForms.all { text = text.replacing(form, with: "") }
        return String(text.filter { $0.isLetter || $0.isNumber || $0 == " " }).split(separator: " ").joined(separator: " ")
    }
}

/// What of a company's name tells it from others.
struct CompanyName: Sendable, Hashable {
    /// Folded, without the legal form.
    let text: String

    init(_ name: String) { text = AccountMatching.stripped(name) }

    /// Pairs of Chinese characters, three neighbours of Latin letters.
    var grams: [String] { SearchText.required(by: text) }

    /// Pinyin without spaces; nil for Latin names.
    var sound: String? { SearchText.sounds(of: [text]).first }

    /// Without words that companies add to their names and leave out again.
    private var core: String {
        CompanyForms.additions.reduce(text) { $0.replacing($1, with: "") }
    }

    /// How alike two names are, 0…1.
    /// - Parameter weights: what each gram of this name is worth.
    func likeness(to other: CompanyName, _ weights: [String: Double]) -> Double {
        // Works one and works two are two, however long their name.
        guard text.filter(\.isNumber) == other.text.filter(\.isNumber) else { return 0 }
        if text == other.text { return 1 }
        if core.count >= 2, core == other.core { return 0.95 }
        if let sound, sound == other.sound { return 0.9 }
        let (short, long) = text.count < other.text.count ? (text, other.text) : (other.text, text)
        if short.count >= 3, long.count == short.count + 1, Self.hasOneMore(Array(long), Array(short)) { return 0.85 }
        guard Double(short.count) >= 0.6 * Double(long.count) else { return 0 }
        let all = weights.values.reduce(0, +)
        let shared = Set(other.grams).reduce(0) { $0 + (weights[$1] ?? 0) }
        return all > 0 ? min(0.85, shared / all) : 0
    }

    /// Whether the longer is the shorter with one character put in.
    private static func hasOneMore(_ long: [Character], _ short: [Character]) -> Bool {
        let start = zip(long, short).prefix { $0 == $1 }.count
        return long[(start + 1)...].elementsEqual(short[start...])
    }
}

extension AccountStore {
    /// How many accounts have a gram, counted no further than a limit.
    static func count(gram: String, upTo limit: Int, in connection: Connection) throws -> Int {
        try connection.first("SELECT COUNT(*) FROM (SELECT 1 FROM account_gram WHERE gram = \(gram) LIMIT \(limit)) c") { try $0.get(0) } ?? 0
    }

    /// The names of the accounts that have most of some grams.
    /// - Parameter importID: the import whose own accounts are left out.
    static func names(
        having grams: [String], besides importID: Int64?, limit: Int, in connection: Connection
    ) throws -> [(id: Account.ID, code: String, names: [String])] {
        try connection.rows("""
            SELECT a.id, a.code, a.name, a.short_name, a.english_name FROM (
                SELECT g.account_id, COUNT(*) AS shared FROM account_gram g JOIN account o ON o.id = g.account_id
                WHERE g.gram IN \(list: grams) AND COALESCE(o.import_id, 0) <> \(importID ?? -1)
                GROUP BY g.account_id ORDER BY shared DESC, g.account_id LIMIT \(limit)
            ) c JOIN account a ON a.id = c.account_id ORDER BY c.shared DESC, a.id
            """) { row in
            (try row.get(0), try row.get(1), [try row.get(2, as: String?.self), try row.get(3), try row.get(4)].compactMap(\.self))
        }
    }
}
