import Assets

/// A file of the interface: style sheets, scripts, icons, the typeface; all are part of the binary.
public struct Asset: Sendable {
    public let name: String
    public let contentType: String
    public let bytes: [UInt8]
    /// The same as gzip; nil for what is packed already.
    public let packed: [UInt8]?
    /// Changes with the content, so that browsers may keep a file for ever.
    public let hash: String

    private init(_ name: String, _ contentType: String, _ bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        packed = contentType == "font/woff2" || contentType == "image/png" ? nil : Compression.gzip(bytes)
        // FNV-1a, 64 bits: enough to tell versions of one file apart.
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = String(state, radix: 16)
    }

    public var path: String { "/assets/\(hash)/\(name)" }

    /// Everything by name. A file that was not fetched before the build is absent, and pages do without it.
    public static let all: [String: Asset] = {
        var files: [String: [UInt8]] = [:]
        var count = 0
        if let entries = mainstay_assets(&count) {
            for entry in UnsafeBufferPointer(start: entries, count: count) {
                files[String(cString: entry.name)] = Array(UnsafeBufferPointer(start: entry.bytes, count: entry.size))
            }
        }
        var assets: [String: Asset] = [:]
        for (name, bytes) in files where !name.hasPrefix("css/") && !name.hasPrefix("js/") { assets[name] = Asset(name, contentType(name), bytes) }
        assets["app.css"] = Asset("app.css", "text/css; charset=utf-8", styles(files, font: assets["inter-latin.woff2"]))
        assets["app.js"] = Asset("app.js", "text/javascript; charset=utf-8", scripts(files))
        assets["app.webmanifest"] = Asset("app.webmanifest", "application/manifest+json", manifest(assets))
        return assets
    }()

    public static subscript(name: String) -> Asset? { all[name] }

    /// The style sheets in their order, with the typeface's address filled in.
    private static func styles(_ files: [String: [UInt8]], font: Asset?) -> [UInt8] {
        let parts = files.keys.filter { $0.hasPrefix("css/") }.sorted().compactMap { files[$0] }
        let text = String(decoding: Array(parts.joined(separator: Array("\n".utf8))), as: UTF8.self)
        return Array(text.replacing("url(\"FONT\")", with: font.map { "url(\"\($0.path)\")" } ?? "local(\"Inter\")").utf8)
    }

    /// The scripts in their order, each in a block of its own, in one file.
    private static func scripts(_ files: [String: [UInt8]]) -> [UInt8] {
        let parts = files.keys.filter { $0.hasPrefix("js/") }.sorted().compactMap { files[$0] }
        return Array("\"use strict\";\n".utf8) + parts.flatMap { Array("{\n".utf8) + $0 + Array("}\n".utf8) }
    }

    /// What the site is called and looks like on a phone's home screen.
    private static func manifest(_ assets: [String: Asset]) -> [UInt8] {
        let icons = [("mark.svg", "any"), ("icon-180.png", "180x180"), ("icon-512.png", "512x512")].compactMap { name, sizes in
            assets[name].map { "{\"src\":\"\($0.path)\",\"sizes\":\"\(sizes)\",\"type\":\"\($0.contentType)\"}" }
        }
        return Array("""
            {"name":"Mainstay","short_name":"Mainstay","id":"/","start_url":"/","scope":"/","display":"standalone","icons":[\(icons.joined(separator: ","))]}
            """.utf8)
    }

    private static func contentType(_ name: String) -> String {
        switch name.split(separator: ".").last {
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "woff2": "font/woff2"
        default: "application/octet-stream"
        }
    }
}
