import Basics
import Storage

/// What keeps two people, or the same person twice, from breaking a rule with a form of an address: every address says it here.
struct FormGuard: Sendable, Hashable {
    /// What is locked before anything is read.
    enum Lock: Sendable, Hashable {
        case rule(Rule)
        /// The account of the address.
        case account
        /// The action of the address and every account that it changed.
        case action
    }

    /// What becomes of a form that is sent again, by a double click or a line that broke off.
    enum Repetition: Sendable, Hashable {
        /// It finds done what it asks for, and says so.
        case harmless
        /// The activity that it writes keeps its mark; see `SentForm`.
        case noted
        /// Where its first sending led is kept.
        case kept
    }

    var locks: Set<Lock>
    var repetition: Repetition

    static func forms(_ locks: Lock..., sentAgain repetition: Repetition) -> FormGuard { FormGuard(locks: Set(locks), repetition: repetition) }
}

extension Address.Pattern {
    /// How forms of this address are guarded; nil where none are taken.
    var guarding: FormGuard? {
        switch self {
        // Sessions and what is one's own: single rows that every sending writes alike.
        case .signIn, .signOut, .preferences, .sessions, .oneTimeCodes: .forms(sentAgain: .harmless)
        // Whoever comes second finds the work wanted already.
        case .classification, .backups: .forms(sentAgain: .harmless)
        case .firstSteps: .forms(.rule(.organisation), sentAgain: .harmless)
        // A token follows from the form that asks for it, so that sending it again shows the same one.
        case .apiTokens: .forms(sentAgain: .harmless)
        // The slow part, deriving a password, comes before the transaction; what that locks stands there.
        case .password, .reset: .forms(sentAgain: .kept)
        case .savedViews: .forms(.rule(.views), sentAgain: .kept)
        // A new note changes nothing that others judge, and nobody waits to write one.
        case .notes: .forms(sentAgain: .noted)
        case .newAccount: .forms(.rule(.codes), .rule(.hierarchy), sentAgain: .noted)
        case .accountEdit: .forms(.rule(.codes), .rule(.hierarchy), .account, sentAgain: .harmless)
        case .accountCell, .note, .contact, .order: .forms(.account, sentAgain: .harmless)
        case .newContact: .forms(.account, sentAgain: .noted)
        case .newDocument: .forms(.rule(.documents), .account, sentAgain: .noted)
        case .payments, .reverse: .forms(.account, sentAgain: .noted)
        // The accounts are known only once the list has been asked for; they are locked then.
        case .accountsBulk: .forms(sentAgain: .kept)
        case .newProduct, .newCategory: .forms(.rule(.catalogue), sentAgain: .noted)
        case .product, .category: .forms(.rule(.catalogue), sentAgain: .harmless)
        case .newImport: .forms(sentAgain: .kept)
        case .importRun, .importStep: .forms(.rule(.imports), sentAgain: .harmless)
        // Handing accounts over adds nothing, but only its first sending can be taken back.
        case .newPerson, .person: .forms(.rule(.people), sentAgain: .kept)
        case .personReset: .forms(.rule(.people), sentAgain: .harmless)
        case .newTeam: .forms(.rule(.organisation), sentAgain: .kept)
        case .team, .organisation: .forms(.rule(.organisation), sentAgain: .harmless)
        case .policyDrafts: .forms(.rule(.policies), sentAgain: .kept)
        case .policyDraft: .forms(.rule(.policies), sentAgain: .noted)
        case .undo: .forms(.rule(.catalogue), .rule(.codes), .rule(.hierarchy), .rule(.people), .action, sentAgain: .kept)
        // The first visit takes a form only as long as nobody is there, and locks that itself.
        case .welcome: nil
        case .home, .accounts, .accountsCSV, .account, .why, .whyTermsCSV, .whyLinesCSV, .accountMonthsCSV, .tierHistoryCSV, .documents, .documentsCSV,
             .document, .documentCSV, .contacts, .contactsCSV, .activity, .accountsXLSX, .imports, .importsCSV, .importSetAside, .importKeptCSV,
             .search, .log, .styleguide, .people, .peopleCSV, .teamsCSV, .tagsCSV, .ratesCSV, .sessionsCSV, .apiTokensCSV, .importDraftsCSV,
             .settings, .preview, .file, .orders, .ordersCSV, .orderCSV, .products, .productsCSV, .pick, .policies, .policiesCSV, .policyChanges,
             .receivables, .receivablesCSV, .receivablesXLSX, .returns, .returnsCSV, .classificationCSV, .classificationMovers, .classificationMoversCSV, .backupsCSV,
             .policy, .policyMovers, .policyMoversCSV, .apiAccounts, .apiAccount, .health, .readiness, .metrics, .asset: nil
        }
    }

    /// Locks what a form of this address is judged by.
    /// - Parameters:
    ///   - code: the account's, as the address has it.
    ///   - id: the number in the address, of an action for instance.
    func lock(_ sent: Parameters, code: String, id: Int64?, in connection: Connection) throws {
        guard let locks = guarding?.locks, !locks.isEmpty else { return }
        if locks.contains(.action), let id { try ActivityStore.lock(id, in: connection) }
        try Rule.lock(Set(locks.compactMap { lock in
            guard case .rule(let rule) = lock, isConcerned(rule, by: sent) else { return nil }
            return rule
        }), in: connection)
        // Whoever opened the form of an account means that one, whatever its code is by now.
        let meant = self == .accountEdit ? sent["id"].flatMap { Int64($0) } : nil
        if locks.contains(.account) { try AccountStore.lock(code: code, or: meant, in: connection) }
        if locks.contains(.action), let id { try ActivityStore.lockAccounts(ofBatch: id, in: connection) }
    }

    /// Whoever leaves codes and the parent of an account as they are need not wait for those who change them elsewhere.
    private func isConcerned(_ rule: Rule, by sent: Parameters) -> Bool {
        func isChanged(_ field: String) -> Bool { sent[field] != sent["was_" + field] }
        return switch (self, rule) {
        case (.accountEdit, .codes): isChanged("code") || isChanged("creditCode")
        case (.accountEdit, .hierarchy): isChanged("parent")
        default: true
        }
    }
}

extension AccountStore {
    /// Keeps the account of a code, and the one that a form says it is for, whatever its code is by now.
    fileprivate static func lock(code: String, or id: Int64?, in connection: Connection) throws {
        let named: SQL = id.map { "OR id = \($0)" } ?? .empty
        try connection.lock("SELECT id FROM account WHERE code = \(code) \(named) ORDER BY id")
    }
}

extension ActivityStore {
    /// Keeps an action, so that it is taken back once.
    fileprivate static func lock(_ batch: Int64, in connection: Connection) throws {
        try connection.lock("SELECT id FROM activity WHERE batch_id = \(batch) ORDER BY id LIMIT 1")
    }

    /// Keeps the accounts that an action changed, also from notes that are written meanwhile.
    fileprivate static func lockAccounts(ofBatch id: Int64, in connection: Connection) throws {
        try connection.lock("""
            SELECT id FROM account WHERE id IN (SELECT x.account_id FROM activity x WHERE x.batch_id = \(id)) ORDER BY id
            """, against: .reference)
    }
}
