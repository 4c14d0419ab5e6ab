/// A table as the engine's catalogue describes it: the one place where names come from data, so every one is checked.
struct CopiedTable: Sendable {
    var name: String
    var columns: [String]
    /// Tables that its rows refer to, itself left out.
    var parents: Set<String>
    /// Its rows refer to others of its own.
    var isTree: Bool
}

extension SQL {
    /// - Throws: `StorageFailure.statement` for anything but lower-case letters, digits and underscores.
    init(name: String) throws {
        guard !name.isEmpty, name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }) else {
            throw StorageFailure.statement(message: "not a name of this product", code: "", sql: name)
        }
        self.init(pieces: [.name(name)])
    }
}

extension Connection {
    /// Every table but the list of migrations, parents before their children.
    func copiedTables() throws -> [CopiedTable] {
        let columns: SQL = switch engine {
        case .sqlite: """
            SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid
            """
        case .postgres: """
            SELECT table_name::text, column_name::text FROM information_schema.columns
            WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
            """
        }
        let references: SQL = switch engine {
        case .sqlite: "SELECT m.name, f.\"table\" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
        case .postgres: "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        }
        var tables: [String: CopiedTable] = [:]
        try forEach(columns) { row in
            let name: String = try row.get(0)
            tables[name, default: CopiedTable(name: name, columns: [], parents: [], isTree: false)].columns.append(try row.get(1))
        }
        try forEach(references) { row in
            let child: String = try row.get(0), parent: String = try row.get(1)
            if child == parent { tables[child]?.isTree = true } else { tables[child]?.parents.insert(parent) }
        }
        tables["schema_migration"] = nil
        return CopiedTable.ordered(Array(tables.values))
    }
}

extension CopiedTable {
    /// Parents before children, otherwise by name.
    static func ordered(_ tables: [CopiedTable]) -> [CopiedTable] {
        var left = tables.sorted { $0.name < $1.name }, placed: [CopiedTable] = [], names: Set<String> = []
        while let index = left.firstIndex(where: { $0.parents.isSubset(of: names) }) ?? left.indices.first {
            let table = left.remove(at: index)
            names.insert(table.name)
            placed.append(table)
        }
        return placed
    }
}
