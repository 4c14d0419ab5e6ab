extension SignInTexts {
    static let english = SignInTexts(
        title: "Sign in",
        lead: "Know your key accounts, and why they are.",
        name: "User name",
        password: "Password",
        submit: "Sign in",
        wrong: "User name and password do not match. Check both, or ask your administrator for a new password.",
        demoTitle: "Demo company: sign in as",
        hasCode: "I use a one-time code",
        code: "One-time code",
        tooMany: "Too many attempts. Wait a minute and try again.",
        tooManyCodes: "Too many wrong one-time codes. Wait a quarter of an hour and try again."
    )
}
