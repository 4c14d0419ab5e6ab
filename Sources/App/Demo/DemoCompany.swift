/// The invented company that a newcomer sees first.
public enum DemoCompany {
    /// Everybody's password; the data is invented, and the sign-in page shows it.
    public static let password = "mainstay-demo"
}
