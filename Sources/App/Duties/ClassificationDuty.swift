import Basics
import Storage

/// Classifies as a duty: a night, a month, because somebody wants it, or only to see what would come out.
struct ClassificationDuty: Sendable {
    let app: App
    let claim: DutyStore.Claim
    let progress: DutyWork.Progress

    /// The day before which data counts, and the one whose policy does.
    private func days(_ organisation: Organisation, in connection: Connection) throws -> (asOf: Day, today: Day) {
        let today = app.clock.now.day(in: organisation.zone)
        // A month ends with its last day, whenever the server was back.
        let end = claim.work == .monthly ? today.month.firstDay : today
        return (min(try SalesStore.dataEnd(in: connection).day(on: today) ?? end, end), today)
    }

    private func compute(_ organisation: Organisation, in connection: Connection) throws -> Classification? {
        let (asOf, today) = try days(organisation, in: connection)
        if claim.work == .night { return try .night(asOf: asOf, baseCurrency: organisation.baseCurrency, in: connection) }
        // A month comes after a first classification that somebody wanted.
        if claim.work == .monthly, try PolicyStore.latestRun(in: connection) == nil { return nil }
        return try .compute(
            asOf: asOf, inForceOn: today, baseCurrency: organisation.baseCurrency, onlyChanges: claim.work != .preview, in: connection
        )
    }

    private func result(_ classification: Classification?) -> DutyResult {
        var result = DutyResult(
            kind: .classification, work: claim.work, outcome: .done, beganAt: claim.beganAt, endedAt: app.clock.now, wantedBy: claim.duty.wantedBy
        )
        guard let classification else { return result }
        let tally = classification.tally
        (result.accounts, result.changed, result.rose, result.fell) = (classification.results.count, tally.changed, tally.rose, tally.fell)
        result.asOf = classification.asOf
        return result
    }

    /// - Throws: `DutyStore.Lost` where somebody else has taken over.
    func run() async throws -> DutyResult {
        let organisation = try await app.organisation()
        while true {
            progress.share = 5
            let found = try await app.database.read { try compute(organisation, in: $0) }
            try Task.checkCancellation()
            progress.share = 60
            let result = result(found)
            do {
                try await app.database.write { connection in
                    // First, and in the same transaction: nobody else keeps anything meanwhile.
                    try DutyStore.finish(claim, result, in: organisation.zone, connection)
                    _ = try found?.save(started: claim.beganAt, by: claim.duty.wantedBy, at: result.endedAt, in: connection)
                }
                return result
            } catch is Classification.Overtaken {
                try Task.checkCancellation()
            }
        }
    }

    /// Finds out what classifying now would do, and keeps it to be looked at.
    func preview() async throws -> DutyResult {
        let organisation = try await app.organisation()
        progress.share = 5
        let (preview, found) = try await app.database.read { connection in
            let found = try compute(organisation, in: connection)
            return (try found.map { try ClassificationPreview($0, at: claim.beganAt, in: connection) }, found)
        }
        try Task.checkCancellation()
        progress.share = 80
        let result = result(found)
        try await app.database.write { connection in
            try DutyStore.finish(claim, result, in: organisation.zone, connection)
            if let preview { try PolicyStore.keep(preview, in: connection) }
        }
        return result
    }
}
