import Basics
import Storage

/// All SQL that names policies, their runs and the scores.
public enum PolicyStore {
    /// Removes the scores of accounts that are about to be removed.
    static func removeScores(of accounts: [Account.ID], in connection: Connection) throws {
        for part in accounts.chunks(of: 500) {
            try connection.execute("DELETE FROM account_score WHERE account_id IN \(list: part)")
        }
    }
}
