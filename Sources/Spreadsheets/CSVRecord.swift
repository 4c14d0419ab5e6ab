extension CSVReader {
    /// One record of the file: a view of the reader's buffer, which makes a `String` only of a field that is asked for.
    ///
    /// Keeping a record keeps the piece of the file it stands in; whoever keeps many for long should take their texts.
    public struct Record: Sendable {
        /// Where a field's bytes are.
        struct Place: Sendable {
            var start: Int
            var end: Int
            /// In `unquoted`, because quotes inside it had to be taken away; otherwise in `text`.
            var isUnquoted: Bool
        }

        /// 1 for the first record of the file, which is the header in most files; empty lines count, as in a spreadsheet program.
        public let number: Int
        /// The line of the file on which the record begins, from 1; line ends inside quotes count.
        public let line: Int
        /// Set when the record could not be read as it should; the fields then hold what there is.
        public let problem: Problem?

        let text: [UInt8]
        let range: Range<Int>
        let unquoted: [UInt8]
        let places: [Place]

        /// How many fields there are.
        public var count: Int { places.count }

        /// A field's bytes in UTF-8, without its quotes.
        public subscript(index: Int) -> ArraySlice<UInt8> {
            let place = places[index]
            return place.isUnquoted ? unquoted[place.start..<place.end] : text[place.start..<place.end]
        }

        /// A field's text; bytes that are no character show as U+FFFD.
        public func string(_ index: Int) -> String {
            let place = places[index]
            let bytes = place.isUnquoted ? unquoted.span : text.span
            return bytes.extracting(place.start..<place.end).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }

        /// The texts of all fields.
        public var fields: [String] { places.indices.map(string) }

        /// The record as it stands in the file, in UTF-8, with its quotes and without its line end.
        public var raw: ArraySlice<UInt8> { text[range] }
    }

    /// What can be wrong with a single record.
    public enum Problem: Sendable, Equatable {
        /// A quote opens a field that never closes as it should: the file or `recordLimit` ends first, or the next quote stands
        /// on a later line with text behind it. The quote is kept as an ordinary character, so that only its own line is lost.
        case unterminatedQuote
        /// The record is longer than `recordLimit` bytes; what follows up to the next line end is passed over.
        case tooLong
        /// The record has more than `fieldLimit` fields, which are all that `fields` holds.
        case tooManyFields
        /// It holds bytes that are no character in the file's encoding.
        case undecodable
    }
}
