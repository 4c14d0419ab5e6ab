import Basics
import Foundation

/// What a backup says of itself: when it was made, how many rows each table has, and a checksum of each part of the file.
public struct BackupManifest: Codable, Sendable, Hashable {
    /// A table of the backup.
    public struct Table: Codable, Sendable, Hashable {
        public var name: String
        public var rows: Int
    }

    /// When it was begun, in milliseconds since 1970.
    var made: Int64
    /// The number of the last step of its schema.
    public var schema: Int
    /// In order of their names.
    public var tables: [Table]
    /// The hashes of its attachments that lie in the folder beside it, in order.
    public var attachments: [String]
    /// Bytes of the database in the file; the manifest and its seal come after them.
    public internal(set) var bytes: Int64 = 0
    var partSize = 0
    /// SHA-256 of each part of the database's bytes; the last part may be shorter.
    var parts: [String] = []

    /// When it was begun: nothing that was saved later is in it.
    public var madeAt: Timestamp { Timestamp(milliseconds: made) }
    /// Of all tables.
    public var rows: Int { tables.reduce(0) { $0 + $1.rows } }

    init(madeAt: Timestamp, schema: Int, tables: [Table], attachments: [String]) {
        made = madeAt.milliseconds
        self.schema = schema
        self.tables = tables
        self.attachments = attachments
    }
}
