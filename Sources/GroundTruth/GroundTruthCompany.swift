import Basics

/// A seeded company whose truth is known: the demo, the large data sets, the oracle of models.
///
/// Every account follows from the seed and its index alone, so generation streams, resumes and runs in any order; the same
/// configuration gives the same records on every machine.
public struct GroundTruthCompany: Sendable {
    public let configuration: Configuration
    public let organisation: GeneratedName
    public let teams: [GeneratedName]
    public let people: [GeneratedPerson]
    public let categories: [GeneratedCategory]
    public let products: [GeneratedProduct]
    /// Products of each category.
    let shelves: [[Int]]
    /// Indices of the key account managers of each team.
    let managers: [[Int]]

    public init(_ configuration: Configuration) {
        self.configuration = configuration
        organisation = GeneratedName(NameMaterial.organisation)
        teams = NameMaterial.teams.map { GeneratedName($0) }
        var random = SeededRandom(seed: configuration.seed)
        people = Self.people(&random)
        categories = NameMaterial.families.map { GeneratedCategory(code: $0.code, name: GeneratedName($0.name), isStrategic: $0.isStrategic) }
        products = Self.products(unit: configuration.writesEnglish ? NameMaterial.unit.latin : NameMaterial.unit.chinese, &random)
        var shelves = Array(repeating: [Int](), count: NameMaterial.families.count)
        for (index, product) in products.enumerated() { shelves[product.category].append(index) }
        self.shelves = shelves
        let people = people
        managers = NameMaterial.teams.indices.map { team in
            people.indices.filter { people[$0].role == "key_account_manager" && people[$0].team == team }
        }
    }

    private static func people(_ random: inout SeededRandom) -> [GeneratedPerson] {
        var used: Set<String> = []
        func person(_ signIn: String?, _ role: String, _ team: Int?) -> GeneratedPerson {
            var surname = NameMaterial.surnames[0], given = NameMaterial.given[0]
            repeat {
                surname = NameMaterial.surnames[random.integer(0...(NameMaterial.surnames.count - 1))]
                given = NameMaterial.given[random.integer(0...(NameMaterial.given.count - 1))]
            } while !used.insert(surname.chinese + given.chinese).inserted
            let latin = "\(surname.latin.lowercased()).\(given.latin.lowercased())"
            return GeneratedPerson(
                signIn: signIn ?? latin, name: GeneratedName(chinese: surname.chinese + given.chinese, english: "\(surname.latin) \(given.latin)"),
                role: role, team: team
            )
        }
        var people = [
            person("admin", "administrator", nil), person("director", "director", nil), person("ops", "sales_operations", nil),
            person("finance", "finance", nil), person("service", "service", nil), person("viewer", "viewer", nil),
        ]
        for team in 1..<NameMaterial.teams.count { people.append(person("director-\(team)", "director", team)) }
        for team in 1..<NameMaterial.teams.count {
            for number in 0..<6 { people.append(person(team == 1 && number == 0 ? "kam" : nil, "key_account_manager", team)) }
        }
        return people
    }

    private static func products(unit: String, _ random: inout SeededRandom) -> [GeneratedProduct] {
        var products: [GeneratedProduct] = []
        for (category, family) in NameMaterial.families.enumerated() {
            for number in 0..<36 {
                let series = NameMaterial.series[number % NameMaterial.series.count]
                let size = (number / NameMaterial.series.count + 1) * 10
                let fen = random.integer(family.prices)
                // A price list in yuan and fen; costs lie between 58 and 80 percent of it.
                let price = Int64(fen) * 10_000
                products.append(GeneratedProduct(
                    code: "\(family.code)-\(1_000 + number * 7)",
                    name: GeneratedName(
                        chinese: "\(family.name.chinese)\(series.chinese)\(size)", english: "\(family.name.latin), \(series.latin) \(size)"
                    ),
                    category: category, unit: unit, listPrice: price, cost: price * Int64(random.integer(58...80)) / 100
                ))
            }
        }
        return products
    }
}

extension GeneratedName {
    init(_ part: NameMaterial.Part) { self.init(chinese: part.chinese, english: part.latin) }
}
