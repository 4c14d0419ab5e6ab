/// Tells which byte separates fields.
enum SeparatorDetection {
    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    private static let recordsLookedAt = 50

    /// The candidate that cuts most records into the same number of fields, and into most; a comma when none cuts them at all.
    ///
    /// One that cuts the header alike comes before all others: decimal commas are as regular as separators, but no header
    /// holds them.
    /// - Parameter isWhole: whether the text is the whole file; otherwise its last record may be cut and is left out.
    static func separator(in text: [UInt8], isWhole: Bool) -> UInt8 {
        var best = (separator: candidates[0], score: Score(isLikeHeader: false, separators: 0))
        for candidate in candidates {
            let score = score(of: fieldCounts(text, candidate, isWhole))
            if best.score < score { best = (candidate, score) }
        }
        return best.separator
    }

    private struct Score: Comparable {
        var isLikeHeader: Bool
        /// In all records that have the usual number of them.
        var separators: Int

        static func < (one: Score, other: Score) -> Bool {
            one.isLikeHeader == other.isLikeHeader ? one.separators < other.separators : other.isLikeHeader
        }
    }

    private static func score(of counts: [Int]) -> Score {
        let records = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +)
        guard let usual = records.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), usual.key > 1 else {
            return Score(isLikeHeader: false, separators: 0)
        }
        return Score(isLikeHeader: counts.first == usual.key, separators: (usual.key - 1) * usual.value)
    }

    private static func fieldCounts(_ text: [UInt8], _ separator: UInt8, _ isWhole: Bool) -> [Int] {
        var parser = RecordParser(separator: separator)
        var counts: [Int] = []
        var start = 0
        while counts.count < recordsLookedAt, start < text.count {
            guard case .record(let end, let next) = parser.parse(text, from: start, isWhole: isWhole) else { break }
            if end > start { counts.append(parser.fields.count) }
            start = next
        }
        return counts
    }
}
