/// What the command line says.
public struct CommandLineTexts: Sendable {
    public let abstract: String
    public let serve: String
    public let demo: String
    public let generate: String
    public let importCommand: String
    public let importSales: String
    public let imports: String
    public let accounts: String
    public let policies: String
    public let classify: String
    public let users: String
    public let database: String
    public let doctor: String
    public let list: String
    public let show: String
    public let explain: String
    public let check: String
    public let publish: String
    public let add: String
    public let disable: String
    public let codesOff: String
    public let migrate: String
    public let databaseCheck: String
    public let undo: String
    public let databaseHelp: String
    public let languageHelp: String
    public let formatHelp: String
    public let fileHelp: String
    public let layoutHelp: String
    public let mapHelp: String
    public let currencyHelp: String
    public let dryRunHelp: String
    public let rejectsHelp: String
    public let asOfHelp: String
    public let hostHelp: String
    public let portHelp: String
    public let effectiveHelp: String
    public let noteHelp: String
    public let accountsHelp: String
    public let yearsHelp: String
    public let seedHelp: String
    public let truthHelp: String
    public let endingHelp: String
    public let limitHelp: String
    public let roleHelp: String
    public let passwordHelp: String
    public let listening: @Sendable (String) -> String
    public let firstVisit: @Sendable (String) -> String
    public let progress: @Sendable (String, String, String) -> String
    public let withoutHelp: String
    public let noRow: @Sendable (String) -> String
    public let seconds: @Sendable (Int) -> String
    public let row: String
    public let reason: String
    public let importedSummary: @Sendable (String, String, String) -> String
    public let classifiedSummary: @Sendable (String, String) -> String
    public let nothingKept: String
    public let demoReady: @Sendable (Int) -> String
    public let demoExists: String
    public let noAccount: @Sendable (String) -> String
    public let noPolicy: @Sendable (String) -> String
    public let noImport: @Sendable (String) -> String
    public let badDate: @Sendable (String) -> String
    public let badCurrency: @Sendable (String) -> String
    public let badLocation: @Sendable (String) -> String
    public let unreachable: @Sendable (String) -> String
    public let newer: @Sendable (Int, String) -> String
    public let outdated: @Sendable (Int, String) -> String
    public let upToDate: @Sendable (Int) -> String
    public let cannotRead: @Sendable (String, String) -> String
    public let damaged: @Sendable (String, Int, String) -> String
    public let missingColumns: @Sendable (String, String) -> String
    public let notOnlineRetail: String
    public let emptyFile: @Sendable (String) -> String
    public let noPolicyInForce: @Sendable (String) -> String
    public let unreadablePolicy: @Sendable (String, String) -> String
    public let policyFine: @Sendable (String) -> String
    public let published: @Sendable (String, String) -> String
    public let signInTaken: @Sendable (String) -> String
    public let signInUnreadable: @Sendable (String) -> String
    public let personNameUnreadable: @Sendable (Int) -> String
    public let passwordTooShort: @Sendable (Int) -> String
    public let unknownTeam: @Sendable (String) -> String
    public let userAdded: @Sendable (String) -> String
    public let userDisabled: @Sendable (String) -> String
    public let codesAreOff: @Sendable (String) -> String
    public let noCodes: @Sendable (String) -> String
    public let lastAdministrator: @Sendable (String) -> String
    public let noUser: @Sendable (String) -> String
    public let undone: @Sendable (Int, Int, Int) -> String
    public let kept: @Sendable (String) -> String
    public let doctorFine: String
    /// A column, in how many rows, and one of them.
    public let doctorDiffers: @Sendable (String, String, String) -> String
    public let doctorRepair: @Sendable (String) -> String
    public let rates: String
    public let rateSet: String
    public let rateHelp: String
    public let rateFromHelp: String
    public let ratesImport: String
    public let ratesTaken: @Sendable (Int) -> String
    public let ratesColumns: @Sendable (String) -> String
    public let ratesBadRow: @Sendable (Int, String) -> String
    public let ratesOwn: @Sendable (Int, String) -> String
    /// A currency, and how many accounts.
    public let unrated: @Sendable (String, Int) -> String
    public let repairHelp: String
    public let repaired: @Sendable (String, String) -> String
    public let token: String
    public let configHelp: String
    public let behindProxyHelp: String
    public let secureHelp: String
    public let logRequestsHelp: String
    public let drainHelp: String
    public let serveSettings: String
    public let unknownSetting: @Sendable (String) -> String
    public let filesHelp: String
    public let sourceFilesHelp: String
    public let targetFilesHelp: String
    public let incompleteHelp: String
    public let filesMissing: @Sendable (Int, String, String) -> String
    public let noSettingsFile: @Sendable (String) -> String
    public let badSetting: @Sendable (String, Int, String) -> String
    public let doctorSchema: @Sendable (Int) -> String
    public let doctorSealed: @Sendable (String, String) -> String
    public let doctorOrphans: @Sendable (Int) -> String
    public let doctorReversals: @Sendable (Int) -> String
    public let doctorDamage: @Sendable (String) -> String
    public let doctorReferences: @Sendable (Int) -> String
    public let doctorSealBroken: @Sendable (Int) -> String
    public let doctorFiles: @Sendable (String) -> String
    public let backup: String
    public let restore: String
    public let copy: String
    public let backedUp: @Sendable (String) -> String
    public let restored: @Sendable (String) -> String
    public let notEmpty: @Sendable (String) -> String
    public let fileExists: @Sendable (String) -> String
    public let unusable: @Sendable (String) -> String
    public let damagedBackup: @Sendable (String) -> String
    public let unsealed: @Sendable (String) -> String
    public let isBackup: @Sendable (String) -> String
    public let unsealedHelp: String
    public let verify: String
    /// Tables, rows, attachments, and when it was made.
    public let sealed: @Sendable (String, String, String, String) -> String
    public let booksFull: String
    public let stillImporting: String
    public let copyDiffers: @Sendable (String) -> String
    public let halfCopied: String
    public let diskFull: @Sendable (String) -> String
    public let readOnly: @Sendable (String) -> String
    public let rebuilding: @Sendable (String, String) -> String
    public let generating: @Sendable (String, String) -> String
    public let busy: String
    public let cancelled: String
    public let code: String
    public let name: String
    public let tier: String
    public let score: String
    public let accountsLabel: String
    public let share: String
    public let number: String
    public let table: String
    public let checksum: String
}

public typealias CommandLineWords = Phrases<CommandLineTexts>
