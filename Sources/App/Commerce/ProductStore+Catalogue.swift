import Basics
import Storage

extension ProductStore {
    /// Which category each product belongs to; products without one are missing.
    /// - Parameter account: nil for the whole catalogue, otherwise only what this account bought in a period.
    static func categoriesOfProducts(
        boughtBy account: Account.ID?, in period: Period, in connection: Connection
    ) throws -> [Product.ID: Category.ID] {
        let bought: SQL = account.map { account in
            """
            AND p.id IN (SELECT l.product_id FROM invoice_line l
                WHERE l.account_id = \(account) AND l.issued_on >= \(period.from) AND l.issued_on < \(period.to))
            """
        } ?? .empty
        var categories: [Product.ID: Category.ID] = [:]
        try connection.forEach("SELECT p.id, p.category_id FROM product p WHERE p.category_id IS NOT NULL \(bought)") { row in
            categories[try row.get(0)] = try row.get(1, as: Category.ID.self)
        }
        return categories
    }

    static func strategicCategories(in connection: Connection) throws -> Set<Category.ID> {
        Set(try connection.rows("SELECT id FROM category WHERE is_strategic = 1") { try $0.get(0, as: Category.ID.self) })
    }

    /// Counts up when products change their category or categories their meaning: then no account's facts are what they were.
    static func catalogueVersion(in connection: Connection) throws -> Int64 {
        try connection.first("SELECT version FROM catalogue") { try $0.get(0) } ?? 0
    }
}
