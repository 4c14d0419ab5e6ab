import Basics
import Storage

extension DutyStore {
    static func insert(_ result: DutyResult, in connection: Connection) throws {
        let id: Identifier<DutyResult> = try connection.newIdentifier("duty_result", reserve: 1)
        try connection.execute("""
            INSERT INTO duty_result (id, kind, task, outcome, began_at, ended_at, wanted_by, accounts, changed, rose, fell, as_of, detail, bytes)
            VALUES (\(id), \(result.kind.rawValue), \(result.work.rawValue), \(result.outcome.rawValue), \(result.beganAt), \(result.endedAt),
                \(result.wantedBy), \(result.accounts), \(result.changed), \(result.rose), \(result.fell), \(result.asOf), \(result.detail),
                \(result.bytes))
            """)
    }

    /// What a duty came to, the newest first; looking without changing anything is left out.
    static func results(_ kind: Duty.Kind, limit: Int, in connection: Connection) throws -> [DutyResult] {
        try connection.rows("""
            SELECT r.task, r.outcome, r.began_at, r.ended_at, r.wanted_by, r.accounts, r.changed, r.rose, r.fell, r.as_of, r.detail, r.bytes,
                u.name, u.english_name
            FROM duty_result r LEFT JOIN app_user u ON u.id = r.wanted_by
            WHERE r.kind = \(kind.rawValue) AND r.task <> \(Duty.Work.preview.rawValue) ORDER BY r.id DESC LIMIT \(limit)
            """) { row in
            DutyResult(
                kind: kind, work: Duty.Work(rawValue: try row.get(0)) ?? .night, outcome: DutyResult.Outcome(rawValue: try row.get(1)) ?? .failed,
                beganAt: try row.get(2), endedAt: try row.get(3), wantedBy: try row.get(4), accounts: try row.get(5), changed: try row.get(6),
                rose: try row.get(7), fell: try row.get(8), asOf: try row.get(9), detail: try row.get(10), bytes: try row.get(11),
                name: try row.get(12), englishName: try row.get(13)
            )
        }
    }

    /// How the newest work of some kinds ended, previews too; nil before the first.
    static func lastEnd(_ kind: Duty.Kind, in connection: Connection) throws -> (work: Duty.Work, outcome: DutyResult.Outcome, detail: String?)? {
        try connection.first("SELECT task, outcome, detail FROM duty_result WHERE kind = \(kind.rawValue) ORDER BY id DESC LIMIT 1") { row in
            (Duty.Work(rawValue: try row.get(0)) ?? .night, DutyResult.Outcome(rawValue: try row.get(1)) ?? .failed, try row.get(2))
        }
    }
}
