import Basics
import Interface
import Scoring
import Storage

/// Classifying in the browser: what stands, what would change, classifying now, and every night.
enum ClassificationPage {
    static let shownMovers = 8
    static let shownResults = 12

    struct Model {
        var duty: Duty
        var standing: StandingPolicy
        /// What classifying now would do; nil where that has to be found out first.
        var preview: ClassificationPreview?
        var movers: [PolicyDraft.Mover] = []
        var results: [DutyResult]
        /// How the newest work ended, a preview too.
        var ended: (work: Duty.Work, outcome: DutyResult.Outcome, detail: String?)?
        /// Accounts without a tier; counted only where nobody has one.
        var waiting = AccountStore.Count(found: 0)
    }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.classify) else { return .notFound }
        let model = try model(visit, in: connection), words = visit.words.classification
        var shell = visit.shell(title: words.title, section: .policies, crumbs: [.init(visit.words.policies.title, Address.policies.text), .init(words.title)])
        shell.refreshes = model.duty.isUnderWay(at: visit.now)
        return .page(shell.html(ClassificationView(model: model, visit: visit).html))
    }

    private static func model(_ visit: Context, in connection: Connection) throws -> Model {
        let duty = try DutyStore.duty(.classification, in: connection)
        var model = Model(
            duty: duty, standing: try StandingPolicy(on: visit.today, in: connection), preview: nil,
            results: try DutyStore.results(.classification, limit: shownResults, in: connection), ended: try DutyStore.lastEnd(.classification, in: connection)
        )
        if model.standing.run == nil { model.waiting = .init(found: try AccountStore.counts([AccountFilter()], within: .all, in: connection).first ?? 0) }
        guard !duty.isUnderWay(at: visit.now), let preview = try current(model.standing, visit, in: connection) else { return model }
        model.preview = preview
        let moves = preview.tierMoves(model.standing.policy)
        model.movers = try PolicyStore.movers(moves.moves(.init()), after: nil, limit: shownMovers, in: connection)
        return model
    }

    /// What was found out last, if it is what classifying now would do.
    static func current(_ standing: StandingPolicy, _ visit: Context, in connection: Connection) throws -> ClassificationPreview? {
        guard let preview = try PolicyStore.preview(in: connection), preview.latest == standing.run?.id, preview.asOf == visit.asOf,
              preview.version == standing.inForce?.id else { return nil }
        return preview
    }

    // MARK: Changing

    static func change(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.classify) else { return .notFound }
        // From here on no run comes in between.
        try DutyStore.lock(.classification, in: connection)
        switch sent["do"] {
        case "preview": _ = try DutyStore.want(.classification, .preview, by: visit.user.id, at: visit.now, in: connection)
        case "classify":
            // Whoever looked at a preview that has passed since looks again: what they would set off is not what they saw.
            let standing = try StandingPolicy(on: visit.today, in: connection)
            guard let preview = try current(standing, visit, in: connection), sent["preview"] == String(preview.at.milliseconds) else { break }
            _ = try DutyStore.want(.classification, .classify, by: visit.user.id, at: visit.now, in: connection)
        case "stop": try DutyStore.stop(.classification, at: visit.now, in: connection)
        case "schedule":
            let hour = sent["hour"].flatMap { Int($0) }.flatMap { (0...23).contains($0) ? $0 : nil }
            let before = try DutyStore.duty(.classification, in: connection).hour
            let isNew = try DutyStore.schedule(.classification, isOn: hour != nil, hour: hour ?? before, at: visit.now, in: visit.zone, connection)
            guard isNew else { break }
            try ActivityStore.record(
                .organisationChanged, by: visit.user.id, at: visit.now, subject: ("organisation", 1),
                after: "\(visit.words.classification.nights): \(hour.map { DutyText.hour($0) } ?? "–")", in: connection
            )
        default: return .notFound
        }
        return .redirect(.classification)
    }

    /// The table of what it came to.
    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.classify) else { return .notFound }
        let words = visit.words.classification, text = DutyText(visit: visit)
        let header = [words.when, words.what, words.took, visit.words.accounts.title, words.changed, words.rose, words.fell, words.outcome]
        return .table("classifications.csv", header, try DutyStore.results(.classification, limit: 10_000, in: connection)) { result in
            [
                visit.text(result.beganAt), text.work(result), text.took(result), String(result.accounts), String(result.changed), String(result.rose),
                String(result.fell), text.outcome(result),
            ]
        }
    }
}

/// The policy that the tiers stand on, beside the one that is in force.
struct StandingPolicy: Sendable {
    var run: ClassificationRun?
    /// By which the newest run scored.
    var version: PolicyVersion?
    var inForce: PolicyVersion?

    init(on today: Day, in connection: Connection) throws {
        run = try PolicyStore.latestRun(in: connection)
        version = try run.flatMap { try PolicyStore.version($0.policyVersionID, in: connection) }
        inForce = try PolicyStore.inForce(on: today, in: connection)
    }

    var policy: Policy? { inForce?.policy }

    /// Whether accounts carry another version than the one in force.
    var isOutdated: Bool { run != nil && inForce != nil && run?.policyVersionID != inForce?.id }
}

extension ClassificationPreview {
    /// Moves between tiers: whoever gets a first tier moves neither up nor down.
    func tierMoves(_ policy: Policy?) -> TierMoves {
        TierMoves(moves.filter { $0.key.from != Self.none }, tiers: policy?.tiers.map(\.code) ?? [])
    }

    var firstTiers: Int { moves.filter { $0.key.from == Self.none }.values.reduce(0, +) }
}

/// "400 accounts still carry version 1", with the way to classify for those who may; nothing where all carry the version in force.
enum ClassificationNotice {
    /// The way to classifying; nothing for those who may not.
    static func door(_ visit: Context) -> HTML {
        guard visit.user.role.may(.classify) else { return .empty }
        return "<p class=\"doors\"><a class=\"btn\" href=\"\(Address.classification.text)\">\(visit.words.classification.classify)</a></p>"
    }

    static func html(_ visit: Context, in connection: Connection) throws -> HTML {
        let standing = try StandingPolicy(on: visit.today, in: connection), words = visit.words.classification
        guard standing.isOutdated, let run = standing.run else { return .empty }
        let door: HTML = visit.user.role.may(.classify)
            ? " · <a href=\"\(Address.classification.text)\">\(words.classify)</a>" : .empty
        return "<p class=\"notice warn\">\(words.stillCarry(run.accounts, standing.version?.title(visit) ?? ""))\(door)</p>"
    }
}
