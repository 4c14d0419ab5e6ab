import Testing

@testable import App

/// What of two companies' names makes them one.
@Suite struct CompanyNameTests {
    @Test(arguments: [
        ("华耀汽车零部件有限公司", "华耀汽车零部件"), ("华耀（集团）股份有限公司", "华耀"), ("華耀汽車（中国）有限公司", "华耀汽车"), ("Haitang Energy Co., Ltd.", "haitang energy"),
        ("Müller & Söhne GmbH & Co. KG", "muller sohne"), ("3M 中国", "3m 中国"), ("有限公司", ""), ("  ", ""), ("A.B.C. Ltd", "abc"),
    ])
    func whatTellsItFromOthers(name: String, stripped: String) {
        #expect(CompanyName.stripped(name) == stripped)
    }

    @Test(arguments: [
        ("华耀汽车有限公司", "华耀汽车股份有限公司", 1), ("华耀汽车科技有限公司", "华耀汽车有限公司", 0.95), ("Haitang Energy Group", "Haitang Energy Ltd", 0.95),
        ("华耀汽车有限公司", "花药汽车有限公司", 0.9), ("华耀汽车零部件厂", "华耀新汽车零部件厂", 0.85), ("华耀第1工厂", "华耀第2工厂", 0), ("华耀汽车零部件第一工厂", "华耀汽车零部件第二工厂", 0), ("华耀三厂", "华耀厂", 0), ("华耀", "华耀汽车零部件制造", 0),
    ] as [(String, String, Double)])
    func likeness(one: String, other: String, expected: Double) {
        let one = CompanyName(one), other = CompanyName(other)
        let weights = Dictionary(uniqueKeysWithValues: one.grams.map { ($0, 0.5) })
        #expect(one.likeness(to: other, weights) == expected)
    }

    /// Half of the pairs are shared: not enough by itself, and never more than names that differ by one character.
    @Test func sharedPairsCount() {
        let one = CompanyName("海棠精密机械"), other = CompanyName("海棠精工电子")
        let likeness = one.likeness(to: other, Dictionary(uniqueKeysWithValues: one.grams.map { ($0, 0.5) }))
        #expect(likeness == 2.0 / 5)
    }
}
