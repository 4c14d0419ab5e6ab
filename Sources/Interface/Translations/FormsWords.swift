/// Writing records: buttons, problems, conflicts, undo.
public struct FormsTexts: Sendable {
    public let save: String
    public let add: String
    public let cancel: String
    public let remove: String
    public let undo: String
    public let edit: @Sendable (String) -> String
    public let editShort: String
    public let newAccount: String
    public let newContact: String
    public let nothing: String
    public let saved: String
    public let savedAccounts: @Sendable (Int) -> String
    public let undone: String
    public let undonePartly: @Sendable (Int) -> String
    public let notSaved: @Sendable (Int) -> String
    public let changedBy: @Sendable (_ name: String, _ englishName: String, _ clock: String) -> String
    public let changedByOthers: String
    public let changedMeanwhile: @Sendable (String) -> String
    public let takenOver: @Sendable (String) -> String
    public let missing: String
    public let tooLong: @Sendable (Int) -> String
    public let notADay: String
    public let notANumber: String
    public let outside: @Sendable (Int, Int) -> String
    public let tooManyPlaces: @Sendable (Int) -> String
    public let notAnEmail: String
    public let notAWebsite: String
    public let notOffered: String
    public let notFound: @Sendable (String) -> String
    public let taken: @Sendable (String) -> String
    public let wrongLength: @Sendable (Int, Int) -> String
    public let badCharacter: @Sendable (String) -> String
    public let badCheckCharacter: @Sendable (String) -> String
    public let reserved: String
    public let wouldBeCircle: String
    public let listedAbove: String
    public let before: @Sendable (String) -> String
    public let after: @Sendable (String) -> String
    public let notPositive: String
    public let negative: String
    public let tooLarge: String
    public let above: @Sendable (String) -> String
    public let otherCurrency: @Sendable (String) -> String
    public let isReversed: String
    public let isInvoiced: String
    public let hasRates: String
}

public typealias FormsWords = Phrases<FormsTexts>
