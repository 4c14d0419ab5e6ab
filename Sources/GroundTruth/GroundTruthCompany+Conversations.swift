import Basics

/// Something that was said with an invented customer.
public struct GeneratedConversation: Sendable, Hashable {
    /// `call`, `email` or `meeting`.
    public var kind: String
    public var day: Day
    /// The place of the contact among the account's; nil when the account has none.
    public var contact: Int?
    /// In the company's language.
    public var text: String
}

extension GroundTruthCompany {
    /// What was said, the latest first: with important customers often, with some of the others never.
    public func conversations(of account: GeneratedAccount) -> [GeneratedConversation] {
        var random = SeededRandom(seed: configuration.seed &* 31 &+ UInt64(account.index) &+ 7)
        let isImportant = account.referenceValue ?? 0 >= 3
        guard isImportant || random.integer(0...9) < 7 else { return [] }
        let count = configuration.talksThroughout
            ? 12 * configuration.years * random.integer(60...100) / 100 : random.integer(isImportant ? 2...4 : 1...2)
        var day = configuration.endingOn.advanced(by: -random.integer(isImportant ? 0...35 : 3...150))
        return (0..<count).map { _ in
            let kind = ["call", "call", "email", "meeting"][random.integer(0...3)]
            let texts = kind == "call" ? ConversationMaterial.calls : kind == "email" ? ConversationMaterial.emails : ConversationMaterial.meetings
            let text = texts[random.integer(0...(texts.count - 1))]
            let conversation = GeneratedConversation(
                kind: kind, day: day, contact: account.contacts.isEmpty ? nil : random.integer(0...(account.contacts.count - 1)),
                text: configuration.writesEnglish ? text.english : text.chinese
            )
            day = day.advanced(by: -random.integer(10...45))
            return conversation
        }
    }

    /// What comes next with a customer, and when; nil for most.
    public func nextStep(of account: GeneratedAccount) -> (text: String, day: Day)? {
        var random = SeededRandom(seed: configuration.seed &* 17 &+ UInt64(account.index) &+ 3)
        guard random.integer(0...9) < (account.referenceValue ?? 0 >= 3 ? 8 : 2) else { return nil }
        let step = ConversationMaterial.steps[random.integer(0...(ConversationMaterial.steps.count - 1))]
        return (configuration.writesEnglish ? step.english : step.chinese, configuration.endingOn.advanced(by: random.integer(-3...30)))
    }
}
