/// Reads one record at a time out of text in memory (RFC 4180), without copying it.
///
/// It keeps no state between records, so that a record cut by the end of the text is simply read again when more has come.
struct RecordParser {
    enum Outcome: Equatable {
        /// The record ends before `end`; the next one begins at `next`.
        case record(end: Int, next: Int)
        /// The text ends before the record does.
        case incomplete
        /// No line end came within the limit; what was read ends before `end`.
        case tooLong(end: Int)
    }

    let separator: UInt8
    /// Bytes of a record, its line end not counted.
    let byteLimit: Int
    let fieldLimit: Int

    /// Where the fields of the record are.
    private(set) var fields: [CSVReader.Record.Place] = []
    /// The contents of fields that are not in the text as they stand, one after the other.
    private(set) var unquoted: [UInt8] = []
    private(set) var problem: CSVReader.Problem?
    /// Line ends inside the record's quotes.
    private(set) var lineBreaks = 0

    init(separator: UInt8, byteLimit: Int = CSVReader.recordLimit, fieldLimit: Int = CSVReader.fieldLimit) {
        self.separator = separator
        self.byteLimit = byteLimit
        self.fieldLimit = fieldLimit
    }

    /// Reads the record that begins at `start`, which is not behind the end of the text.
    /// - Parameter isWhole: whether nothing comes after the text.
    mutating func parse(_ text: [UInt8], from start: Int, isWhole: Bool) -> Outcome {
        let text = text.span
        fields.removeAll(keepingCapacity: true)
        unquoted.removeAll(keepingCapacity: true)
        problem = nil
        lineBreaks = 0
        let stop = min(text.count, start + byteLimit)
        var position = start
        while true {
            if position < stop, text[position] == UInt8(ascii: "\"") {
                switch quotedField(text, from: position, stop: stop) {
                case .closed(let end): position = end
                case .cut where !isWhole && stop == text.count && stop - start < byteLimit: return .incomplete
                case .cut, .stray:
                    // One lost quote must not swallow the rows that follow: it is read as an ordinary character.
                    problem = .unterminatedQuote
                    position = plainField(text, from: position, stop: stop)
                }
            } else {
                position = plainField(text, from: position, stop: stop)
            }
            guard position < text.count else { return isWhole ? .record(end: position, next: position) : .incomplete }
            switch text[position] {
            case separator where position < stop: position += 1
            case UInt8(ascii: "\n"): return .record(end: position, next: position + 1)
            case UInt8(ascii: "\r"):
                // A line feed that follows belongs to the same line end.
                guard position + 1 < text.count || isWhole else { return .incomplete }
                let isPair = position + 1 < text.count && text[position + 1] == UInt8(ascii: "\n")
                return .record(end: position, next: position + (isPair ? 2 : 1))
            default:
                problem = .tooLong
                return .tooLong(end: position)
            }
        }
    }

    /// Adds the field from `start` to the next separator or line end, and says where that is.
    private mutating func plainField(_ text: Span<UInt8>, from start: Int, stop: Int) -> Int {
        let end = plainEnd(text, from: start, stop: stop)
        add(.init(start: start, end: end, isUnquoted: false))
        return end
    }

    private func plainEnd(_ text: Span<UInt8>, from start: Int, stop: Int) -> Int {
        var position = start
        while position < stop {
            let byte = text[position]
            if byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            position += 1
        }
        return position
    }

    private enum QuotedField {
        case closed(end: Int)
        /// The text or the limit comes before the closing quote, or before what tells it from a doubled one.
        case cut
        /// It reaches over a line end and does not end where a field may end: its opening quote was none.
        case stray
    }

    /// Adds the field that opens with a quote at `start`, unless it does not close as it should.
    private mutating func quotedField(_ text: Span<UInt8>, from start: Int, stop: Int) -> QuotedField {
        var position = start + 1
        var breaks = 0
        var hasDoubled = false
        while true {
            guard position < stop else { return .cut }
            let byte = text[position]
            if byte == UInt8(ascii: "\"") {
                guard position + 1 < stop, text[position + 1] == byte else { break }
                hasDoubled = true
                position += 1
            } else if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isLineFeed(text, at: position + 1)) {
                breaks += 1
            }
            position += 1
        }
        let close = position
        let end = plainEnd(text, from: close + 1, stop: stop)
        if end > close + 1 && breaks > 0 { return .stray }
        lineBreaks += breaks
        if hasDoubled || end > close + 1 {
            addUnquoted(text, start + 1, close, end)
        } else {
            add(.init(start: start + 1, end: close, isUnquoted: false))
        }
        return .closed(end: end)
    }

    private func isLineFeed(_ text: Span<UInt8>, at position: Int) -> Bool {
        position < text.count && text[position] == UInt8(ascii: "\n")
    }

    /// Keeps the contents with doubled quotes as one, and what stands between the closing quote and the field's end.
    private mutating func addUnquoted(_ text: Span<UInt8>, _ start: Int, _ close: Int, _ end: Int) {
        let first = unquoted.count
        var position = start
        while position < close {
            unquoted.append(text[position])
            position += text[position] == UInt8(ascii: "\"") ? 2 : 1
        }
        for position in (close + 1)..<end { unquoted.append(text[position]) }
        add(.init(start: first, end: unquoted.count, isUnquoted: true))
    }

    private mutating func add(_ place: CSVReader.Record.Place) {
        guard fields.count < fieldLimit else {
            problem = problem ?? .tooManyFields
            return
        }
        fields.append(place)
    }
}
