import Foundation
import Testing

@testable import Interface

/// The style sheets keep their promises: colours only as tokens, and enough contrast between them.
@Suite struct StyleTests {
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Assets/css")

    @Test func coloursAreTokens() throws {
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file != "tokens.css" {
            let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            #expect(text.firstMatch(of: /#[0-9A-Fa-f]{3,8}\b(?=[;\s,)])/) == nil, "\(file) has a colour of its own")
            #expect(!text.contains("rgb("), "\(file) has a colour of its own")
        }
    }

    @Test(arguments: [":root {", ":root[data-theme=\"dark\"] {"]) func textCanBeRead(_ theme: String) throws {
        let text = try String(contentsOf: folder.appendingPathComponent("tokens.css"), encoding: .utf8)
        let start = try #require(text.range(of: theme)).upperBound
        let block = text[start...].prefix { $0 != "}" }
        var colours: [String: String] = [:]
        for match in block.matches(of: /--([a-z0-9-]+): (#[0-9A-Fa-f]{6});/) { colours[String(match.1)] = String(match.2) }
        for (ink, ground) in [
            ("ink", "surface"), ("ink-2", "surface"), ("ink-3", "surface"), ("ink-3", "sunken"), ("accent", "surface"), ("accent-ink", "accent"),
            ("accent", "accent-weak"), ("good", "surface"), ("bad", "surface"), ("warn", "warn-weak"), ("tier-s", "tier-s-fill"),
            ("tier-a", "tier-a-fill"), ("tier-b", "tier-b-fill"), ("tier-c", "tier-c-fill"),
        ] {
            let ratio = contrast(try #require(colours[ink]), try #require(colours[ground]))
            #expect(ratio >= 4.5, "\(ink) on \(ground): \(ratio)")
        }
    }

    /// WCAG 2.2, relative luminance.
    private func contrast(_ one: String, _ other: String) -> Double {
        func luminance(_ colour: String) -> Double {
            let value = Int(colour.dropFirst(), radix: 16) ?? 0
            let parts = [value >> 16, value >> 8 & 255, value & 255].map { part -> Double in
                let share = Double(part) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (light, dark) = (max(luminance(one), luminance(other)), min(luminance(one), luminance(other)))
        return (light + 0.05) / (dark + 0.05)
    }
}
