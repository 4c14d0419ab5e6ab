extension SQL {
    /// The two statements after which no row of a table is changed or removed any more, whoever asks.
    /// - Parameter condition: while it holds the table is free; SQL without values.
    public static func freezing(_ table: StaticString, except condition: StaticString) -> [SQL] {
        [
            perEngine(
                sqlite: [
                    "CREATE TRIGGER ", table, "_stays BEFORE UPDATE ON ", table, " WHEN NOT (", condition,
                    ") BEGIN SELECT RAISE(ABORT, 'this row never changes'); END",
                ],
                postgres: [
                    "CREATE FUNCTION ", table, "_stays() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN IF NOT (", condition,
                    ") THEN RAISE EXCEPTION 'this row never changes'; END IF; RETURN COALESCE(NEW, OLD); END $body$",
                ]
            ),
            perEngine(
                sqlite: [
                    "CREATE TRIGGER ", table, "_remains BEFORE DELETE ON ", table, " WHEN NOT (", condition,
                    ") BEGIN SELECT RAISE(ABORT, 'this row is never removed'); END",
                ],
                postgres: [
                    "CREATE TRIGGER ", table, "_stays BEFORE UPDATE OR DELETE ON ", table, " FOR EACH ROW EXECUTE FUNCTION ", table, "_stays()",
                ]
            ),
        ]
    }

    private static func perEngine(sqlite: [StaticString], postgres: [StaticString]) -> SQL {
        SQL(pieces: sqlite.map { .perEngine(sqlite: $0, postgres: "") } + postgres.map { .perEngine(sqlite: "", postgres: $0) })
    }
}
