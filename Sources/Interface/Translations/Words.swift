/// Every word of the interface in one language, by subject.
public struct Words: Sendable {
    public let shell: ShellWords
    public let signIn: SignInWords
    public let roles: RolesWords
    public let accounts: AccountsWords
    public let account: AccountWords
    public let why: WhyWords
    public let policies: PoliciesWords
    public let classification: ClassificationWords
    public let welcome: WelcomeWords
    public let backups: BackupsWords
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
    public let matters: MattersWords
    public let receivables: ReceivablesWords
    public let search: SearchWords
    public let imports: ImportsWords
    public let people: PeopleWords
    public let settings: SettingsWords
    public let drafts: DraftsWords
    public let styleguide: StyleguideWords
    public let explain: ExplainWords
    public let books: BooksWords
    public let year: YearWords
    public let comparison: ComparisonWords
}

extension Words {
    static let english = Phrases(Words(
        shell: ShellWords(.english),
        signIn: SignInWords(.english),
        roles: RolesWords(.english),
        accounts: AccountsWords(.english),
        account: AccountWords(.english),
        why: WhyWords(.english),
        policies: PoliciesWords(.english),
        classification: ClassificationWords(.english),
        welcome: WelcomeWords(.english),
        backups: BackupsWords(.english),
        metrics: MetricsWords(.english),
        commerce: CommerceWords(.english),
        contacts: ContactsWords(.english),
        activity: ActivityWords(.english),
        errors: ErrorsWords(.english),
        problems: ProblemsWords(.english),
        commandLine: CommandLineWords(.english),
        forms: FormsWords(.english),
        fields: FieldsWords(.english),
        notes: NotesWords(.english),
        products: ProductsWords(.english),
        booking: BookingWords(.english),
        home: HomeWords(.english),
        matters: MattersWords(.english),
        receivables: ReceivablesWords(.english),
        search: SearchWords(.english),
        imports: ImportsWords(.english),
        people: PeopleWords(.english),
        settings: SettingsWords(.english),
        drafts: DraftsWords(.english),
        styleguide: StyleguideWords(.english),
        explain: ExplainWords(.english),
        books: BooksWords(.english),
        year: YearWords(.english),
        comparison: ComparisonWords(.english)
    ))

    static let simplifiedChinese = Phrases(Words(
        shell: ShellWords(.simplifiedChinese),
        signIn: SignInWords(.simplifiedChinese),
        roles: RolesWords(.simplifiedChinese),
        accounts: AccountsWords(.simplifiedChinese),
        account: AccountWords(.simplifiedChinese),
        why: WhyWords(.simplifiedChinese),
        policies: PoliciesWords(.simplifiedChinese),
        classification: ClassificationWords(.simplifiedChinese),
        welcome: WelcomeWords(.simplifiedChinese),
        backups: BackupsWords(.simplifiedChinese),
        metrics: MetricsWords(.simplifiedChinese),
        commerce: CommerceWords(.simplifiedChinese),
        contacts: ContactsWords(.simplifiedChinese),
        activity: ActivityWords(.simplifiedChinese),
        errors: ErrorsWords(.simplifiedChinese),
        problems: ProblemsWords(.simplifiedChinese),
        commandLine: CommandLineWords(.simplifiedChinese),
        forms: FormsWords(.simplifiedChinese),
        fields: FieldsWords(.simplifiedChinese),
        notes: NotesWords(.simplifiedChinese),
        products: ProductsWords(.simplifiedChinese),
        booking: BookingWords(.simplifiedChinese),
        home: HomeWords(.simplifiedChinese),
        matters: MattersWords(.simplifiedChinese),
        receivables: ReceivablesWords(.simplifiedChinese),
        search: SearchWords(.simplifiedChinese),
        imports: ImportsWords(.simplifiedChinese),
        people: PeopleWords(.simplifiedChinese),
        settings: SettingsWords(.simplifiedChinese),
        drafts: DraftsWords(.simplifiedChinese),
        styleguide: StyleguideWords(.simplifiedChinese),
        explain: ExplainWords(.simplifiedChinese),
        books: BooksWords(.simplifiedChinese),
        year: YearWords(.simplifiedChinese),
        comparison: ComparisonWords(.simplifiedChinese)
    ))
}
