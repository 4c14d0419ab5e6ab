import Storage

extension Schema {
    /// Runs that keep only the scorecards that differ from those before.
    static let deltas = Migration(34, "deltas", [
        // 'classification' gives tiers by points, 'night' by gates only.
        "ALTER TABLE classification_run ADD COLUMN kind TEXT NOT NULL DEFAULT 'classification'",
        // The tier by points before gates have their say: what a night holds on to. Scores from before say it by their tier.
        "ALTER TABLE account_score ADD COLUMN points_tier TEXT",
    ])
}
