import Basics
import Storage

/// Categories of products by what files call them: by name in either language, then by code.
struct ProductCategories: Sendable {
    private let known: [String: String]
    /// Stands before the name of a category that does not exist yet; identifiers are digits.
    private static let mark: Character = "+"

    init(_ categories: [Category]) {
        var known: [String: String] = [:]
        for names in [categories.map { ($0.name, $0) }, categories.map { ($0.englishName ?? "", $0) }, categories.map { ($0.code, $0) }] {
            for (name, category) in names where !name.isEmpty && known[SearchText.folded(name)] == nil {
                known[SearchText.folded(name)] = String(category.id.value)
            }
        }
        self.known = known
    }

    /// The value that a record of a product has for a name: an identifier, or the marked name of a category that is to be made.
    func value(_ name: String) -> String { known[SearchText.folded(name)] ?? String(Self.mark) + name }

    /// The name of a category that does not exist yet; nil for an identifier.
    static func missing(_ value: String) -> String? { value.first == mark ? String(value.dropFirst()) : nil }

    /// Makes the categories that values name and that do not exist; gives the values that take their place.
    static func make(_ values: Set<String>, in connection: Connection) throws -> [String: String] {
        let names = values.compactMap(missing).sorted()
        guard !names.isEmpty else { return [:] }
        var made: [String: String] = [:]
        for name in names {
            let categories = try ProductStore.categories(in: connection)
            let value = ProductCategories(categories).value(name)
            if missing(value) == nil {
                made[String(mark) + name] = value
                continue
            }
            let category = Category(id: try connection.newIdentifier("category"), code: name, name: name, isStrategic: false)
            try ProductStore.insert([category], in: connection)
            made[value] = String(category.id.value)
        }
        return made
    }
}
