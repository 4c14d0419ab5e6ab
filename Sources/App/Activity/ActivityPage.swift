import Basics
import Interface
import Storage

/// What happened to an account, newest first.
enum ActivityPage {
    private static let pageSize = 50

    static func answer(_ code: String, before: String?, _ visit: Context, in connection: Connection) throws -> Answer {
        guard let account = try AccountStore.summary(code: code, within: visit.scope, in: connection) else { return .notFound }
        let parts = (before ?? "").split(separator: ".").compactMap { Int64($0) }
        let cursor = parts.count == 2 ? (Timestamp(milliseconds: parts[0]), Identifier<Activity>(parts[1])) : nil
        let found = try ActivityStore.activities(of: account.id, before: cursor, limit: pageSize, in: connection)
        let words = visit.words.account
        let head = AccountHead(account: account, tab: .activity, visit: visit)
        let older: HTML = found.count < pageSize ? .empty : found.last.map { last in
            "<a class=\"btn\" href=\"\(Address.activity(code, before: "\(last.at.milliseconds).\(last.id.value)").text)\">\(words.older)</a>"
        } ?? .empty
        let list: HTML = found.isEmpty
            ? EmptyState.html(title: words.noActivity, hint: "")
            : "<div class=\"body\"><ol class=\"timeline\">\(found.map { item($0, visit) })</ol>\(older)</div>"
        return .page(AccountHead.shell(account, visit, page: words.activity).html("""
            \(head.html)<div class="content">\(Panel.html(id: "timeline", title: words.activity, list))</div>
            """))
    }

    static func item(_ activity: Activity, _ visit: Context) -> HTML {
        let (hour, minute) = activity.at.clock(in: visit.zone)
        let actor = visit.isEnglish ? activity.actorEnglishName ?? activity.actorName : activity.actorName
        let time = "\(visit.text(activity.at.day(in: visit.zone))) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        return """
            <li><span class="dot">\(icon(activity.verb).html)</span><div><p><b>\(actor ?? visit.words.activity.system)</b> \(sentence(activity, visit.words.activity))</p><time datetime="\(activity.at.iso)">\(time)</time></div></li>
            """
    }

    private static func icon(_ verb: Activity.Verb) -> Icon {
        switch verb {
        case .tierChanged, .classified: Icon("clipboard-check")
        case .importFinished, .importUndone, .accountImported: Icon("upload")
        case .policyPublished: Icon("scale")
        default: Icon("user-round-check")
        }
    }

    private static func sentence(_ activity: Activity, _ words: ActivityWords) -> String {
        let before = activity.before ?? "", after = activity.after ?? ""
        return switch activity.verb {
        case .demoCreated: words.demoCreated
        case .userAdded: words.userAdded(after)
        case .userDisabled: words.userDisabled(after)
        case .signedIn: words.signedIn
        case .signedOut: words.signedOut
        case .preferencesChanged: words.preferencesChanged
        case .importFinished: words.importFinished(before, after)
        case .importUndone: words.importUndone(before)
        case .accountImported: words.accountImported
        case .policyPublished: words.policyPublished(after)
        case .classified: words.classified(after)
        case .tierChanged: before.isEmpty ? words.tierSet(after) : words.tierChanged(before, after)
        }
    }
}
