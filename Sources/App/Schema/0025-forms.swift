import Storage

extension Schema {
    /// What all scorecards of a run have in common is kept with the run. Scorecards of earlier runs stay as they are.
    static let forms = Migration(25, "forms", ["ALTER TABLE classification_run ADD COLUMN scorecard_form TEXT"])
}
