import Basics
import Storage

/// All SQL that names products and their categories.
public enum ProductStore {
    public static func insert(_ categories: [Category], in connection: Connection) throws {
        let table = Table("category", "id", "code", "name", "english_name", "is_strategic")
        try connection.insert(into: table, categories.map { category in
            [
                category.id.sqlValue, .text(category.code), .text(category.name), category.englishName.sqlValue,
                category.isStrategic.sqlValue,
            ]
        })
    }

    public static func insert(_ products: [Product], importID: Int64?, in connection: Connection) throws {
        let table = Table("product", "id", "code", "name", "english_name", "category_id", "unit", "import_id")
        try connection.insert(into: table, products.map { product in
            [
                product.id.sqlValue, .text(product.code), .text(product.name), product.englishName.sqlValue,
                product.categoryID.sqlValue, product.unit.sqlValue, importID.sqlValue,
            ]
        })
        try SearchIndex.put(.product, products.map { ($0.id.value, texts($0)) }, isNew: true, in: connection)
    }

    static func texts(_ product: Product) -> [String] { [product.code, product.name, product.englishName].compactMap(\.self) }

    /// Identifiers of the products with these codes.
    public static func identifiers(codes: [String], in connection: Connection) throws -> [String: Product.ID] {
        var found: [String: Product.ID] = [:]
        for part in codes.chunks(of: 500) {
            for (code, id) in try connection.rows("SELECT code, id FROM product WHERE code IN \(list: part)", { row in
                (try row.get(0, as: String.self), try row.get(1, as: Product.ID.self))
            }) {
                found[code] = id
            }
        }
        return found
    }

    public static func categoryIdentifiers(in connection: Connection) throws -> [String: Category.ID] {
        let pairs = try connection.rows("SELECT code, id FROM category") { row in
            (try row.get(0, as: String.self), try row.get(1, as: Category.ID.self))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}

extension ProductStore {
    /// Removes products that an import brought, that nobody has changed since and no line uses; gives how many, and which stay.
    static func removeUnused(importID: Int64, in connection: Connection) throws -> (removed: Int, kept: [KeptRecord]) {
        let candidates = try connection.rows("SELECT id, name FROM product WHERE import_id = \(importID) ORDER BY id") {
            (id: try $0.get(0, as: Product.ID.self), name: try $0.get(1, as: String.self))
        }
        guard !candidates.isEmpty else { return (0, []) }
        // One pass over the lines instead of one per product.
        var used: Set<Product.ID> = []
        try connection.forEach("""
            SELECT product_id FROM invoice_line UNION SELECT product_id FROM order_line
            """) { used.insert(try $0.get(0)) }
        let changed = try ActivityStore.lastChanges(of: ProductRecord.subject, candidates.map(\.id.value), besides: nil, in: connection)
        var kept: [KeptRecord] = []
        var free: [Product.ID] = []
        for (id, name) in candidates {
            guard let reason: KeptReason = changed[id.value] != nil ? .changed : used.contains(id) ? .documents : nil else {
                free.append(id)
                continue
            }
            kept.append(KeptRecord(subject: ProductRecord.subject, id: id.value, name: name, reason: reason))
        }
        var removed = 0
        for part in free.chunks(of: 500) {
            try SearchIndex.remove(.product, part.map(\.value), in: connection)
            removed += try connection.execute("DELETE FROM product WHERE id IN \(list: part)")
        }
        return (removed, kept)
    }
}
