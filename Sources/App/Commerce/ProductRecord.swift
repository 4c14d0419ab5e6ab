import Basics
import Storage

/// A product as a record that people edit.
enum ProductRecord: EditableRecord {
    static let subject = "product"

    static func lock(_ ids: [Int64], in connection: Connection) throws {
        try connection.lock("SELECT id FROM product WHERE id IN \(list: ids.sorted()) ORDER BY id")
    }

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let product = try ProductStore.product(Product.ID(id), in: connection) else { return nil }
        return [
            "code": product.code, "name": product.name, "englishName": product.englishName ?? "",
            "category": product.categoryID.map { String($0.value) } ?? "", "unit": product.unit ?? "",
        ]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        try ProductStore.update(product(id, values), in: connection)
    }

    /// A code that comes back may be somebody else's by now.
    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool {
        try ProductStore.product(code: values["code"] ?? "", in: connection).map { $0.id.value == id } ?? true
    }

    static func product(_ id: Int64, _ values: [String: String]) -> Product {
        func text(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
        return Product(
            id: Product.ID(id), code: values["code"] ?? "", name: values["name"] ?? "", englishName: text("englishName"),
            categoryID: text("category").flatMap { Int64($0) }.map { Category.ID($0) }, unit: text("unit")
        )
    }

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        try ProductStore.removeUnused(Product.ID(id), in: connection)
    }
}

/// A category as a record that people edit.
enum CategoryRecord: EditableRecord {
    static let subject = "category"

    static func lock(_ ids: [Int64], in connection: Connection) throws {
        try connection.lock("SELECT id FROM category WHERE id IN \(list: ids.sorted()) ORDER BY id")
    }

    static func values(of id: Int64, in connection: Connection) throws -> [String: String]? {
        guard let category = try ProductStore.categories(in: connection).first(where: { $0.id.value == id }) else { return nil }
        return [
            "code": category.code, "name": category.name, "englishName": category.englishName ?? "",
            "isStrategic": category.isStrategic ? "1" : "",
        ]
    }

    static func write(_ values: [String: String], to id: Int64, at now: Timestamp, in connection: Connection) throws {
        try ProductStore.update(category(id, values), in: connection)
    }

    static func mayWrite(_ values: [String: String], to id: Int64, in connection: Connection) throws -> Bool {
        try !ProductStore.categories(in: connection).contains { $0.code == values["code"] && $0.id.value != id }
    }

    static func category(_ id: Int64, _ values: [String: String]) -> Category {
        let english = values["englishName"] ?? ""
        return Category(
            id: Category.ID(id), code: values["code"] ?? "", name: values["name"] ?? "",
            englishName: english.isEmpty ? nil : english, isStrategic: values["isStrategic"] == "1"
        )
    }

    static func remove(_ id: Int64, of account: Account.ID?, at now: Timestamp, in connection: Connection) throws -> Bool {
        try ProductStore.removeUnused(Category.ID(id), in: connection)
    }
}
