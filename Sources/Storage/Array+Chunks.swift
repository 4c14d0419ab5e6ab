extension Array {
    /// Consecutive parts of at most `size` elements: a statement takes only so many values.
    public func chunks(of size: Int) -> [[Element]] {
        stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}
