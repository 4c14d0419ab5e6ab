import App
import Basics
import Foundation
import Interface
import Scoring
import Spreadsheets
import Storage

/// A failure in words that say what to do next.
enum Complaint: Error {
    case noAccount(String)
    case noPolicy(String)
    case noImport(String)
    case noRow(String)
    case noUser(String)
    case noCodes(String)
    case noSettingsFile(String)
    /// Where, which line, and what stands there.
    case badSetting(String, Int, String)
    /// A name in the environment that looks like a setting and is none.
    case unknownSetting(String)
    case badDocument(String, [PolicyProblem])

    /// Nil for errors that the argument parser explains.
    static func message(for error: any Error, _ language: Language) -> String? {
        let words = language.words.commandLine
        switch error {
        case let complaint as Complaint: return complaint.message(language)
        case let failure as StorageFailure: return message(failure, words)
        case let failure as ByteSource.Failure:
            switch failure {
            case .cannotOpen(let path, let reason): return words.cannotRead(path, reason)
            case .damaged(let path, let offset, let reason): return words.damaged(path, offset, reason)
            }
        case let refusal as RatesRefusal:
            switch refusal {
            case .noColumns(let header): return words.ratesColumns(header.joined(separator: ", "))
            case .badRow(let row, let text): return words.ratesBadRow(row, text)
            case .ownCurrency(let row, let code): return words.ratesOwn(row, code)
            }
        case let refusal as SalesFile.Refusal:
            switch refusal {
            case .empty(let path): return words.emptyFile(path)
            case .missingColumns(let fields, let header):
                return words.missingColumns(fields.joined(separator: ", "), header.joined(separator: ", "))
            case .notOnlineRetail: return words.notOnlineRetail
            case .badMapping(let path, let reason): return words.cannotRead(path, reason)
            }
        case let refusal as Classification.Refusal:
            switch refusal {
            case .noPolicy(let day): return words.noPolicyInForce(day.iso)
            case .unreadablePolicy(let code, let version): return words.unreadablePolicy(code, String(version))
            }
        case let refusal as App.UserRefusal:
            switch refusal {
            case .signInTaken(let name): return words.signInTaken(name)
            case .signInUnreadable(let name): return words.signInUnreadable(name)
            case .nameUnreadable(let limit): return words.personNameUnreadable(limit)
            case .passwordTooShort(let minimum): return words.passwordTooShort(minimum)
            case .unknownTeam(let team): return words.unknownTeam(team)
            case .lastAdministrator(let name): return words.lastAdministrator(name)
            }
        case let failure as Moving.Failure:
            switch failure {
            case .notEmpty(let target): return words.notEmpty(target)
            case .exists(let path): return words.fileExists(path)
            case .unusable(let path): return words.unusable(path)
            case .damaged(let path): return words.damagedBackup(path)
            case .unsealed(let path): return words.unsealed(path)
            case .isBackup(let path): return words.isBackup(path)
            case .filesMissing(let count, let folder, let first): return words.filesMissing(count, folder, first)
            }
        case is ImportUndo.StillRunning: return words.stillImporting
        case is BooksFull: return words.booksFull
        case let failure as DatabaseCopy.Failure:
            switch failure {
            case .schemasDiffer(let table), .contentsDiffer(let table): return words.copyDiffers(table)
            }
        case is App.HalfCopied: return words.halfCopied
        case is DemoCompany.NotEmpty: return words.demoExists
        case is CancellationError: return words.cancelled
        default: return nil
        }
    }

    private static func message(_ failure: StorageFailure, _ words: CommandLineWords) -> String {
        switch failure {
        case .location(let text): words.badLocation(text)
        case .unreachable(let reason): words.unreachable(reason)
        case .newer(let found, let known): words.newer(found, String(known))
        case .outdated(let found, let known): words.outdated(found, String(known))
        case .busy, .serialisation: words.busy
        case .cancelled: words.cancelled
        case .statement(let message, let code, _): "\(message) [\(code)]"
        case .constraint(let message, _): message
        case .full(let reason): words.diskFull(reason)
        case .readOnly(let reason): words.readOnly(reason)
        case .column, .closed, .unanswered: "\(failure)"
        }
    }

    private func message(_ language: Language) -> String {
        let words = language.words.commandLine
        switch self {
        case .noAccount(let code): return words.noAccount(code)
        case .noPolicy(let name): return words.noPolicy(name)
        case .noImport(let name): return words.noImport(name)
        case .noRow(let row): return words.noRow(row)
        case .noUser(let name): return words.noUser(name)
        case .noCodes(let name): return words.noCodes(name)
        case .noSettingsFile(let path): return words.noSettingsFile(path)
        case .badSetting(let place, let line, let text): return words.badSetting(place, line, text)
        case .unknownSetting(let name): return words.unknownSetting(name)
        case .badDocument(let path, let problems):
            return problems.map { "\(path): \(PolicyProblemText.sentence($0, language))" }.joined(separator: "\n")
        }
    }
}
