import Basics
import Interface

/// What duties came to, in words.
struct DutyText {
    let visit: Context

    private var words: ClassificationWords { visit.words.classification }

    static func hour(_ hour: Int) -> String { "\(hour < 10 ? "0" : "")\(hour):00" }

    /// By itself, or who wanted it.
    func work(_ result: DutyResult) -> String {
        if let name = visit.isEnglish ? result.englishName ?? result.name : result.name { return words.byHand(name) }
        return result.work == .monthly ? words.monthly : words.night
    }

    func took(_ result: DutyResult) -> String { words.seconds(max(1, Int(result.endedAt.seconds(since: result.beganAt).rounded()))) }

    func outcome(_ result: DutyResult) -> String {
        switch result.outcome {
        case .done: result.kind == .classification && result.asOf == nil ? words.waitsForFirst : words.done
        case .stopped: words.wasStopped
        case .failed: words.failed(reason(result.detail))
        }
    }

    func tag(_ result: DutyResult) -> HTML {
        let mood: Interface.Tag.Mood = switch result.outcome {
        case .done: result.asOf == nil && result.kind == .classification ? .plain : .good
        case .stopped: .warn
        case .failed: .bad
        }
        return Interface.Tag.html(outcome(result), mood)
    }

    /// Why it failed: in words where people can do something about it.
    func reason(_ detail: String?) -> String {
        switch detail.flatMap({ DutyFailure(rawValue: $0) }) {
        case .noPolicy: words.reasonNoPolicy
        case .unreadablePolicy: words.reasonUnreadable
        case .noRoom: words.reasonNoRoom
        case .noFolder: visit.words.backups.noFolder
        case .notWritable: visit.words.backups.notWritable
        case .damaged: visit.words.backups.damaged
        case .filesMissing: visit.words.backups.filesMissing
        case nil: detail ?? ""
        }
    }
}
