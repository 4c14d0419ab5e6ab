/// Legal forms that say nothing about which company it is, folded, the longest first.
public enum CompanyForms {
    public static let all = [
        "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "股份公司", "(集团)", "(中国)", "（集团）", "（中国）", "集团", "公司",
        " company limited", " co., ltd.", " co.,ltd.", " co., ltd", " co ltd", " corporation", " limited", " gmbh & co. kg", " gmbh", " incorporated", " inc.", " inc",
        " ltd.", " ltd", " llc", " plc", " s.a.", " corp.", " corp", " ag",
    ]

    private static let latin = all.filter { $0.hasPrefix(" ") }

    /// An English name as people say it: `Haitang Energy` for `Haitang Energy Co., Ltd.`.
    public static func short(_ name: String) -> String {
        let lower = name.lowercased()
        guard lower.utf8.count == name.utf8.count, let form = latin.first(where: { lower.hasSuffix($0) && lower.utf8.count > $0.utf8.count }) else { return name }
        return String(decoding: name.utf8.dropLast(form.utf8.count), as: UTF8.self)
    }

    /// Words, folded, that companies put into their names and leave out again.
    public static let additions = ["科技", "技术", "股份", "实业", "控股", " technology", " technologies", " group", " holding", " holdings", " industries", " international"]
}
