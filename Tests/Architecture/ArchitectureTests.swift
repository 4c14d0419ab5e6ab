import Foundation
import Testing

/// The house keeps its rules: arrows between rooms, tables and their owners, clocks, languages, shortcuts, comments.
@Suite struct ArchitectureTests {
    private struct Source {
        var path: String
        var lines: [String]
        var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
        var subject: String { path.split(separator: "/").dropFirst(2).first.map(String.init) ?? "" }
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static let sources: [Source] = {
        let folder = root.appendingPathComponent("Sources")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return files.filter { $0.pathExtension == "swift" }.compactMap { file in
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
            return Source(path: "Sources" + file.path.dropFirst(folder.path.count), lines: text.components(separatedBy: "\n"))
        }.sorted { $0.path < $1.path }
    }()

    private func forEachLine(_ body: (Source, Int, String) -> Void) {
        for source in Self.sources {
            for (index, line) in source.lines.enumerated() { body(source, index, line) }
        }
    }

    private func isComment(_ line: String) -> Bool { line.trimmingCharacters(in: .whitespaces).hasPrefix("//") }

    @Test func thereAreSources() { #expect(Self.sources.count > 50) }

    @Test func importsFollowTheArrows() {
        let rooms: Set<String> = ["mainstay", "App", "Scoring", "GroundTruth", "Spreadsheets", "Interface", "Storage", "Basics", "Assets"]
        let arrows: [String: Set<String>] = [
            "mainstay": rooms, "App": rooms.subtracting(["mainstay", "Assets"]), "Interface": ["Basics", "Assets"],
            "Scoring": ["Basics"], "GroundTruth": ["Basics"], "Spreadsheets": ["Basics"], "Storage": ["Basics"], "Basics": [],
        ]
        forEachLine { source, index, line in
            // Expressions are slow where nothing is optimised, and nearly no line begins so.
            guard line.hasPrefix("import") || line.hasPrefix("@testable") else { return }
            guard let module = line.firstMatch(of: /^(?:@testable )?import (\w+)/)?.1, rooms.contains(String(module)) else { return }
            let allowed = arrows[source.room]?.contains(String(module)) ?? false
            #expect(allowed, "\(source.path):\(index + 1) imports \(module); see docs/design/0001-rooms.md for the arrows")
        }
    }

    /// Only its own subject writes a table; reading joins may follow the arrows.
    @Test func tablesAreWrittenByTheirOwners() {
        let owners: [String: String] = [
            "organisation": "Identity", "team": "Identity", "app_user": "Identity", "session": "Identity", "account": "Accounts",
            "account_code": "Accounts", "account_member": "Accounts", "account_summary": "Accounts",
            "account_facet": "Accounts", "contact": "Contacts", "employment": "Contacts", "category": "Commerce", "product": "Commerce",
            "document_source": "Commerce", "sales_order": "Commerce", "order_line": "Commerce", "invoice": "Commerce",
            "invoice_line": "Commerce", "payment": "Commerce", "account_month": "Commerce", "delivery": "Commerce", "data_source": "Commerce", "import": "Imports",
            "import_document": "Imports", "policy": "Policies", "policy_version": "Policies", "classification_run": "Policies",
            "account_score": "Policies", "account_fact": "Commerce", "catalogue": "Commerce", "policy_draft": "Policies", "policy_draft_result": "Policies", "activity": "Activity", "duty": "Duties", "welcome": "Welcome", "duty_result": "Duties",
            "classification_preview": "Policies", "classification_mover": "Policies",
            "tag": "Accounts", "account_tag": "Accounts", "saved_view": "Accounts", "account_other_sales": "Accounts", "list_habit": "Accounts", "note": "Notes", "attachment": "Notes",
            "password_reset": "Identity", "exchange_rate": "Identity", "search_entry": "Search", "name_posting": "Search", "name_block": "Search",
            "search_word": "Search", "import_draft": "Imports", "import_mapping": "Imports", "import_kept": "Imports", "sent_form": "Activity",
            "work_lease": "Work", "failed_try": "Identity", "shown_once": "Identity",
        ]
        let writing = ["INSERT INTO", "UPDATE", "DELETE FROM", "Table(\""]
        forEachLine { source, index, line in
            guard source.room == "App", source.subject != "Schema", writing.contains(where: line.contains) else { return }
            for match in line.matches(of: /(?:INSERT INTO|UPDATE|DELETE FROM|Table\(") ?([a-z_]+)/) {
                guard let owner = owners[String(match.1)] else { continue }
                #expect(owner == source.subject, "\(source.path):\(index + 1) writes \(match.1), which belongs to \(owner)")
            }
        }
    }

    @Test func clocksAndChanceComeFromBasics() {
        forEachLine { source, index, line in
            guard source.room != "Basics", !isComment(line) else { return }
            for forbidden in ["Date()", "UUID()", "SystemRandomNumberGenerator", ".random(in", ".shuffled()", "Date.now"] where line.contains(forbidden) {
                Issue.record("\(source.path):\(index + 1) uses \(forbidden); take it from Clock, SecureRandom or SeededRandom")
            }
        }
    }

    @Test func chineseLivesInTranslations() {
        let allowed = ["Sources/Interface/Translations/", "Sources/GroundTruth/Names/", "Sources/Scoring/Packs/", "Sources/App/Imports/HeaderNames", "Sources/App/Search/HanReadings", "Sources/Spreadsheets/HeaderName"]
        forEachLine { source, index, line in
            guard !allowed.contains(where: { source.path.hasPrefix($0) }) else { return }
            // Formats name their shapes in comments; code has no words.
            let hasHan = line.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } && !isComment(line)
            #expect(!hasHan, "\(source.path):\(index + 1) has Chinese text; put it into Translations")
        }
    }

    @Test func noShortcuts() {
        forEachLine { source, index, line in
            guard !isComment(line) else { return }
            for forbidden in ["try!", "fatalError(", "TODO", "FIXME", "as! ", "preconditionFailure("] where line.contains(forbidden) {
                Issue.record("\(source.path):\(index + 1) uses \(forbidden)")
            }
            if line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)") {
                let before = source.lines[max(0, index - 6)..<index].joined(separator: "\n")
                #expect(before.contains("Proof"), "\(source.path):\(index + 1) needs a stated proof above it")
            }
        }
    }

    @Test func filesAreSmall() {
        for source in Self.sources where !source.path.contains("/Translations/") {
            #expect(source.lines.count <= 251, "\(source.path) has \(source.lines.count) lines; make it two files")
        }
    }

    @Test func publicTypesAndFunctionsAreDocumented() {
        for source in Self.sources where source.room != "mainstay" && !source.path.contains("/Translations/") {
            for (index, line) in source.lines.enumerated() {
                guard line.hasPrefix("public "), line.firstMatch(of: #/^public (?:final )?(?:struct|enum|class|protocol|func|actor) /#) != nil else { continue }
                var above = index - 1
                while above >= 0, source.lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") { above -= 1 }
                let documented = above >= 0 && source.lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("///")
                #expect(documented, "\(source.path):\(index + 1) has no doc comment")
            }
        }
    }

    /// A key that no page uses is a sentence that nobody reads.
    @Test func everyTranslationIsUsed() {
        var used: Set<Substring> = []
        for line in Self.sources.filter({ !$0.path.contains("/Translations/") }).flatMap(\.lines) {
            used.formUnion(line.split { !$0.isLetter && !$0.isNumber })
        }
        for source in Self.sources where source.path.contains("/Translations/") && source.path.hasSuffix("Words.swift") && !source.path.hasSuffix("/Words.swift") {
            for line in source.lines {
                guard let key = line.firstMatch(of: /public let (\w+):/)?.1 else { continue }
                let isUsed = used.contains(key)
                #expect(isUsed, "\(source.path): \(key) is never used")
            }
        }
    }

    @Test func theRepositorySpeaksOfTheProductAlone() throws {
        for folder in ["Sources", "Tests", "docs", "script"] {
            let base = Self.root.appendingPathComponent(folder)
            for case let file as URL in FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) ?? .init() {
                guard ["swift", "md", "py", "sh", ""].contains(file.pathExtension), !file.path.hasSuffix("ArchitectureTests.swift"),
                      let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
                for word in ["/work/", "/root/", "sub-agent", "subagent"] {
                    #expect(!text.contains(word), "\(file.path) says \(word)")
                }
            }
        }
    }
}
