import Hummingbird
import Interface
import Storage

extension Address.Pattern {
    /// Answers to GET.
    var isPage: Bool {
        switch self {
        case .signOut, .preferences, .undo, .accountsBulk, .savedViews, .oneTimeCodes, .sessions, .policyDrafts, .apiTokens: false
        default: true
        }
    }

    /// Answers to POST.
    var isForm: Bool {
        switch self {
        case .signIn, .signOut, .preferences, .newAccount, .accountEdit, .notes, .note, .newContact, .contact, .newProduct, .product,
             .newCategory, .category, .undo, .newDocument, .order, .payments, .reverse,
             .accountsBulk, .savedViews, .accountCell, .sessions, .apiTokens, .person, .newTeam, .team, .organisation, .policyDrafts, .classification, .backups, .firstSteps, .welcome: true
        default: false
        }
    }
}

extension Site {
    /// Pages that are one question to the database.
    static func page(
        _ pattern: Address.Pattern, _ visit: Context, _ query: Parameters, _ path: Hummingbird.Parameters, _ connection: Connection
    ) throws -> Answer {
        let code = path.get("code").flatMap { Parameters.decode($0) } ?? ""
        let id = path.get("id").flatMap { Int64($0) }
        return switch pattern {
        case .home: try HomePage.answer(visit, in: connection)
        case .styleguide: try StyleguidePage.answer(visit, in: connection)
        case .search: try SearchPage.answer(query, visit, in: connection)
        case .log: try LogPage.answer(query, visit, in: connection)
        case .accounts: try AccountsPage.answer(AccountsQuery(query), query.isEmpty, visit, in: connection)
        case .accountCell: try CellEdit.form(code, path.get("column").flatMap { AccountColumn(rawValue: $0) }, visit, in: connection)
        case .preview: try AccountPreview.answer(code, visit, in: connection)
        case .account: try AccountPage.answer(code, visit, in: connection)
        case .why: try WhyPage.answer(code, WhyQuery(query), visit, in: connection)
        case .whyTermsCSV: try WhyExport.terms(code, WhyQuery(query), visit, in: connection)
        case .whyLinesCSV: try WhyExport.lines(code, WhyQuery(query), visit, in: connection)
        case .accountMonthsCSV: try AccountMonths.export(code, visit, in: connection)
        case .tierHistoryCSV: try WhyExport.history(code, visit, in: connection)
        case .documents: try DocumentsPage.answer(code, DocumentsQuery(query), visit, in: connection)
        case .documentsCSV: try DocumentsPage.export(code, DocumentsQuery(query), visit, in: connection)
        case .document: try DocumentPage.answer(code, id, visit, after: query["after"].flatMap { Int($0) }, in: connection)
        case .documentCSV: try DocumentPage.export(code, id, visit, in: connection)
        case .contacts: try ContactsPage.answer(code, query, visit, in: connection)
        case .contactsCSV: try ContactsPage.export(code, visit, in: connection)
        case .activity: try TimelinePage.answer(code, query, visit, in: connection)
        case .receivables: try ReceivablesPage.answer(ReceivablesQuery(query), visit, in: connection)
        case .returns: try ReturnsPage.answer(visit, in: connection)
        case .returnsCSV: try ReturnsPage.export(visit, in: connection)
        case .newAccount: try AccountEditPage.new(query, visit, in: connection)
        case .accountEdit: try AccountEditPage.edit(code, visit, in: connection)
        case .note: try NoteEditForm.show(code, id, visit, in: connection)
        case .file: try NoteFiles.answer(code, id, visit, in: connection)
        case .newContact: try ContactEditPage.new(code, visit, in: connection)
        case .contact: try ContactEditPage.edit(code, id, visit, in: connection)
        case .payments, .reverse: try Self.place(of: code, id.map { .document(code, $0) }, visit, connection)
        case .notes: try Self.place(of: code, .activity(code, before: nil, onlyNotes: false), visit, connection)
        case .orders: try OrdersPage.answer(code, before: query["before"], visit, in: connection)
        case .ordersCSV: try OrdersPage.export(code, visit, in: connection)
        case .order: try OrdersPage.one(code, id, visit, in: connection)
        case .orderCSV: try OrdersPage.exportLines(code, id, visit, in: connection)
        case .newDocument: try DocumentForm(visit: visit, query).show(code, query, in: connection)
        case .products: try ProductsPage.answer(query, visit, in: connection)
        case .productsCSV: try ProductsPage.export(query, visit, in: connection)
        case .newProduct: try CatalogueForm(kind: .product, visit: visit).show(nil, in: connection)
        case .product: try CatalogueForm(kind: .product, visit: visit).show(id, in: connection)
        case .newCategory: try CatalogueForm(kind: .category, visit: visit).show(nil, in: connection)
        case .category: try CatalogueForm(kind: .category, visit: visit).show(id, in: connection)
        case .pick: try Picker.answer(path.get("kind") ?? "", query["q"] ?? "", account: query["account"], visit, in: connection)
        case .imports: try ImportsPage.answer(query, visit, in: connection)
        case .importsCSV: try ImportsPage.export(query, visit, in: connection)
        case .newImport: ImportUpload.answer(visit)
        case .importKeptCSV: try KeptList.export(id, visit, in: connection)
        case .importSetAside: try ImportRunPage.setAside(id, visit, in: connection)
        case .people: try PeoplePage.answer(visit, in: connection)
        case .peopleCSV: try PeoplePage.export(visit, in: connection)
        case .teamsCSV: try PeoplePage.exportTeams(visit, in: connection)
        case .tagsCSV: try OrganisationPage.exportTags(visit, in: connection)
        case .ratesCSV: try OrganisationPage.exportRates(visit, in: connection)
        case .sessionsCSV: try SettingsPage.exportSessions(visit, in: connection)
        case .apiTokensCSV: try TokensPanel.export(visit, in: connection)
        case .importDraftsCSV: try ImportsPage.exportDrafts(visit, in: connection)
        case .person: try PersonForm.show(id, visit, in: connection)
        case .newTeam: try TeamForm.show(nil, visit, in: connection)
        case .team: try TeamForm.show(id, visit, in: connection)
        case .organisation: try OrganisationPage.answer(visit, in: connection)
        case .settings: try SettingsPage.answer(.init(), query: query, visit, in: connection)
        case .policies: try PolicyPage.answer(nil, visit, in: connection)
        case .policiesCSV: try PolicyPage.export(visit, in: connection)
        case .policyChanges: try PolicyChangesPage.answer(query, visit, in: connection)
        case .policy: try PolicyPage.answer(id, visit, in: connection)
        case .firstSteps: try FirstStepsPage.answer(visit, in: connection)
        case .backups: try BackupsPage.answer(visit, in: connection)
        case .backupsCSV: try BackupsPage.export(visit, in: connection)
        case .classification: try ClassificationPage.answer(visit, in: connection)
        case .classificationCSV: try ClassificationPage.export(visit, in: connection)
        case .classificationMovers: try ClassificationMoversPage(visit: visit, query: MoversQuery(query)).answer(in: connection)
        case .classificationMoversCSV: try ClassificationMoversPage(visit: visit, query: MoversQuery(query)).export(in: connection)
        case .welcome, .signIn, .signOut, .preferences, .accountsCSV, .asset, .undo, .accountsBulk, .savedViews, .accountsXLSX, .receivablesCSV, .receivablesXLSX,
             .importRun, .importStep, .password, .oneTimeCodes, .sessions, .newPerson, .personReset, .reset,
             .policyDrafts, .policyDraft, .policyMovers, .policyMoversCSV, .apiTokens, .apiAccounts, .apiAccount,
             .health, .readiness, .metrics: .notFound
        }
    }

    /// The page on which a form stands whose address a browser shows after the form was refused: loading it anew shows that page.
    private static func place(of code: String, _ page: Address?, _ visit: Context, _ connection: Connection) throws -> Answer {
        guard let page, try AccountStore.summary(code: code, within: visit.scope, in: connection) != nil else { return .notFound }
        return .redirect(page)
    }
}
