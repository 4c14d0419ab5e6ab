/// The square of a QR code while it is drawn: the marks that every code has, then the codewords under a mask.
struct QRGrid {
    let size: Int
    private(set) var dark: [[Bool]]
    /// What is not for codewords.
    private var fixed: [[Bool]]

    init(_ version: QRCode.Version, _ words: [UInt8], mask: Int) {
        size = version.size
        dark = Array(repeating: Array(repeating: false, count: size), count: size)
        fixed = dark
        drawMarks(version)
        drawFormat(mask)
        if version.number >= 7 { drawVersion(version.number) }
        place(words, mask)
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        guard (0..<size).contains(x), (0..<size).contains(y) else { return }
        dark[y][x] = isDark
        fixed[y][x] = true
    }

    private mutating func drawMarks(_ version: QRCode.Version) {
        for place in 0..<size {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] {
            for dy in -4...4 {
                for dx in -4...4 {
                    let ring = max(abs(dx), abs(dy))
                    set(x + dx, y + dy, ring != 2 && ring != 4)
                }
            }
        }
        let last = version.alignment.last ?? 0
        for y in version.alignment {
            for x in version.alignment where !((x == 6 && y == 6) || (x == 6 && y == last) || (x == last && y == 6)) {
                for dy in -2...2 {
                    for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
    }

    /// Error correction M is 00; ten bits of BCH behind the five.
    private mutating func drawFormat(_ mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0...5 { set(8, place, bit(place)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for place in 9..<15 { set(14 - place, 8, bit(place)) }
        for place in 0..<8 { set(size - 1 - place, 8, bit(place)) }
        for place in 8..<15 { set(8, size - 15 + place, bit(place)) }
        set(8, size - 8, true)
    }

    private mutating func drawVersion(_ number: Int) {
        var rest = number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1F25 }
        let bits = number << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            set(size - 11 + place % 3, place / 3, isDark)
            set(place / 3, size - 11 + place % 3, isDark)
        }
    }

    /// In pairs of columns from the right, up and down in turn, around the upright line of timing.
    private mutating func place(_ words: [UInt8], _ mask: Int) {
        var index = 0
        for (turn, right) in (Array(stride(from: size - 1, to: 6, by: -2)) + Array(stride(from: 5, to: 0, by: -2))).enumerated() {
            for step in 0..<size {
                let y = turn % 2 == 0 ? size - 1 - step : step
                for x in [right, right - 1] where !fixed[y][x] {
                    let isDark = index < words.count * 8 && words[index / 8] >> (7 - index % 8) & 1 == 1
                    dark[y][x] = isDark != Self.isMasked(x, y, mask)
                    index += 1
                }
            }
        }
    }

    private static func isMasked(_ x: Int, _ y: Int, _ mask: Int) -> Bool {
        switch mask {
        case 0: (x + y) % 2 == 0
        case 1: y % 2 == 0
        case 2: x % 3 == 0
        case 3: (x + y) % 3 == 0
        case 4: (x / 3 + y / 2) % 2 == 0
        case 5: x * y % 2 + x * y % 3 == 0
        case 6: (x * y % 2 + x * y % 3) % 2 == 0
        default: ((x + y) % 2 + x * y % 3) % 2 == 0
        }
    }

    /// What makes a code hard to read: long runs, blocks, what looks like a finder mark, and too much of one colour.
    var penalty: Int {
        let columns = (0..<size).map { x in dark.map { $0[x] } }
        var sum = (dark + columns).reduce(0) { $0 + Self.penalty(of: $1) }
        for y in 0..<size - 1 {
            for x in 0..<size - 1 where dark[y][x] == dark[y][x + 1] && dark[y][x] == dark[y + 1][x] && dark[y][x] == dark[y + 1][x + 1] { sum += 3 }
        }
        let share = dark.joined().count { $0 } * 100 / (size * size)
        return sum + abs(share - 50) / 5 * 10
    }

    private static let finder = [true, false, true, true, true, false, true]

    private static func penalty(of line: [Bool]) -> Int {
        var sum = 0, run = 0
        for (place, isDark) in line.enumerated() {
            run = place > 0 && line[place - 1] == isDark ? run + 1 : 1
            if run == 5 { sum += 3 } else if run > 5 { sum += 1 }
        }
        let quiet = Array(repeating: false, count: 4), padded = quiet + line + quiet
        for start in 0...padded.count - 11 where Array(padded[start..<start + 11]) == finder + quiet || Array(padded[start..<start + 11]) == quiet + finder { sum += 40 }
        return sum
    }
}
