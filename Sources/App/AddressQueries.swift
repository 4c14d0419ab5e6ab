import Basics

/// The query of an account's documents: which period and kind, and where the page begins.
public struct DocumentsQuery: Sendable, Hashable {
    public var period: Period?
    public var kind: SalesDocument.Kind?
    /// Documents with lines of one side only, reversals on the side of what they take back.
    public var part: Part?
    /// Only what should have been paid by now and was not.
    public var isOverdue = false
    public var before: String?

    public enum Part: String, Sendable { case sales, returns }

    public init(period: Period? = nil, kind: SalesDocument.Kind? = nil, part: Part? = nil, isOverdue: Bool = false) {
        self.period = period
        self.kind = kind
        self.part = part
        self.isOverdue = isOverdue
    }

    public init(_ parameters: Parameters) {
        if let from = parameters["from"].flatMap({ Day($0) }), let to = parameters["to"].flatMap({ Day($0) }), from < to {
            period = Period(from: from, to: to)
        }
        kind = parameters["kind"].flatMap { SalesDocument.Kind(rawValue: $0) }
        part = parameters["part"].flatMap { Part(rawValue: $0) }
        isOverdue = parameters["overdue"] == "1"
        before = parameters["before"]
    }

    var pairs: [(String, String?)] {
        [
            ("from", period?.from.iso), ("to", period?.to.iso), ("kind", kind?.rawValue), ("part", part?.rawValue), ("overdue", isOverdue ? "1" : nil),
            ("before", before),
        ]
    }

    /// Day and identifier of the last document of the page before, from `15000.12`.
    var cursor: (Day, SalesDocument.ID)? {
        guard let parts = before?.split(separator: "."), parts.count == 2, let day = Int(parts[0]).flatMap({ Day(exactly: $0) }),
              let id = Int64(parts[1]) else { return nil }
        return (day, SalesDocument.ID(id))
    }
}

/// The query of the why page: which month of the window its rows are opened for.
public struct WhyQuery: Sendable, Hashable {
    /// 0 is the window's oldest month; nil shows the newest rows of all.
    public var month: Int?
    /// A line to leave out: what would the score be without it?
    public var without: FactStore.Line?
    /// Which run's scorecard; nil is the newest.
    public var run: ClassificationRun.ID?
    /// Lines of these days instead of the score's window.
    public var period: Period?
    /// Another result to compare with.
    public var with: Other?

    public enum Other: Sendable, Hashable {
        case run(ClassificationRun.ID)
        /// The last one in the tier before this one.
        case before
    }

    public init(
        month: Int? = nil, without: FactStore.Line? = nil, run: ClassificationRun.ID? = nil, period: Period? = nil, with: Other? = nil
    ) {
        self.run = run
        self.period = period
        self.with = with
        self.month = month
        self.without = without
    }

    public init(_ parameters: Parameters) {
        month = parameters["month"].flatMap { Int($0) }.flatMap { (0...119).contains($0) ? $0 : nil }
        run = parameters["run"].flatMap { Int64($0) }.map { ClassificationRun.ID($0) }
        period = DocumentsQuery(parameters).period
        with = parameters["with"] == "before" ? .before : parameters["with"].flatMap { Int64($0) }.map { .run(ClassificationRun.ID($0)) }
        let parts = (parameters["without"] ?? "").split(separator: ".").compactMap { Int64($0) }
        if parts.count == 2 { without = FactStore.Line(document: SalesDocument.ID(parts[0]), number: Int(parts[1])) }
    }

    var pairs: [(String, String?)] {
        [
            ("run", run.map { String($0.value) }), ("month", month.map { String($0) }), ("without", without.map { "\($0.document.value).\($0.number)" }),
            ("from", period?.from.iso), ("to", period?.to.iso), ("with", other),
        ]
    }

    private var other: String? {
        switch with {
        case .run(let run): String(run.value)
        case .before: "before"
        case nil: nil
        }
    }
}

/// The named values of an address or a form.
public struct Parameters: Sendable {
    private var values: [String: [String]] = [:]

    public init(_ pairs: [(String, String)] = []) {
        for (name, value) in pairs { values[name, default: []].append(value) }
    }

    /// Reads `a=1&b=%E4%BD%A0+x`; what cannot be decoded is left out.
    public init(formText: some StringProtocol) {
        for pair in formText.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decode(parts[0]), parts.count == 2, let value = Self.decode(parts[1]) else { continue }
            values[name, default: []].append(value)
        }
    }

    /// Everything that was given, in one order.
    var pairs: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.flatMap { entry in entry.value.map { (entry.key, $0) } }
    }

    /// Nothing was given.
    var isEmpty: Bool { values.isEmpty }

    /// The first value of a name; nil when it is absent or empty.
    public subscript(name: String) -> String? { values[name]?.first.flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether a name was sent at all, be it empty.
    public func has(_ name: String) -> Bool { values[name] != nil }

    /// All values of a name as they were sent.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// All values of a name, given several times or separated by commas; at most 50.
    public func list(_ name: String) -> [String] {
        Array((values[name] ?? []).flatMap { $0.split(separator: ",").map(String.init) }.prefix(50))
    }

    static func decode(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var iterator = text.utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(32)
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexadecimal), let low = iterator.next().flatMap(hexadecimal) else { return nil }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
