import Basics
import HTTPTypes
import HummingbirdTesting
import Storage
import TestDatabases
import Testing

@testable import App

/// Different people, or the same with different contents, who judge the same rule at the same moment: one of them is first, the others are
/// told, and the rule holds. From one and from two servers, on both engines.
@Suite struct RivalTests {
    /// Several forms at once; what may be said to those who come second.
    private static func race(
        _ stage: Stage, _ rule: String, refusals: Set<HTTPResponse.Status> = [.unprocessableContent], winners: ClosedRange<Int> = 1...1,
        _ forms: (_ name: String, _ count: Int) async throws -> [Stage.Form], holds: (_ name: String) async throws -> Bool
    ) async throws {
        for round in SameFormTests.rounds {
            let name = "\(rule)-\(round.count)-\(round.servers)"
            let replies = try await stage.send(try await forms(name, round.count), to: round.servers)
            let won = replies.filter { $0.status == .seeOther }.count
            #expect(winners.contains(won), "\(name): \(won) of \(replies.map(\.status.code))")
            for reply in replies where reply.status != .seeOther { #expect(refusals.contains(reply.status), "\(name): \(reply.status)") }
            #expect(try await holds(name), "\(name)")
        }
    }

    @Test(arguments: TestEngine.available) func books(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            let finance = stage.person("finance"), product = try await stage.product()
            // The open amount is paid once, whoever books it.
            try await Self.race(stage, "payment") { name, count in
                let invoice = try await stage.invoice("K100001", name)
                return (0..<count).map { _ in Stage.Form(finance, invoice + "/payments", [("paidOn", "2026-05-21"), ("amount", "100")]) }
            } holds: { name in
                try await stage.number("SELECT SUM(p.amount) FROM payment p JOIN invoice i ON i.account_id = p.account_id AND i.id = p.invoice_id WHERE i.number = \(name)") == 10_000
            }
            try await Self.race(stage, "unpaid", refusals: [.conflict]) { name, count in
                let invoice = try await stage.invoice("K100001", name)
                #expect(try await finance.post(invoice + "/payments", [("paidOn", "2026-05-21"), ("amount", "100")]).status == .seeOther)
                let payment = try await stage.number("SELECT p.id FROM payment p JOIN invoice i ON i.account_id = p.account_id AND i.id = p.invoice_id WHERE i.number = \(name)")
                return (0..<count).map { _ in Stage.Form(finance, invoice + "/payments", [("reverses", String(payment))]) }
            } holds: { name in
                try await stage.number("SELECT SUM(p.amount) FROM payment p JOIN invoice i ON i.account_id = p.account_id AND i.id = p.invoice_id WHERE i.number = \(name)") == 0
            }
            try await Self.race(stage, "reversal", refusals: [.conflict]) { name, count in
                let invoice = try await stage.invoice("K100001", name)
                return (0..<count).map { _ in Stage.Form(finance, invoice + "/reverse", []) }
            } holds: { name in
                try await stage.number("SELECT COUNT(*) FROM invoice r JOIN invoice i ON i.account_id = r.account_id AND i.id = r.reverses_id WHERE i.number = \(name)") == 1
            }
            // No more comes back than was invoiced.
            try await Self.race(stage, "return") { name, count in
                _ = try await stage.invoice("K100001", name)
                return (0..<count).map { number in
                    Stage.Form(finance, "/accounts/K100001/documents/new", stage.document("return", "\(name)-\(number)", product: product) + [("reverses", name)])
                }
            } holds: { name in
                try await stage.number("SELECT SUM(r.amount) FROM invoice r JOIN invoice i ON i.account_id = r.account_id AND i.id = r.reverses_id WHERE i.number = \(name)") == -10_000
            }
            // A number is booked once, whatever account it is booked under.
            try await Self.race(stage, "number") { name, count in
                (1...count).map { Stage.Form(finance, "/accounts/K10000\($0)/documents/new", stage.document("invoice", name, product: product)) }
            } holds: { try await stage.number("SELECT COUNT(*) FROM invoice WHERE number = \($0)") == 1 }
            #expect(try await stage.app.examine().isHealthy)
        }
    }

    @Test(arguments: TestEngine.available) func accounts(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            let admin = stage.person("admin"), ops = stage.person("ops")
            func edit(_ code: String, _ changes: [String: String], by person: SignedIn? = nil) async throws -> Stage.Form {
                let path = "/accounts/\(code)/edit"
                return Stage.Form(person ?? admin, path, try await (person ?? admin).form(path).with(changes))
            }
            func accounts(_ count: Int) async throws -> [String] {
                var codes: [String] = []
                for _ in 0..<count { codes.append(try await stage.account()) }
                return codes
            }
            // Each is to be above the next: somebody must be told that this would be a circle.
            try await Self.race(stage, "parents", winners: 1...7) { _, count in
                let codes = try await accounts(count)
                var forms: [Stage.Form] = []
                for (place, code) in codes.enumerated() { forms.append(try await edit(code, ["parent": codes[(place + 1) % count]], by: place % 2 == 0 ? admin : ops)) }
                return forms
            } holds: { _ in
                let parents = try await stage.app.database.read { connection in
                    Dictionary(uniqueKeysWithValues: try connection.rows("SELECT id, parent_id FROM account WHERE parent_id IS NOT NULL") { (try $0.get(0, as: Int64.self), try $0.get(1, as: Int64.self)) })
                }
                return parents.keys.allSatisfy { start in
                    var at = parents[start], steps = 0
                    while let now = at, steps <= parents.count { (at, steps) = (parents[now], steps + 1) }
                    return at == nil
                }
            }
            try await Self.race(stage, "field", refusals: [.conflict]) { _, count in
                let code = try await stage.account()
                var forms: [Stage.Form] = []
                for place in 0..<count { forms.append(try await edit(code, ["shortName": "Mine \(place)"], by: place % 2 == 0 ? admin : ops)) }
                return forms
            } holds: { _ in true }
            try await Self.race(stage, "code") { name, count in
                (0..<count).map { Stage.Form(admin, "/accounts/new", [("code", name), ("name", "Race \($0)"), ("stage", "potential")]) }
            } holds: { try await stage.number("SELECT COUNT(*) FROM account WHERE code = \($0)") == 1 }
            try await Self.race(stage, "recoded") { name, count in
                var forms: [Stage.Form] = []
                for code in try await accounts(count) { forms.append(try await edit(code, ["code": name])) }
                return forms
            } holds: { try await stage.number("SELECT COUNT(*) FROM account WHERE code = \($0)") == 1 }
            // New notes wait for nobody; the last contact is the latest of all.
            for round in SameFormTests.rounds {
                let code = try await stage.account()
                let replies = try await stage.send((1...round.count).map { day in
                    Stage.Form(admin, "/accounts/\(code)/notes", [("kind", "meeting"), ("happenedOn", "2026-05-0\(day)"), ("body", "Met")])
                }, to: round.servers)
                #expect(replies.allSatisfy { $0.status == .seeOther })
                #expect(try await stage.app.account(code: code)?.lastContactOn == Day("2026-05-0\(round.count)"))
            }
        }
    }

    @Test(arguments: TestEngine.available) func records(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            let admin = stage.person("admin"), ops = stage.person("ops"), finance = stage.person("finance")
            let contact = try await stage.number("SELECT MIN(contact_id) FROM employment WHERE account_id = \(try await stage.id(of: "K100001"))")
            let product = try await stage.number("SELECT MIN(id) FROM product"), category = try await stage.number("SELECT MIN(id) FROM category")
            let order = try await finance.post("/accounts/K100001/documents/new", stage.document("order", "O-1", product: try await stage.product())).location
            #expect(try await admin.post("/accounts/K100001/notes", [("kind", "call"), ("happenedOn", "2026-05-20"), ("body", "Spoke")]).status == .seeOther)
            let note = try await stage.number("SELECT id FROM note WHERE body = 'Spoke'")
            let person = try await stage.number("SELECT id FROM app_user WHERE sign_in = 'finance'"), team = try await stage.number("SELECT MIN(id) FROM team")
            let editors = [admin, ops]
            let forms: [(path: String, field: String, people: [SignedIn])] = [
                ("/accounts/K100001/contacts/\(contact)", "name", editors), ("/accounts/K100001/notes/\(note)", "body", [admin]),
                (String(order.split(separator: "?").first ?? ""), "promisedOn", [finance]), ("/products/\(product)", "name", editors),
                ("/categories/\(category)", "name", editors), ("/people/\(person)", "englishName", [admin]), ("/teams/\(team)", "name", [admin]),
                ("/organisation", "name", [admin]),
            ]
            // What two people write into one field at the same moment is never overwritten unseen.
            for form in forms {
                try await Self.race(stage, form.path, refusals: [.conflict]) { name, count in
                    var sent: [Stage.Form] = []
                    for place in 0..<count {
                        let person = form.people[place % form.people.count]
                        let value = form.field == "promisedOn" ? "2026-\(String(name.utf8.count % 3 + 7).count == 1 ? "0" : "")\(name.utf8.count % 3 + 7)-\(10 + place + (name.hasSuffix("1") ? 0 : 10))" : "\(name) \(place)"
                        sent.append(Stage.Form(person, form.path, try await person.form(form.path).with([form.field: value, "once": "\(name) \(place)"])))
                    }
                    return sent
                } holds: { _ in true }
            }
            for (path, field) in [("/products/new", "code"), ("/categories/new", "code"), ("/people/new", "signIn")] {
                try await Self.race(stage, path.replacing("/", with: "")) { name, count in
                    (0..<count).map { Stage.Form(admin, path, [(field, name), ("name", "Race \($0)"), ("role", "viewer")]) }
                } holds: { _ in true }
            }
            try await Self.race(stage, "publish", refusals: [.notFound, .conflict]) { name, count in
                let form = try await SameForm.publishing(stage, name)
                return (0..<count).map { place in Stage.Form(place % 2 == 0 ? admin : ops, form.path, form.fields.filter { $0.0 != "once" }) }
            } holds: { try await stage.number("SELECT COUNT(*) FROM policy_version WHERE note = \("Race \($0)")") == 1 }
        }
    }

    /// Whoever takes whose role away: somebody may administer the installation afterwards.
    @Test(arguments: TestEngine.available) func administrators(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            try await Self.race(stage, "administrators", refusals: [.unprocessableContent, .notFound, .conflict], winners: 1...7) { name, count in
                var people: [SignedIn] = []
                for place in 0..<count { people.append(try await stage.colleague("\(name)-\(place)", .administrator)) }
                // Nobody else is left to do it.
                let signIns = (0..<count).map { "\(name)-\($0)" }
                _ = try await stage.app.database.write { try $0.execute("UPDATE app_user SET role = 'viewer' WHERE role = 'administrator' AND sign_in NOT IN \(list: signIns)") }
                var forms: [Stage.Form] = []
                for (place, person) in people.enumerated() {
                    let path = "/people/\(try await stage.number("SELECT id FROM app_user WHERE sign_in = \(signIns[(place + 1) % count])"))"
                    forms.append(Stage.Form(person, path, try await person.form(path).with(["role": "viewer", "once": "\(place)"])))
                }
                return forms
            } holds: { _ in try await stage.number("SELECT COUNT(*) FROM app_user WHERE role = 'administrator' AND disabled_at IS NULL") > 0 }
        }
    }

    /// Two servers seal the same activity: the chain is whole and nobody complains.
    @Test(arguments: TestEngine.available) func seals(_ engine: TestEngine) async throws {
        try await Stage.withServers(engine) { stage in
            let second = App(database: try Database(stage.app.database.location), clock: stage.app.clock, random: .system, files: stage.app.files)
            for round in 0..<6 {
                for place in 0..<4 { _ = try await stage.person("admin").post("/accounts/K100001/notes", [("kind", "note"), ("happenedOn", "2026-05-20"), ("body", "\(round) \(place)")]) }
                async let one = stage.app.sealActivity()
                async let other = second.sealActivity()
                _ = try await (one, other)
            }
            await second.database.finish()
            #expect(try await stage.app.examine().brokenSeal == nil)
        }
    }
}
