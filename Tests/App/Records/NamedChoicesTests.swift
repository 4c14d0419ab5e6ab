import Testing

@testable import App

@Suite struct NamedChoicesTests {
    private static let people = NamedChoices([
        .init("1", "王芳", detail: "wangfang", otherNames: ["Wang Fang"]), .init("2", "王伟", detail: "wangwei", otherNames: ["Wang Wei"]),
        .init("3", "王伟", detail: "wangwei2", otherNames: ["Wang Wei"]), .init("4", "Li Na", otherNames: ["李娜"]), .init("5", "Li Na"),
    ])

    @Test func nobodyIsCalledLikeSomebodyElse() {
        #expect(Self.people.entries.map(\.name) == ["王芳", "王伟 (wangwei)", "王伟 (wangwei2)", "Li Na", "Li Na #2"])
        #expect(Self.people.name(of: "3") == "王伟 (wangwei2)")
        #expect(Self.people.name(of: "9") == nil)
    }

    /// What is typed, and who is meant by it.
    @Test(arguments: [
        ("王芳", "1"), ("  wang fang", "1"), ("WANGWEI2", "3"), ("王伟 (wangwei)", "2"), ("5", "5"), ("李娜", "4"),
        // Two are called so: nobody is guessed.
        ("王伟", nil), ("Wang Wei", nil), ("somebody", nil), ("9", nil),
    ])
    func namesAreReadWhereTheyAreClear(_ typed: String, _ value: String?) {
        #expect(Self.people.value(of: typed) == value)
        let read = Field(name: "owner", label: "Owner", kind: .named(Self.people, from: "/pick/people")).read(typed)
        switch read {
        case .success(let found): #expect(found == value)
        case .failure(let refusal): #expect(value == nil && refusal.problem == .notFound(typed))
        }
    }

    @Test(arguments: [
        ("wang", ["1", "2", "3"]), ("wf", ["1"]), ("王", ["1", "2", "3"]), ("wei2", ["3"]), ("li na", ["4", "5"]), ("zhang", []), ("", ["1", "2", "3", "4"]),
    ])
    func theyAreFoundByNamePinyinAndInitials(_ query: String, _ values: [String]) {
        #expect(Self.people.matching(query, limit: 4).map(\.value) == values)
    }

    @Test func thoseWhoseNamesBeginSoComeFirst() {
        let people = NamedChoices([
            .init("1", "Ma Mingche", detail: "ma.mingche"), .init("2", "Chen He", detail: "chen.he"), .init("3", "He Wenbo", detail: "he.wenbo"),
        ])
        #expect(people.matching("he", limit: 3).map(\.value) == ["3", "2", "1"])
        #expect(people.matching("he", limit: 1).map(\.value) == ["3"])
    }
}
