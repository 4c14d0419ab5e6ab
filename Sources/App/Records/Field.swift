import Basics
import Foundation

/// One field of a record, as forms, conflicts, the timeline and undo see it.
///
/// Whatever its kind, a value is text in one canonical form (`2026-03-04`, `12.5`, an identifier), and the empty text is no value.
struct Field: Sendable {
    let name: String
    let label: String
    let kind: Kind
    var isRequired = false
    var hint: String?

    enum Kind: Sendable {
        case line(limit: Int = TextLimit.name)
        case text(limit: Int = TextLimit.body)
        case email
        case phone
        case website
        case day
        case integer(ClosedRange<Int>)
        /// A decimal with at most so many places.
        case decimal(places: Int, unit: String? = nil)
        case choice([Choice])
        /// Found by typing; the server looks the text up under this path. The value is what people know the record by.
        case pick(from: String)
        /// One of a list, found by typing its name; the server looks the text up under this path. The value is an identifier.
        case named(NamedChoices, from: String)
        case flag
        /// Words between commas; the value has them in order, each once.
        case tags
        /// 18 characters with a check character (GB 32100-2015).
        case creditCode
    }

    /// One value that may be chosen, and what people read.
    struct Choice: Sendable, Hashable {
        var value: String
        var label: String
    }

    /// What people read where a value is shown.
    func shown(_ value: String) -> String {
        switch kind {
        case .choice(let choices): choices.first { $0.value == value }?.label ?? value
        case .named(let choices, _): choices.name(of: value) ?? value
        default: value
        }
    }
}

/// What is wrong with the value of a field; the words are in the translations.
enum FieldProblem: Sendable, Hashable, Codable {
    case missing
    case tooLong(limit: Int)
    case notADay
    case notANumber
    case outside(ClosedRange<Int>)
    case tooManyPlaces(Int)
    case notAnEmail
    case notAWebsite
    case notOffered
    case notFound(String)
    case taken(String)
    case wrongLength(Int, found: Int)
    /// A character that no such code has.
    case badCharacter(String)
    case badCheckCharacter(expected: String)
    case reserved
    case wouldBeCircle
    /// The record has this part already, in a field of its own.
    case listedAbove
    /// A day before one that it has to follow; in words.
    case before(String)
    /// A day after one that it has to precede; in words.
    case after(String)
    case notPositive
    case negative
    /// A number that no book has room for.
    case tooLarge
    /// More than what is left of an amount; in words.
    case above(String)
    /// In a currency other than the one that it has to have.
    case otherCurrency(String)
    /// Depends on a document that was taken back.
    case reversed
    /// What invoices refer to is not cancelled.
    case invoiced
    /// Exchange rates are in the currency that was to be changed.
    case hasRates
}

extension Field {
    /// Reads what somebody typed or a file holds: the canonical value, or what is wrong with it.
    /// - Parameters: how the file writes what could be read in two ways.
    func read(
        _ typed: String, dates: FieldReading.DateOrder = .dayFirst, decimal sign: NumberReading.DecimalSign = .point
    ) -> Result<String, Refusal> {
        let value = Self.composed(typed).trimmed
        guard !value.isEmpty else { return isRequired ? .failure(.init(.missing)) : .success("") }
        switch kind {
        case .line(let limit):
            guard value.count <= limit else { return .failure(.init(.tooLong(limit: limit))) }
            return .success(value.split(whereSeparator: \.isNewline).joined(separator: " "))
        case .text(let limit): return value.count <= limit ? .success(value) : .failure(.init(.tooLong(limit: limit)))
        case .email: return Self.isEmail(value) ? .success(value) : .failure(.init(.notAnEmail))
        case .phone: return value.count <= TextLimit.phone ? .success(value) : .failure(.init(.tooLong(limit: TextLimit.phone)))
        case .website: return Self.website(value).map(Result.success) ?? .failure(.init(.notAWebsite))
        case .day:
            guard let day = FieldReading.day(value, order: dates) else { return .failure(.init(.notADay)) }
            return FieldReading.years.contains(day.year) ? .success(day.iso) : .failure(.init(.outside(FieldReading.years)))
        case .integer(let range):
            guard let number = Int(value) else { return .failure(.init(.notANumber)) }
            return range.contains(number) ? .success(String(number)) : .failure(.init(.outside(range)))
        case .decimal(let places, _): return Self.decimal(value, sign, places: places)
        case .choice(let choices): return choices.contains { $0.value == value } ? .success(value) : .failure(.init(.notOffered))
        case .pick: return .success(value)
        case .named(let choices, _): return choices.value(of: value).map(Result.success) ?? .failure(.init(.notFound(value)))
        case .flag: return .success("1")
        case .tags: return Self.tags(value)
        case .creditCode: return CreditCode.read(value)
        }
    }

    /// With composed characters and single line ends, without marks that nobody sees; most of what files hold is plain, and the system would take long to find that out.
    private static func composed(_ typed: String) -> String {
        let composed = typed.utf8.allSatisfy { $0 < 0x80 } ? typed : typed.precomposedStringWithCanonicalMapping
        let plain = composed.withoutInvisibleMarks
        return plain.utf8.contains(0x0D) ? plain.replacing("\r\n", with: "\n") : plain
    }

    /// `Result` wants an error; a refused value is an expected outcome.
    struct Refusal: Error {
        var problem: FieldProblem
        init(_ problem: FieldProblem) { self.problem = problem }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && text.count <= TextLimit.email && !text.contains(where: \.isWhitespace)
    }

    /// Only web addresses: anything else in a link could run as a script.
    private static func website(_ text: String) -> String? {
        let lower = text.lowercased()
        let address = lower.hasPrefix("http://") || lower.hasPrefix("https://") ? text : "https://" + text
        guard address.count <= TextLimit.website, !address.contains(where: \.isWhitespace), address.dropFirst(8).contains(".") else { return nil }
        return address
    }

    private static func tags(_ text: String) -> Result<String, Refusal> {
        let names = AccountRecord.tagNames(text)
        if names.contains(where: { $0.count > TextLimit.tag }) { return .failure(.init(.tooLong(limit: TextLimit.tag))) }
        let value = names.joined(separator: ", ")
        return value.count <= TextLimit.tags ? .success(value) : .failure(.init(.tooLong(limit: TextLimit.tags)))
    }

    private static func decimal(_ text: String, _ sign: NumberReading.DecimalSign, places: Int) -> Result<String, Refusal> {
        guard let plain = NumberReading.plain(text, decimal: sign) else { return .failure(.init(.notANumber)) }
        guard let number = FixedDecimal.parse(plain.utf8, decimals: 6) else {
            let digits = plain.split(separator: ".").dropFirst().first?.count ?? 0
            return .failure(.init(digits > 6 ? .tooManyPlaces(places) : .tooLarge))
        }
        let trimmed = number.trimmed()
        let fraction = trimmed.split(separator: ".").dropFirst().first?.count ?? 0
        return fraction <= places ? .success(trimmed) : .failure(.init(.tooManyPlaces(places)))
    }
}

/// The unified social credit code of a Chinese company (GB 32100-2015).
enum CreditCode {
    private static let length = 18
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")

    /// The check character of the first 17 characters; nil when one of them is not in the alphabet.
    static func checkCharacter(_ body: some StringProtocol) -> Character? {
        var sum = 0, weight = 1
        for character in body {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    static func read(_ text: String) -> Result<String, Field.Refusal> {
        let code = text.precomposedStringWithCompatibilityMapping.uppercased().filter { !$0.isWhitespace && !"-‐‑–—".contains($0) }
        guard code.count == length else { return .failure(.init(.wrongLength(length, found: code.count))) }
        if let stranger = code.first(where: { !alphabet.contains($0) }) { return .failure(.init(.badCharacter(String(stranger)))) }
        guard let last = code.last, let check = checkCharacter(code.dropLast()) else { return .failure(.init(.wrongLength(length, found: 0))) }
        return check == last ? .success(code) : .failure(.init(.badCheckCharacter(expected: String(check))))
    }
}
