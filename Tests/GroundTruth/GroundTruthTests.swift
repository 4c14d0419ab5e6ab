import Basics
import Testing

@testable import GroundTruth

@Suite struct GroundTruthTests {
    private let company = GroundTruthCompany(.demo(endingOn: Day(number: 20_633)))

    /// FNV-1a over everything that is generated.
    private func digest(_ company: GroundTruthCompany, accounts: Range<Int>) -> UInt64 {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for index in accounts {
            let account = company.account(at: index)
            for byte in "\(account)\(company.orders(of: account))".utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return state
    }

    @Test func theSameSeedGivesTheSameCompany() {
        let again = GroundTruthCompany(company.configuration)
        #expect(digest(company, accounts: 0..<40) == digest(again, accounts: 0..<40))
        var other = company.configuration
        other.seed += 1
        #expect(digest(company, accounts: 0..<5) != digest(GroundTruthCompany(other), accounts: 0..<5))
    }

    /// What people write down is in one language.
    @Test(arguments: [true, false]) func peopleWriteOneLanguage(english: Bool) {
        var configuration = company.configuration
        configuration.writesEnglish = english
        let company = GroundTruthCompany(configuration)
        let texts = (0..<60).map { company.account(at: $0) }.flatMap { account in
            company.conversations(of: account).map(\.text) + [company.nextStep(of: account)?.text].compactMap(\.self)
                + account.contacts.map(\.title)
        } + company.products.map(\.unit)
        #expect(texts.count > 30)
        for text in texts {
            let hasHan = text.unicodeScalars.contains { $0.properties.isIdeographic }, hasLatin = text.contains { $0.isASCII && $0.isLetter }
            #expect(hasHan == !english && hasLatin == english, "\(text)")
        }
    }

    /// GB 32100-2015.
    @Test func creditCodesHaveTheirCheckCharacter() {
        #expect(CreditCode.check("91350100M000100Y4") == "3")
        #expect((0..<50).allSatisfy { company.account(at: $0).creditCode.count == 18 })
    }

    @Test func namesAndCodesAreUnique() {
        let accounts = (0..<400).map { company.account(at: $0) }
        #expect(Set(accounts.map(\.shortName)).count == 400)
        #expect(Set(accounts.map(\.code)).count == 400)
        #expect(Set(accounts.map(\.creditCode)).count == 400)
        #expect(accounts.allSatisfy { $0.parent.map { parent in parent < 400 } ?? true })
        #expect(accounts.allSatisfy { account in account.parent.map { $0 < account.index } ?? true })
    }

    @Test func documentsKeepToTheTruth() {
        for index in 0..<400 {
            let account = company.account(at: index)
            for order in company.orders(of: account) {
                #expect(order.orderedOn >= account.truth.firstOrderOn)
                #expect(account.truth.churnsOn.map { order.orderedOn < $0 } ?? true, "account \(index) orders after it left")
                #expect(order.orderedOn <= company.configuration.endingOn)
                guard let invoice = order.invoice else { continue }
                #expect(invoice.issuedOn >= order.orderedOn)
                if let credit = invoice.credit, let line = order.lines.first {
                    #expect(-credit.line.quantity.millionths <= line.quantity.millionths)
                    #expect(-credit.line.amount <= line.amount)
                }
            }
        }
    }

    @Test func theDemoHasTheSizeOfAnIndustrialSupplier() {
        var yearly: Int64 = 0
        var lines = 0
        for index in 0..<400 {
            for order in company.orders(of: company.account(at: index)) where order.invoice != nil {
                lines += order.lines.count
                if order.orderedOn > company.configuration.endingOn.adding(months: -12) { yearly += order.lines.reduce(0) { $0 + $1.amount } }
            }
        }
        #expect((70_000_000_000...160_000_000_000).contains(yearly), "\(yearly)")
        #expect((30_000...100_000).contains(lines), "\(lines)")
    }
}
