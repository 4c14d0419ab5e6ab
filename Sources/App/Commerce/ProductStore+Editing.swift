import Basics
import Storage

extension ProductStore {
    private static let columns: SQL = "p.id, p.code, p.name, p.english_name, p.category_id, p.unit"

    private static func product(_ row: Row) throws -> Product {
        Product(
            id: try row.get(0), code: try row.get(1), name: try row.get(2), englishName: try row.get(3),
            categoryID: try row.get(4), unit: try row.get(5)
        )
    }

    static func product(_ id: Product.ID, in connection: Connection) throws -> Product? {
        try connection.first("SELECT \(columns) FROM product p WHERE p.id = \(id)", product)
    }

    static func product(code: String, in connection: Connection) throws -> Product? {
        try connection.first("SELECT \(columns) FROM product p WHERE p.code = \(code)", product)
    }

    /// Products by code after one of them, in a category or in all.
    static func products(
        in category: Category.ID?, after code: String?, limit: Int, in connection: Connection
    ) throws -> [Product] {
        var conditions: [SQL] = ["p.code > \(code ?? "")"]
        if let category { conditions.append("p.category_id = \(category)") }
        return try connection.rows("""
            SELECT \(columns) FROM product p WHERE \(SQL.all(conditions)) ORDER BY p.code LIMIT \(limit)
            """, product)
    }

    /// Products whose code begins with a text, or whose name begins with it.
    static func matching(_ text: String, limit: Int, in connection: Connection) throws -> [Product] {
        let end = text + "\u{FFFF}"
        return try connection.rows("""
            SELECT \(columns) FROM product p WHERE p.code >= \(text) AND p.code < \(end) ORDER BY p.code LIMIT \(limit)
            """, product)
    }

    static func products(_ ids: [Product.ID], in connection: Connection) throws -> [Product] {
        guard !ids.isEmpty else { return [] }
        return try connection.rows("SELECT \(columns) FROM product p WHERE p.id IN \(list: ids) ORDER BY p.code", product)
    }

    static func categories(in connection: Connection) throws -> [Category] {
        try connection.rows("SELECT id, code, name, english_name, is_strategic FROM category ORDER BY code") { row in
            Category(
                id: try row.get(0), code: try row.get(1), name: try row.get(2), englishName: try row.get(3), isStrategic: try row.get(4)
            )
        }
    }

    static func update(_ product: Product, in connection: Connection) throws {
        try connection.execute("""
            UPDATE catalogue SET version = version + 1 WHERE EXISTS (
                SELECT 1 FROM product p WHERE p.id = \(product.id) AND COALESCE(p.category_id, 0) <> \(product.categoryID?.value ?? 0))
            """)
        try connection.execute("""
            UPDATE product SET code = \(product.code), name = \(product.name), english_name = \(product.englishName),
                category_id = \(product.categoryID), unit = \(product.unit) WHERE id = \(product.id)
            """)
        try SearchIndex.put(.product, [(product.id.value, texts(product))], isNew: false, in: connection)
    }

    static func update(_ category: Category, in connection: Connection) throws {
        try connection.execute("UPDATE catalogue SET version = version + 1")
        try connection.execute("""
            UPDATE category SET code = \(category.code), name = \(category.name), english_name = \(category.englishName),
                is_strategic = \(category.isStrategic) WHERE id = \(category.id)
            """)
    }

    /// Removes a product that no line names; false otherwise.
    static func removeUnused(_ id: Product.ID, in connection: Connection) throws -> Bool {
        let isUsed = try connection.first("""
            SELECT 1 WHERE EXISTS (SELECT 1 FROM invoice_line WHERE product_id = \(id))
                OR EXISTS (SELECT 1 FROM order_line WHERE product_id = \(id))
            """) { _ in true } ?? false
        guard !isUsed else { return false }
        try SearchIndex.remove(.product, [id.value], in: connection)
        return try connection.execute("DELETE FROM product WHERE id = \(id)") > 0
    }

    /// Removes a category without products; false otherwise.
    static func removeUnused(_ id: Category.ID, in connection: Connection) throws -> Bool {
        let isUsed = try connection.first("SELECT 1 FROM product WHERE category_id = \(id) LIMIT 1") { _ in true } ?? false
        guard !isUsed else { return false }
        return try connection.execute("DELETE FROM category WHERE id = \(id)") > 0
    }
}
