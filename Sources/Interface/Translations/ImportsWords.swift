/// Importing files.
public struct ImportsTexts: Sendable {
    public let title: String
    public let new: String
    public let finding: @Sendable (Int) -> String
    public let none: String
    public let noneHint: String
    public let drafts: @Sendable (Int) -> String
    public let file: String
    public let holds: String
    public let when: String
    public let state: String
    public let rows: String
    public let imported: String
    public let setAside: String
    public let sales: String
    public let accounts: String
    public let contacts: String
    public let products: String
    public let running: String
    public let finished: String
    public let failed: String
    public let undone: String
    public let steps: String
    public let upload: String
    public let matchColumns: String
    public let check: String
    public let preview: String
    public let importVerb: String
    public let reading: @Sendable (String) -> String
    public let rate: @Sendable (String) -> String
    public let secondsLeft: @Sendable (Int) -> String
    public let estimating: String
    public let wasCancelled: String
    public let ownerGone: String
    public let stillRunning: String
    public let notAWorkbook: String
    public let encrypted: String
    public let tooLarge: String
    public let swollen: String
    public let damagedWorkbook: String
    public let noSheet: @Sendable (String) -> String
    public let newUndone: String
    public let changedUndone: String
    public let nothingNew: @Sendable (Int) -> String
    public let fileRow: String
    public let booksFull: String
    public let brokeOff: @Sendable (String) -> String
    public let noFile: String
    public let emptyFile: String
    public let noRows: String
    public let notText: @Sendable (String) -> String
    public let damagedFile: @Sendable (String) -> String
    public let asColumnsSay: String
    public let wrongKind: @Sendable (String) -> String
    public let fileHint: String
    public let chooseFile: String
    public let next: String
    public let preparing: String
    public let cannotRead: String
    public let column: @Sendable (Int) -> String
    public let notInFile: String
    public let currencyOfRows: String
    public let readAsThis: String
    public let matchedFinding: @Sendable (Int, Int) -> String
    public let firstRows: String
    public let checkFile: String
    public let sheet: String
    public let encoding: String
    public let separator: String
    public let comma: String
    public let semicolon: String
    public let tab: String
    public let bar: String
    public let decimalSign: String
    public let decimalPoint: String
    public let decimalComma: String
    public let dateOrder: String
    public let dayFirst: String
    public let monthFirst: String
    public let asLastTime: String
    public let forget: String
    public let sayColumn: String
    public let missingColumns: @Sendable (String) -> String
    public let documentNumber: String
    public let accountCode: String
    public let accountName: String
    public let productCode: String
    public let productName: String
    public let documentKind: String
    public let checking: String
    public let notChecked: String
    public let toPreview: String
    public let allFine: @Sendable (String) -> String
    public let someWrong: @Sendable (String, String) -> String
    public let nothingToDo: String
    public let byReason: String
    public let problemRows: @Sendable (Int) -> String
    public let moreProblems: String
    public let amountsOff: @Sendable (Int, Int) -> String
    public let reasonCode: String
    public let problemHint: String
    public let row: String
    public let reason: String
    public let cell: @Sendable (Int, Int) -> String
    public let inTheBooks: String
    public let isSame: String
    public let isOther: String
    public let leaveOut: String
    public let saveAndCheck: String
    public let newRows: String
    public let changedRows: String
    public let unchangedRows: String
    public let knownRows: String
    public let setAsideFor: @Sendable (String) -> String
    public let previewFinding: @Sendable (String, String, String) -> String
    public let whatHappens: String
    public let backToCheck: String
    public let importNow: String
    public let severalCurrencies: String
    public let linesCount: @Sendable (Int) -> String
    public let knownDocuments: @Sendable (Int) -> String
    public let productsCount: @Sendable (Int) -> String
    public let importing: @Sendable (String) -> String
    public let downloadSetAside: String
    public let brokenOff: @Sendable (String) -> String
    public let failedFinding: @Sendable (String) -> String
    public let undoneFinding: @Sendable (String) -> String
    public let doneFinding: @Sendable (String, String) -> String
    public let undoing: @Sendable (String) -> String
    public let keptFinding: @Sendable (Int) -> String
    public let keptRecord: String
    public let keptAccount: String
    public let keptContact: String
    public let keptProduct: String
    public let keptDocument: String
    public let keptChanged: String
    public let keptDocuments: String
    public let keptContacts: String
    public let keptNotes: String
    public let keptSubsidiaries: String
    public let keptReferred: String
    public let whatHappened: String
    public let undoImport: String
    public let runAgain: String
    public let alreadyImported: String
    public let conflict: String
    public let noCustomer: String
    public let notAnInvoice: String
    public let notAProduct: String
    public let stockAdjustment: String
    public let priceNotPositive: String
    public let quantityNotNegative: String
    public let noDocument: String
    public let noProduct: String
    public let badQuantity: String
    public let badPrice: String
    public let badAmount: String
    public let badDate: String
    public let badCurrency: String
    public let amountTooLarge: String
    public let fieldCount: String
    public let unreadable: String
    public let missingValue: String
    public let badValue: String
    public let unknownAccount: String
    public let severalAccounts: String
    public let possibleDuplicate: String
    public let repeated: String
    public let leftOut: String
}

public typealias ImportsWords = Phrases<ImportsTexts>
