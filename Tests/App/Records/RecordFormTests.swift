import Basics
import Testing

@testable import App

@Suite struct RecordFormTests {
    private static let fields = [
        Field(name: "name", label: "Name", kind: .line(limit: 10), isRequired: true), Field(name: "region", label: "Region", kind: .line()),
    ]

    private func form(_ pairs: [(String, String)]) -> RecordForm { RecordForm(Self.fields, sent: Parameters(pairs)) }

    /// Who wrote what, and what the form then shows.
    @Test(arguments: [
        // Nobody else wrote.
        (was: "A", mine: "B", now: "A", shown: "B", told: nil as String?),
        // Only somebody else wrote: their value is taken over, and said.
        (was: "A", mine: "A", now: "C", shown: "C", told: "C"),
        // Both wrote: mine stays, theirs is said.
        (was: "A", mine: "B", now: "C", shown: "B", told: "C"),
        // Both wrote the same.
        (was: "A", mine: "C", now: "C", shown: "C", told: nil),
    ])
    func changesByOthersAreNeverOverwritten(_ row: (was: String, mine: String, now: String, shown: String, told: String?)) {
        var form = form([("name", "N"), ("was_name", "N"), ("region", row.mine), ("was_region", row.was)])
        let isChanged = form.noticeChanges(in: ["name": "N", "region": row.now])
        #expect(form.values["region"] == row.shown)
        #expect(form.meanwhile["region"] == row.told)
        #expect(isChanged == (row.told != nil))
        // Sent once more, the same form is accepted.
        var again = RecordForm(Self.fields, sent: Parameters([
            ("name", "N"), ("was_name", "N"), ("region", form.values["region"] ?? ""), ("was_region", form.originals["region"] ?? ""),
        ]))
        let changedAgain = again.noticeChanges(in: ["name": "N", "region": row.now])
        #expect(!changedAgain)
    }

    @Test(arguments: [
        (Field.Kind.line(limit: 3), "abcd", FieldProblem.tooLong(limit: 3)), (.email, "a@b", .notAnEmail), (.email, "a b@c.de", .notAnEmail),
        (.website, "javascript:alert(1)", .notAWebsite), (.day, "2026-13-01", .notADay), (.integer(0...5), "6", .outside(0...5)),
        (.integer(0...5), "x", .notANumber), (.decimal(places: 2), "1.234", .tooManyPlaces(2)), (.choice([.init(value: "a", label: "A")]), "b", .notOffered),
        (.creditCode, "91350100M000100Y44", .badCheckCharacter(expected: "3")), (.creditCode, "123", .wrongLength(18, found: 3)),
    ])
    func badValuesAreRefused(_ kind: Field.Kind, _ typed: String, _ problem: FieldProblem) {
        guard case .failure(let refusal) = Field(name: "x", label: "X", kind: kind).read(typed) else {
            Issue.record("\(typed) was taken")
            return
        }
        #expect(refusal.problem == problem)
    }

    @Test(arguments: [
        (Field.Kind.line(limit: 20), "  a\nb ", "a b"), (.day, "2026/3/4", "2026-03-04"), (.decimal(places: 2), "1,234.50", "1234.5"),
        (.website, "example.com", "https://example.com"), (.creditCode, "91350100m000100y43", "91350100M000100Y43"), (.text(), " a\r\nb ", "a\nb"),
    ])
    func goodValuesGetOneForm(_ kind: Field.Kind, _ typed: String, _ value: String) {
        guard case .success(let read) = Field(name: "x", label: "X", kind: kind).read(typed) else {
            Issue.record("\(typed) was refused")
            return
        }
        #expect(read == value)
    }
}
