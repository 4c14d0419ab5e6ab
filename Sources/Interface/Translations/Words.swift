/// Every word of the interface in one language, by subject.
public struct Words: Sendable {
    public let shell: ShellWords
    public let signIn: SignInWords
    public let roles: RolesWords
    public let accounts: AccountsWords
    public let account: AccountWords
    public let why: WhyWords
    public let policies: PoliciesWords
    public let metrics: MetricsWords
    public let commerce: CommerceWords
    public let contacts: ContactsWords
    public let activity: ActivityWords
    public let errors: ErrorsWords
    public let problems: ProblemsWords
    public let commandLine: CommandLineWords
    public let forms: FormsWords
    public let fields: FieldsWords
    public let notes: NotesWords
    public let products: ProductsWords
    public let booking: BookingWords
    public let home: HomeWords
    public let search: SearchWords
    public let imports: ImportsWords
    public let people: PeopleWords
    public let settings: SettingsWords
    public let drafts: DraftsWords
    public let styleguide: StyleguideWords
}

extension Words {
    static let english = Words(
        shell: .english,
        signIn: .english,
        roles: .english,
        accounts: .english,
        account: .english,
        why: .english,
        policies: .english,
        metrics: .english,
        commerce: .english,
        contacts: .english,
        activity: .english,
        errors: .english,
        problems: .english,
        commandLine: .english,
        forms: .english,
        fields: .english,
        notes: .english,
        products: .english,
        booking: .english,
        home: .english,
        search: .english,
        imports: .english,
        people: .english,
        settings: .english,
        drafts: .english,
        styleguide: .english
    )

    static let simplifiedChinese = Words(
        shell: .simplifiedChinese,
        signIn: .simplifiedChinese,
        roles: .simplifiedChinese,
        accounts: .simplifiedChinese,
        account: .simplifiedChinese,
        why: .simplifiedChinese,
        policies: .simplifiedChinese,
        metrics: .simplifiedChinese,
        commerce: .simplifiedChinese,
        contacts: .simplifiedChinese,
        activity: .simplifiedChinese,
        errors: .simplifiedChinese,
        problems: .simplifiedChinese,
        commandLine: .simplifiedChinese,
        forms: .simplifiedChinese,
        fields: .simplifiedChinese,
        notes: .simplifiedChinese,
        products: .simplifiedChinese,
        booking: .simplifiedChinese,
        home: .simplifiedChinese,
        search: .simplifiedChinese,
        imports: .simplifiedChinese,
        people: .simplifiedChinese,
        settings: .simplifiedChinese,
        drafts: .simplifiedChinese,
        styleguide: .simplifiedChinese
    )
}
