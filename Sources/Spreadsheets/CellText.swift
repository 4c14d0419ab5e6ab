import Basics

/// Numbers of cells as plain text, without a detour over binary fractions.
enum CellText {
    /// What a sheet shows of a number: at most 15 significant digits, as a plain decimal; other texts stay as they are.
    static func number(_ text: String) -> String {
        guard let decimal = Decimal15(text) else { return text }
        return decimal.plain
    }

    /// A serial number as an ISO date, a time, or both.
    static func date(_ text: String, _ shape: CellStyles.Shape, isFrom1904: Bool) -> String {
        guard let decimal = Decimal15(text) else { return text }
        // Nine decimals of a day are less than a tenth of a millisecond.
        let plain = decimal.plain
        let end = plain.firstIndex(of: ".").flatMap { plain.index($0, offsetBy: 10, limitedBy: plain.endIndex) } ?? plain.endIndex
        guard let serial = FixedDecimal.parse(Array(plain[..<end].utf8), decimals: 9), serial.units >= 0 else { return text }
        var days = serial.units / 1_000_000_000
        // Seconds of the day, rounded; a fraction a hair under midnight is midnight.
        var seconds = (serial.units % 1_000_000_000 * 86_400 + 500_000_000) / 1_000_000_000
        if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
        let time = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        if shape == .time && days == 0 { return time }
        // The 1900 system counts a 29 February 1900 that never was.
        let epoch = isFrom1904 ? days - 24_107 : days >= 60 ? days - 25_569 : days - 25_568
        guard (-25_568...2_932_896).contains(epoch) else { return text }
        let day = Day(number: Int(epoch)).iso
        return shape == .date || seconds == 0 && shape != .time ? day : "\(day) \(time)"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// A decimal as it is written, rounded to fifteen significant digits.
private struct Decimal15 {
    private var digits: [UInt8] = []
    /// Where the point stands, counted from the first digit.
    private var point = 0
    private var isNegative = false

    init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        if let sign = bytes.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            bytes = bytes.dropFirst()
        }
        var hasPoint = false, places = 0, exponent = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if (48...57).contains(byte) {
                digits.append(byte - 48)
                if hasPoint { places += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E") {
                let rest = String(decoding: bytes[(index + 1)...], as: UTF8.self)
                guard let number = Int(rest.hasPrefix("+") ? String(rest.dropFirst()) : rest), abs(number) < 400 else { return nil }
                exponent = number
                break
            } else {
                return nil
            }
            index += 1
        }
        guard !digits.isEmpty, digits.count < 400 else { return nil }
        point = digits.count - places + exponent
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        point -= zeros
        round()
    }

    private mutating func round() {
        if digits.count > 15 {
            let isUp = digits[15] >= 5
            digits.removeLast(digits.count - 15)
            var index = 14
            while isUp {
                if digits[index] < 9 {
                    digits[index] += 1
                    break
                }
                digits[index] = 0
                if index == 0 {
                    digits.insert(1, at: 0)
                    point += 1
                    break
                }
                index -= 1
            }
        }
        while digits.last == 0 { digits.removeLast() }
    }

    var plain: String {
        guard !digits.isEmpty else { return "0" }
        var text = isNegative ? "-" : ""
        if point <= 0 { text += "0." + String(repeating: "0", count: -point) }
        for (index, digit) in digits.enumerated() {
            if index == point, index > 0 { text += "." }
            text += String(digit)
        }
        return text + String(repeating: "0", count: max(0, point - digits.count))
    }
}
