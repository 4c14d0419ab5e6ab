import Basics
import Interface
import Scoring

/// Problems of policy documents in words.
public enum PolicyProblemText {
    /// `line 12, column 5, criteria[0].weight: the weights add up to 95, not to 100`.
    public static func sentence(_ problem: PolicyProblem, _ language: Language) -> String {
        let words = language.words.problems
        return words.place(problem.line, problem.column, problem.path) + ": " + text(problem.reason, words)
    }

    /// What is wrong, for a place where people see what it is about.
    static func text(_ problem: PolicyProblem, _ language: Language) -> String { text(problem.reason, language.words.problems) }

    private static func text(_ reason: PolicyProblem.Reason, _ words: ProblemsWords) -> String {
        func list(_ names: [String]) -> String { names.joined(separator: ", ") }
        func hint(_ nearest: String?) -> String { nearest.map(words.didYouMean) ?? "" }
        return switch reason {
        case .syntax(let message): words.syntax(message)
        case .tooLarge: words.tooLarge
        case .missingKey(let key): words.missingKey(key)
        case .unknownKey(let key, let allowed, let nearest): words.unknownKey(key, list(allowed)) + hint(nearest)
        case .notAMapping: words.notAMapping
        case .notAList: words.notAList
        case .notAText: words.notAText
        case .notAnIdentifier(let text): words.notAnIdentifier(text)
        case .unknownName(let name, let allowed, let nearest): words.unknownName(name, list(allowed)) + hint(nearest)
        case .notANumber(let text, nil): words.notANumber(text)
        case .notANumber(let text, .share): words.notAShare(text)
        case .notANumber(let text, _): words.notAnAmount(text)
        case .outOfRange(let text, let lowest, let highest): words.outOfRange(text, lowest, highest)
        case .notAWindow(let text): words.notAWindow(text)
        case .weightsSum(let found, let expected): words.weightsSum(Format.weight(found), Format.weight(expected))
        case .tooFewAnchors: words.tooFewAnchors
        case .anchorsNotIncreasing: words.anchorsNotIncreasing
        case .tiersNotDescending: words.tiersNotDescending
        case .lastTierNotAtZero: words.lastTierNotAtZero
        case .duplicate(let name): words.duplicate(name)
        case .needsOneLimit: words.needsOneLimit
        }
    }
}
