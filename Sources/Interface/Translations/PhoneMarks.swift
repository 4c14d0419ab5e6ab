/// What people write before the extension of a telephone number.
public enum PhoneMarks {
    /// Folded, the longer before the shorter.
    public static let beforeExtensions = ["分机号", "分机", "转", "extension", "ext", "#"]
}
