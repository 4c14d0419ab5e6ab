import Storage

extension Schema {
    /// Who sees everything is in the top team, instead of in none; and when a session was last used.
    static let reach = Migration(21, "reach", [
        "ALTER TABLE session ADD COLUMN used_at BIGINT",
        // Nobody's view changes: whoever saw everything without a team comes into the one team above all, which is made if need be.
        "INSERT INTO identifier_block (kind, next) VALUES ('team', 1) ON CONFLICT (kind) DO NOTHING",
        """
        INSERT INTO team (id, name, english_name, parent_id, path)
        SELECT b.next, o.name, o.english_name, NULL, '/' || b.next || '/' FROM identifier_block b, organisation o
        WHERE b.kind = 'team' AND (SELECT COUNT(*) FROM team WHERE parent_id IS NULL) <> 1
            AND EXISTS (SELECT 1 FROM app_user WHERE team_id IS NULL AND role IN ('director', 'service', 'viewer'))
        """,
        "UPDATE identifier_block SET next = next + 1 WHERE kind = 'team' AND EXISTS (SELECT 1 FROM team WHERE team.id = identifier_block.next)",
        """
        UPDATE team SET path = '/' || (SELECT MAX(r.id) FROM team r WHERE r.parent_id IS NULL) || path,
            parent_id = COALESCE(parent_id, (SELECT MAX(r.id) FROM team r WHERE r.parent_id IS NULL))
        WHERE id <> (SELECT MAX(r.id) FROM team r WHERE r.parent_id IS NULL) AND (SELECT COUNT(*) FROM team r WHERE r.parent_id IS NULL) > 1
            AND EXISTS (SELECT 1 FROM app_user WHERE team_id IS NULL AND role IN ('director', 'service', 'viewer'))
        """,
        """
        UPDATE app_user SET team_id = (SELECT MIN(id) FROM team WHERE parent_id IS NULL)
        WHERE team_id IS NULL AND role IN ('director', 'service', 'viewer')
        """,
    ])
}
