import Interface
import Storage

/// The first steps of an installation, as a page and on the first page of whoever administers it.
struct FirstStepsPage {
    let steps: FirstSteps
    let visit: Context

    private var words: WelcomeWords { visit.words.welcome }

    static func answer(_ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        let page = FirstStepsPage(steps: try WelcomeStore.steps(in: connection), visit: visit), words = visit.words.welcome
        return .page(visit.shell(title: words.steps, section: .home, crumbs: [.init(words.steps)]).html("""
            <div class="head"><div class="lead"><h1>\(page.title)</h1></div></div><div class="content narrow">\(page.panel)</div>
            """))
    }

    static func change(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.manageUsers) else { return .notFound }
        switch sent["do"] {
        case "dismiss": try WelcomeStore.setDismissed(at: visit.now, in: connection)
        case "show": try WelcomeStore.setDismissed(at: nil, in: connection)
        default: return .notFound
        }
        return .redirect(.home)
    }

    /// What stands on the first page; nil where the steps are taken or put away.
    static func home(_ visit: Context, in connection: Connection) throws -> FirstStepsPage? {
        guard visit.user.role.may(.manageUsers) else { return nil }
        let steps = try connection.remember(MemoryKey("first steps")) { try WelcomeStore.steps(in: connection) }
        return steps.isDone || steps.isDismissed ? nil : FirstStepsPage(steps: steps, visit: visit)
    }

    var title: String { steps.isDone ? words.allTaken : words.taken(steps.taken.count, FirstSteps.Step.allCases.count) }

    var panel: HTML {
        let rows = FirstSteps.Step.allCases.map(row)
        let verb = steps.isDismissed ? "show" : "dismiss", label = steps.isDismissed ? words.show : words.dismiss
        let away: HTML = steps.isDone ? .empty : """
            <form method="post" action="\(Address.firstSteps.text)"><input type="hidden" name="token" value="\(visit.formToken)"><button class="btn quiet s" name="do" value="\(verb)">\(label)</button></form>
            """
        return """
            <section class="panel nba" aria-labelledby="steps"><header><h2 id="steps">\(words.steps)</h2><p>\(words.stepsNote)</p><div class="tools">\(away)</div></header><ul class="actions">\(rows)</ul></section>
            """
    }

    private func row(_ step: FirstSteps.Step) -> HTML {
        let isTaken = steps.taken.contains(step), isNext = steps.next == step
        let (what, why, button, address) = texts(step)
        let state: HTML = isTaken ? Interface.Tag.html(words.done, .good) : .empty
        return """
            <li><span class="\(isTaken ? "glyph good" : "glyph")">\(isTaken ? Icon("circle-check").html : HTML(stringLiteral: Self.numbers[step.rawValue]))</span><div><p class="what">\(what)</p><p class="why"><span>\(why)</span></p></div><p class="stake num">\(state)</p><div class="do"><a class="\(isNext ? "btn s primary" : "btn s")" href="\(address.text)">\(button)</a></div></li>
            """
    }

    private static let numbers: [StaticString] = ["1", "2", "3", "4", "5"]

    private func texts(_ step: FirstSteps.Step) -> (what: String, why: String, button: String, address: Address) {
        switch step {
        case .organisation: (words.organisation, words.organisationHint, words.open, .organisation)
        case .people: (words.people, words.peopleHint, words.open, steps.taken.contains(.people) ? .people : .newPerson)
        case .data: (words.data, steps.hasAccounts && !steps.hasSales ? words.salesMissing : words.dataHint, words.open, .newImport)
        case .policy: (words.policy, words.policyHint, words.open, .policies)
        case .classification: (words.classification, words.classificationHint, words.open, .classification)
        }
    }
}
