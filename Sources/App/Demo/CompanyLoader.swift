import Basics
import GroundTruth
import Storage

/// Puts an invented company into an empty database, part by part.
struct CompanyLoader {
    let app: App
    let company: GroundTruthCompany
    /// Lines in one transaction.
    private static let partSize = 40_000

    /// What has been written so far.
    struct Progress: Sendable {
        var accounts = 0
        var lines = 0
    }

    struct Places: Sendable {
        var people: [User.ID] = []
        var teams: [Team.ID] = []
        var products: [Product.ID] = []
        /// The first account's identifier; the others follow it.
        var firstAccount: Int64 = 0
    }

    /// Writes everything; `truth` gets a line per account.
    func load(truth: (String) throws -> Void, progress: (Progress) -> Void) async throws -> Progress {
        let places = try await loadMasterData()
        var done = Progress()
        var index = 0
        while index < company.configuration.accounts {
            try Task.checkCancellation()
            let start = index
            let (end, lines) = try await app.database.write { connection in
                try loadAccounts(from: start, places, in: connection)
            }
            for position in start..<end { try truth(GroundTruthCompany.json(company.account(at: position))) }
            index = end
            done.accounts = end
            done.lines += lines
            progress(done)
        }
        return done
    }

    private func loadMasterData() async throws -> Places {
        let now = app.clock.now
        let company = company
        let password = try await app.passwords.derived(from: DemoCompany.password, random: app.random)
        return try await app.database.write { connection in
            var places = Places()
            try UserStore.save(
                Organisation(
                    name: company.organisation.chinese, englishName: company.organisation.english, timeZone: "Asia/Shanghai",
                    baseCurrency: .cny, isDemo: true
                ), at: now, in: connection
            )
            places.teams = try connection.newIdentifiers("team", count: company.teams.count)
            for (index, team) in company.teams.enumerated() {
                let root = places.teams[0], id = places.teams[index]
                let path = index == 0 ? "/\(root.value)/" : "/\(root.value)/\(id.value)/"
                try UserStore.insert(
                    Team(id: id, name: team.chinese, englishName: team.english, parentID: index == 0 ? nil : root, path: path), in: connection
                )
            }
            places.people = try connection.newIdentifiers("app_user", count: company.people.count)
            for (id, person) in zip(places.people, company.people) {
                let role = Role(rawValue: person.role) ?? .viewer
                try UserStore.insert(User(
                    id: id, signIn: person.signIn, name: person.name.chinese, englishName: person.name.english, role: role,
                    teamID: person.team.map { places.teams[$0] } ?? (role.reach == .team ? places.teams.first : nil), isDisabled: false
                ), password: password, at: now, in: connection)
            }
            let categories: [Category.ID] = try connection.newIdentifiers("category", count: company.categories.count)
            try ProductStore.insert(zip(categories, company.categories).map { id, category in
                Category(
                    id: id, code: category.code, name: category.name.chinese, englishName: category.name.english, isStrategic: category.isStrategic
                )
            }, in: connection)
            places.products = try connection.newIdentifiers("product", count: company.products.count)
            try ProductStore.insert(zip(places.products, company.products).map { id, product in
                Product(
                    id: id, code: product.code, name: product.name.chinese, englishName: product.name.english,
                    categoryID: categories[product.category], unit: product.unit
                )
            }, importID: nil, in: connection)
            let accounts: [Account.ID] = try connection.newIdentifiers("account", count: company.configuration.accounts)
            places.firstAccount = accounts.first?.value ?? 0
            try ActivityStore.record(.demoCreated, by: nil, at: now, subject: ("organisation", 1), in: connection)
            return places
        }
    }

    /// Writes accounts from an index on until the part is full; gives where it ended and how many lines it wrote.
    private func loadAccounts(from start: Int, _ places: Places, in connection: Connection) throws -> (end: Int, lines: Int) {
        let now = app.clock.now
        var booking = SalesBooking(importID: SalesStore.programRun, from: SalesStore.programSource, at: now)
        var accounts: [(account: Account, codes: [AccountStore.ExternalCode])] = []
        var contacts: [(contact: Contact, account: Account.ID)] = []
        var index = start
        var lines = 0
        while index < company.configuration.accounts, booking.pendingLines < Self.partSize {
            let generated = company.account(at: index)
            let account = record(generated, places)
            accounts.append((account, [.init(system: "uscc", code: generated.creditCode)]))
            let ids: [Contact.ID] = try connection.newIdentifiers("contact", count: generated.contacts.count)
            for (id, person) in zip(ids, generated.contacts) {
                contacts.append((Contact(
                    id: id, name: person.name.chinese, englishName: person.name.english, phone: person.phone, email: person.email,
                    title: person.title, role: person.role, from: person.from
                ), account.id))
            }
            lines += try book(company.orders(of: generated), account.id, places, &booking, in: connection)
            index += 1
        }
        try AccountStore.insert(accounts, importID: nil, at: now, in: connection)
        try ContactStore.insert(contacts, at: now, in: connection)
        try booking.finish(in: connection)
        try talk(start..<index, accounts.map(\.account), contacts, places, in: connection)
        return (index, lines)
    }

    private func record(_ generated: GeneratedAccount, _ places: Places) -> Account {
        let step = company.nextStep(of: generated)
        return Account(
            id: Account.ID(places.firstAccount + Int64(generated.index)), code: generated.code, name: generated.name,
            shortName: generated.shortName, englishName: generated.englishName, industry: generated.industry, region: generated.region,
            stage: Account.Stage(rawValue: generated.stage) ?? .maintained, ownerID: generated.owner.map { places.people[$0] },
            teamID: places.teams[generated.team], parentID: generated.parent.map { Account.ID(places.firstAccount + Int64($0)) },
            referenceValue: generated.referenceValue, customerSince: generated.truth.firstOrderOn,
            nextStep: step?.text, nextStepOn: step?.day
        )
    }

    private func book(
        _ orders: [GeneratedOrder], _ account: Account.ID, _ places: Places, _ booking: inout SalesBooking, in connection: Connection
    ) throws -> Int {
        var lines = 0
        let orderIDs: [SalesOrder.ID] = try connection.newIdentifiers("sales_order", count: orders.count)
        let documents = orders.reduce(0) { $0 + ($1.invoice == nil ? 0 : 1) + ($1.invoice?.credit == nil ? 0 : 1) }
        var documentIDs: ArraySlice<SalesDocument.ID> = try connection.newIdentifiers("invoice", count: documents)[...]
        let payments = orders.filter { $0.invoice?.paidOn != nil }.count
        var paymentIDs: ArraySlice<Payment.ID> = try connection.newIdentifiers("payment", count: payments)[...]
        for (orderID, order) in zip(orderIDs, orders) {
            let booked = order.lines.enumerated().map { line($1, $0 + 1, places) }
            booking.book(SalesOrder(
                id: orderID, accountID: account, number: order.number, orderedOn: order.orderedOn, promisedOn: order.promisedOn,
                status: order.invoice == nil ? "confirmed" : "invoiced", currency: .cny, amount: 0, lines: booked
            ))
            guard let invoice = order.invoice, let id = documentIDs.popFirst() else { continue }
            booking.book(SalesDocument(
                id: id, accountID: account, kind: .invoice, number: invoice.number, issuedOn: invoice.issuedOn, dueOn: invoice.dueOn,
                orderID: orderID, currency: .cny, amount: 0, lines: 0
            ), booked)
            lines += booked.count
            if let credit = invoice.credit, let creditID = documentIDs.popFirst() {
                booking.book(SalesDocument(
                    id: creditID, accountID: account, kind: .return, number: credit.number, issuedOn: credit.issuedOn, reversesID: id,
                    currency: .cny, amount: 0, lines: 0
                ), [line(credit.line, 1, places)])
                lines += 1
            }
            if let paid = invoice.paidOn, let paymentID = paymentIDs.popFirst() {
                let amount = booked.reduce(0) { $0 + $1.amount }
                booking.book(Payment(id: paymentID, accountID: account, invoiceID: id, paidOn: paid, amount: Money(minor: amount, .cny)))
            }
        }
        return lines
    }

    private func line(_ line: GeneratedLine, _ number: Int, _ places: Places) -> SalesLine {
        SalesLine(
            number: number, productID: places.products[line.product], quantity: line.quantity, unitPrice: line.unitPrice,
            amount: line.amount, cost: line.cost
        )
    }
}
