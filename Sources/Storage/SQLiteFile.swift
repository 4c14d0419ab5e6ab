import Foundation

/// The file of a SQLite database.
enum SQLiteFile {
    /// Makes an empty file for its owner only: it will hold customers, prices and the hashes of passwords. SQLite gives the files
    /// beside it the same rights.
    static func createPrivately(_ path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw StorageFailure.unreachable("\(path): cannot be created")
        }
    }
}
