import Foundation

/// Settings from the environment and, where it says nothing, from one file of `NAME=value` lines as systemd reads them too.
struct SettingsFile {
    private let values: [String: String]

    /// - Parameter path: the file; nil takes the one that `MAINSTAY_CONFIG` names, if any.
    static func given(_ path: String?) throws -> SettingsFile {
        let environment = ProcessInfo.processInfo.environment
        if let unknown = environment.keys.sorted().first(where: { $0.hasPrefix("MAINSTAY_") && !names.contains($0) && !isOfDevelopment($0) }) {
            throw Complaint.unknownSetting(unknown)
        }
        guard let path = path ?? environment["MAINSTAY_CONFIG"] else { return SettingsFile(values: environment) }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { throw Complaint.noSettingsFile(path) }
        var values: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            guard !trimmed.isEmpty, !trimmed.hasPrefix("#") else { continue }
            let parts = trimmed.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, names.contains(parts[0]) else { throw Complaint.badSetting(path, index + 1, trimmed) }
            values[parts[0]] = parts[1].trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return SettingsFile(values: values.merging(environment) { _, own in own })
    }

    /// Everything that can be set; a name that is not here is a typing error and is refused.
    static let names: Set<String> = [
        "MAINSTAY_CONFIG", "MAINSTAY_DATABASE", "MAINSTAY_FILES", "MAINSTAY_HOST", "MAINSTAY_PORT", "MAINSTAY_BEHIND_PROXY", "MAINSTAY_SECURE", "MAINSTAY_LOG_REQUESTS",
        "MAINSTAY_DRAIN_SECONDS", "MAINSTAY_METRICS_TOKEN",
    ]

    /// What the scripts of the repository set for themselves, around a server as well.
    private static func isOfDevelopment(_ name: String) -> Bool {
        ["MAINSTAY_TEST_", "MAINSTAY_FUZZ", "MAINSTAY_RECORD_", "MAINSTAY_PICTURES", "MAINSTAY_HOME"]
            .contains { name.hasPrefix($0) }
    }

    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    func number(_ name: String) throws -> Int? {
        guard let text = self[name] else { return nil }
        guard let number = Int(text), number >= 0 else { throw Complaint.badSetting(name, 1, text) }
        return number
    }

    func flag(_ name: String) throws -> Bool {
        switch self[name] {
        case nil, "0", "no", "false", "off": return false
        case "1", "yes", "true", "on": return true
        case let text?: throw Complaint.badSetting(name, 1, text)
        }
    }
}
