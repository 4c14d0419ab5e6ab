import Basics

extension GroundTruthCompany {
    /// Where an account stands among all: the few largest make most of the sales.
    enum Segment: Int {
        case strategic, key, growth, standard

        /// Yearly net sales, fen.
        var yearlySales: ClosedRange<Int> {
            switch self {
            case .strategic: 2_000_000_000...6_000_000_000
            case .key: 500_000_000...1_500_000_000
            case .growth: 150_000_000...600_000_000
            case .standard: 3_000_000...150_000_000
            }
        }

        /// Orders a month, hundredths.
        var monthlyRate: ClosedRange<Int> {
            switch self {
            case .strategic: 380...520
            case .key: 230...360
            case .growth: 110...200
            case .standard: 30...80
            }
        }

        /// Lines in one order.
        var lines: ClosedRange<Int> {
            switch self {
            case .strategic: 5...11
            case .key: 3...7
            case .growth: 2...5
            case .standard: 1...3
            }
        }
    }

    /// Of every 400 accounts 12 are strategic, 35 key, 90 growth.
    static func segment(of index: Int) -> Segment {
        switch index % 400 {
        case 0..<12: .strategic
        case 12..<47: .key
        case 47..<137: .growth
        default: .standard
        }
    }

    /// An independent sequence for one account and purpose.
    func random(_ index: Int, _ purpose: UInt64) -> SeededRandom {
        SeededRandom(seed: configuration.seed &* 0x9E37_79B9 &+ UInt64(index) &* 0x1_0000_0001 &+ purpose &* 0xD6E8_FEB8_6659_FD93)
    }

    /// The account at an index, 0 up to the configuration's count.
    public func account(at index: Int) -> GeneratedAccount {
        var random = random(index, 1)
        let segment = Self.segment(of: index)
        let industry = NameMaterial.industries[index % NameMaterial.industries.count]
        let city = NameMaterial.cities[random.integer(0...(NameMaterial.cities.count - 1))]
        let truth = truth(index, segment, &random)
        let names = names(index, industry, city, truth.story)
        let isOwned = segment != .standard || random.integer(0...3) > 0
        let team = managers[city.team]
        return GeneratedAccount(
            index: index, code: "K\(100_001 + index)", name: names.full, shortName: names.short,
            englishName: names.english, creditCode: Self.creditCode(region: city.region, index: index), industry: industry.code,
            region: city.region, team: city.team, owner: isOwned ? team[index % max(1, team.count)] : nil, parent: parent(index),
            stage: stage(truth), referenceValue: segment == .strategic ? random.integer(4...5) : segment == .key && random.integer(0...2) > 0 ? random.integer(1...2) : nil,
            contacts: truth.story == "no-contacts" ? [] : contacts(segment, truth.firstOrderOn, &random), truth: truth
        )
    }

    /// About one account in seven belongs to a group, whose head comes earlier.
    private func parent(_ index: Int) -> Int? {
        index % 400 >= 137 && index % 7 == 0 ? index / 400 * 400 + index % 47 : nil
    }

    private func stage(_ truth: Truth) -> String {
        if let churn = truth.churnsOn {
            return configuration.endingOn.number - churn.number > 365 ? "lost" : "dormant"
        }
        return truth.growth > 10 ? "growing" : "maintained"
    }

    private func names(
        _ index: Int, _ industry: NameMaterial.Industry, _ city: NameMaterial.City, _ story: String
    ) -> (full: String, short: String, english: String) {
        let firsts = NameMaterial.first.count, seconds = NameMaterial.second.count
        // A stride that shares no factor with 900 visits every pair once before it repeats.
        let place = (index * 371 + 17) % (firsts * seconds)
        let first = NameMaterial.first[place / seconds], second = NameMaterial.second[place % seconds]
        let root = first.chinese + second.chinese, latin = first.latin + second.latin
        let round = index / (firsts * seconds)
        let prefix: NameMaterial.Part = round == 0 ? ("", "") : NameMaterial.cities[round % NameMaterial.cities.count].name
        let number = round / NameMaterial.cities.count
        let mark = number == 0 ? "" : "\(number + 1)"
        let short = prefix.chinese + root + industry.noun.chinese + mark
        let form = NameMaterial.companyForms[index % 5 == 0 ? 0 : 1]
        let long: NameMaterial.Part = story == "long-name" ? NameMaterial.longSuffix : ("", "")
        let english = [prefix.latin, latin, industry.noun.latin, long.latin, industry.body.latin, mark].filter { !$0.isEmpty }.joined(separator: " ")
        return (
            city.name.chinese + short + long.chinese + industry.body.chinese + form.chinese, short, "\(english) \(form.latin)"
        )
    }

    private func contacts(_ segment: Segment, _ since: Day, _ random: inout SeededRandom) -> [GeneratedContact] {
        let count = max(1, 6 - segment.rawValue * 2 + random.integer(0...1))
        return (0..<min(count, NameMaterial.positions.count)).map { place in
            let surname = NameMaterial.surnames[random.integer(0...(NameMaterial.surnames.count - 1))]
            let given = NameMaterial.given[random.integer(0...(NameMaterial.given.count - 1))]
            let position = NameMaterial.positions[place]
            // 199-0000-xxxx belongs to no operator's issued numbers; example.com belongs to nobody (RFC 2606).
            let number = random.integer(0...9_999)
            return GeneratedContact(
                name: GeneratedName(chinese: surname.chinese + given.chinese, english: "\(surname.latin) \(given.latin)"),
                title: configuration.writesEnglish ? position.title.latin : position.title.chinese, role: position.role,
                phone: "199 0000 " + String(repeating: "0", count: 4 - String(number).count) + String(number),
                email: "\(given.latin.lowercased()).\(surname.latin.lowercased())@example.com", from: since
            )
        }
    }

    /// GB 32100-2015: seventeen characters and a check character, weights 3^(i−1) mod 31.
    static func creditCode(region: String, index: Int) -> String {
        let digits = String(index % 100_000_000)
        let body = "91" + region + "M" + String(repeating: "0", count: 8 - digits.count) + digits
        return body + String(CreditCode.check(body))
    }
}

/// The check character of unified social credit codes.
public enum CreditCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    /// `91350100M000100Y4` gives `3`; `*` for a character outside the alphabet.
    public static func check(_ body: String) -> Character {
        var sum = 0, weight = 1
        for character in body {
            guard let value = alphabet.firstIndex(of: character) else { return "*" }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }
}
