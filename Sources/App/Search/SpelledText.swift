/// A name as it can be typed: its letters and characters without signs and spaces, and every way in which they are read.
///
/// The readings make a lattice: each Chinese character is any of its readings, letter by letter, or their first letters only. A query
/// matches where it runs through any path, beginning at a character or a Latin word.
struct SpelledText: Sendable {
    /// Folded letters, digits and Chinese characters.
    let characters: [Unicode.Scalar]
    /// Nil for letters and digits.
    private let readings: [HanCharacters.Readings?]
    /// Where Latin words begin: after a sign, a space or a Chinese character, and where digits follow letters or letters digits.
    private let beginsWord: [Bool]
    private let hasChinese: Bool
    private let hasLatin: Bool

    init(folded: String) {
        var characters: [Unicode.Scalar] = [], begins: [Bool] = []
        var isNew = true, wasDigit = false
        for scalar in folded.unicodeScalars {
            if HanCharacters.contains(scalar) {
                characters.append(scalar)
                begins.append(false)
                isNew = true
            } else if SearchText.isWritten(scalar) {
                let isDigit = SearchText.isDigit(scalar)
                characters.append(scalar)
                begins.append(isNew || isDigit != wasDigit)
                (isNew, wasDigit) = (false, isDigit)
            } else {
                isNew = true
            }
        }
        self.characters = characters
        beginsWord = begins
        readings = HanCharacters.readings(of: characters)
        hasChinese = readings.contains { $0 != nil }
        hasLatin = readings.contains { $0 == nil }
    }

    /// How a name is spelled with letters.
    private enum Spelling: CaseIterable {
        /// Every letter of every reading.
        case full
        /// The first letters of readings, and every letter of Latin words.
        case initials
        /// The first letters of readings and of Latin words.
        case acronym
    }

    /// Spellings that differ from each other for this name.
    private var spellings: [Spelling] {
        if !hasChinese { return [.full, .acronym] }
        return hasLatin ? Spelling.allCases : [.full, .initials]
    }

    private func isChinese(_ place: Int) -> Bool { readings[place] != nil }

    private func begins(at place: Int) -> Bool { beginsWord[place] || isChinese(place) }

    /// Where the spelling goes on after what stands at a place.
    private func next(after place: Int, _ spelling: Spelling) -> Int {
        var next = place + 1
        if spelling == .acronym, !isChinese(place) { while next < characters.count, !begins(at: next) { next += 1 } }
        return next
    }

    // MARK: Index

    /// What the index keeps of a name; some of it more than once.
    func enter(into grams: inout [Gram]) {
        let spellings = spellings
        for place in characters.indices {
            enterText(at: place, into: &grams)
            guard begins(at: place) else { continue }
            for spelling in spellings { enter(Gram(.aligned), goingOnAt: place, beganAt: place, spelling, into: &grams) }
        }
    }

    /// Of Chinese up to four neighbours, of Latin three.
    private func enterText(at place: Int, into grams: inout [Gram]) {
        var hasChinese = false, gram = Gram(.within)
        for end in place..<min(characters.count, place + Self.longestText) {
            gram.append(characters[end])
            hasChinese = hasChinese || isChinese(end)
            if hasChinese || gram.count == Self.latinText { grams.append(gram) }
            if hasChinese, place == 0, gram.count <= Self.longestBeginning { grams.append(gram.at(.beginning)) }
        }
    }

    private func enter(_ path: Gram, goingOnAt place: Int, beganAt start: Int, _ spelling: Spelling, into grams: inout [Gram]) {
        guard place < characters.count, path.count < Gram.longest else { return }
        guard let read = readings[place] else {
            let path = entered(path, characters[place], beganAt: start, into: &grams)
            return enter(path, goingOnAt: next(after: place, spelling), beganAt: start, spelling, into: &grams)
        }
        for letters in spelling == .full ? read.full : read.initials {
            var path = path
            for letter in letters where path.count < Gram.longest { path = entered(path, letter, beganAt: start, into: &grams) }
            enter(path, goingOnAt: place + 1, beganAt: start, spelling, into: &grams)
        }
    }

    /// A path one letter longer. A single letter tells only how names and Latin words begin: most names have some character with it.
    private func entered(_ path: Gram, _ letter: Unicode.Scalar, beganAt start: Int, into grams: inout [Gram]) -> Gram {
        var path = path
        path.append(letter)
        if path.count > 1 || start == 0 || beginsWord[start] { grams.append(path) }
        if start == 0, path.count <= Self.longestBeginning { grams.append(path.at(.beginning)) }
        return path
    }

    static let longestText = 4
    static let latinText = 3
    static let longestBeginning = 3

    // MARK: Comparison

    /// Where a word of a query stands in a name.
    enum Place: Comparable { case beginning, aligned, within }

    /// Nil where the name has no such word.
    /// - Parameters:
    ///   - word: folded, without signs.
    ///   - shortest: how many letters at least are looked for within words; the index has three neighbours.
    func place(of word: [Unicode.Scalar], shortest: Int = latinText) -> Place? {
        guard let first = word.first, !characters.isEmpty else { return nil }
        if characters.starts(with: word) { return .beginning }
        let isLatin = !word.contains(where: HanCharacters.contains)
        var found: Place?
        if isLatin {
            for start in characters.indices where begins(at: start) {
                guard word.count > 1 || start == 0 || beginsWord[start], spellings.contains(where: { spells(word[...], from: start, $0) }) else { continue }
                if start == 0 { return .beginning }
                found = .aligned
                break
            }
        }
        if found == nil, !isLatin || word.count >= shortest, characters.count >= word.count {
            let starts = 0...(characters.count - word.count)
            if starts.contains(where: { characters[$0] == first && characters[$0...].starts(with: word) }) { found = .within }
        }
        return found
    }

    private func spells(_ word: ArraySlice<Unicode.Scalar>, from place: Int, _ spelling: Spelling) -> Bool {
        if word.isEmpty { return true }
        guard place < characters.count, let first = word.first else { return false }
        guard let read = readings[place] else {
            return first == characters[place] && spells(word.dropFirst(), from: next(after: place, spelling), spelling)
        }
        return (spelling == .full ? read.full : read.initials).contains { letters in
            word.starts(with: letters) ? spells(word.dropFirst(letters.count), from: place + 1, spelling) : letters.starts(with: word)
        }
    }
}

