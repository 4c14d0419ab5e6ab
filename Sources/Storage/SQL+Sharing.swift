extension SQL {
    /// Behind a question: until the transaction ends nobody changes the rows that it found, and others may ask likewise. SQLite has one
    /// writer, so nobody could.
    public static let shared = SQL(pieces: [.perEngine(sqlite: "", postgres: "FOR SHARE")])
}
