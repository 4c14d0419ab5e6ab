import Foundation

/// The changed fields of an action as an activity keeps them.
enum ChangeText {
    static func encoded(_ changes: [FieldChange]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(changes), as: UTF8.self)
    }

    /// Empty for anything that `encoded` did not write.
    static func decoded(_ text: String?) -> [FieldChange] {
        text.flatMap { try? JSONDecoder().decode([FieldChange].self, from: Data($0.utf8)) } ?? []
    }

    /// Tags that an account has after a change and had not before.
    static func tagsAdded(_ text: String?) -> [String] {
        decoded(text).filter { $0.field == "tags" }.flatMap { change in
            Set(AccountRecord.tagNames(change.after)).subtracting(AccountRecord.tagNames(change.before))
        }
    }
}
