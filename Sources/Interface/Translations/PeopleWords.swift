/// Users, teams and the organisation.
public struct PeopleTexts: Sendable {
    public let title: String
    public let finding: @Sendable (Int, Int) -> String
    public let users: String
    public let teams: String
    public let noTeams: String
    public let noTeamsHint: String
    public let newPerson: String
    public let newTeam: String
    public let organisation: String
    public let role: String
    public let team: String
    public let teamHint: String
    public let parentTeam: String
    public let disabled: String
    public let isDisabled: String
    public let firstPassword: String
    public let forgotten: String
    public let resetHint: String
    public let makeLink: String
    public let resetLink: String
    public let handOver: @Sendable (Int) -> String
    public let seeAccounts: String
    public let successor: String
    public let handOverVerb: String
    public let timeZone: String
    public let timeZoneHint: String
    public let fiscalYear: String
    public let baseCurrency: String
    public let baseCurrencyHint: String
    public let rates: String
    public let ratesNote: String
    public let rate: @Sendable (String) -> String
    public let addRate: String
    public let noTags: String
    public let noTagsHint: String
    public let members: @Sendable (Int) -> String
    public let codesHint: String
    public let turnOffCodes: String
}

public typealias PeopleWords = Phrases<PeopleTexts>
