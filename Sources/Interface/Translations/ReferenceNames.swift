/// Names of public classification codes: industries (GB/T 4754-2017) and regions (GB/T 2260).
///
/// Texts that are no such code are shown as they stand in the data.
public enum ReferenceNames {
    public static func industry(_ code: String, _ language: Language) -> String {
        guard let name = industries[code] else { return code }
        return language.isEnglish ? name.1 : name.0
    }

    public static func region(_ code: String, _ language: Language) -> String {
        guard let name = regions[code] else { return code }
        return language.isEnglish ? name.1 : name.0
    }

    /// The codes that forms offer, in their order.
    public static let industryCodes = industries.keys.sorted()
    public static let regionCodes = regions.keys.sorted()

    private static let industries: [String: (String, String)] = [
        "C34": ("通用设备", "General machinery"), "C35": ("专用设备", "Special machinery"), "C358": ("医疗器械", "Medical instruments"),
        "C36": ("汽车制造", "Motor vehicles"), "C37": ("轨道交通", "Rail vehicles"), "C373": ("船舶", "Shipbuilding"),
        "C38": ("电气机械", "Electrical equipment"), "C385": ("家用电器", "Home appliances"), "C39": ("电子设备", "Electronics"),
        "D44": ("电力", "Power generation"),
    ]

    private static let regions: [String: (String, String)] = [
        "110000": ("北京", "Beijing"), "120000": ("天津", "Tianjin"), "130000": ("河北", "Hebei"), "140000": ("山西", "Shanxi"),
        "150000": ("内蒙古", "Inner Mongolia"), "210000": ("辽宁", "Liaoning"), "220000": ("吉林", "Jilin"),
        "230000": ("黑龙江", "Heilongjiang"), "310000": ("上海", "Shanghai"), "320000": ("江苏", "Jiangsu"),
        "330000": ("浙江", "Zhejiang"), "340000": ("安徽", "Anhui"), "350000": ("福建", "Fujian"), "360000": ("江西", "Jiangxi"),
        "370000": ("山东", "Shandong"), "410000": ("河南", "Henan"), "420000": ("湖北", "Hubei"), "430000": ("湖南", "Hunan"),
        "440000": ("广东", "Guangdong"), "450000": ("广西", "Guangxi"), "460000": ("海南", "Hainan"), "500000": ("重庆", "Chongqing"),
        "510000": ("四川", "Sichuan"), "520000": ("贵州", "Guizhou"), "530000": ("云南", "Yunnan"), "540000": ("西藏", "Tibet"),
        "610000": ("陕西", "Shaanxi"), "620000": ("甘肃", "Gansu"), "630000": ("青海", "Qinghai"), "640000": ("宁夏", "Ningxia"),
        "650000": ("新疆", "Xinjiang"),
    ]
}
