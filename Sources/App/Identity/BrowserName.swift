/// What people call a browser that says who it is: `Chrome 156, Windows`.
///
/// Nobody recognises a whole user agent; what is not known is said as it was sent. Order matters: every browser names those it
/// descends from too.
enum BrowserName {
    private static let browsers: [(token: String, name: String)] = [
        ("wxwork/", "WeCom"), ("MicroMessenger/", "WeChat"), ("DingTalk/", "DingTalk"), ("Lark/", "Lark"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("Edg/", "Edge"),
        ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("HuaweiBrowser/", "Huawei Browser"), ("QQBrowser/", "QQ Browser"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
    ]
    private static let systems: [(token: String, name: String)] = [
        ("HarmonyOS", "HarmonyOS"), ("OpenHarmony", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ]

    /// - Returns: the user agent itself when no browser is recognised in it.
    static func of(_ userAgent: String) -> String {
        guard let (token, name) = browsers.first(where: { userAgent.contains($0.token) }),
              let start = userAgent.firstRange(of: token)?.upperBound else { return userAgent }
        let version = userAgent[start...].prefix { $0.isASCII && $0.isNumber }
        let system = systems.first { userAgent.contains($0.token) }?.name
        return [name + (version.isEmpty ? "" : " \(version)"), system].compactMap(\.self).joined(separator: ", ")
    }
}
