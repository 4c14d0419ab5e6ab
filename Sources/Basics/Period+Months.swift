extension Period {
    /// The calendar months that the period touches, oldest first; the first and the last are cut to it, so that they add up to it.
    public var months: [Period] {
        guard from < to else { return [] }
        return (from.month...lastDay.month).map { month in
            let whole = month.period
            return Period(from: max(from, whole.from), to: min(to, whole.to))
        }
    }

    /// Whether it is one month from its first day to its last.
    public var isWholeMonth: Bool { self == from.month.period }

    /// The same days some months earlier or later; neighbours stay neighbours.
    public func shifted(months: Int) -> Period { Period(from: from.adding(months: months), to: to.adding(months: months)) }
}
