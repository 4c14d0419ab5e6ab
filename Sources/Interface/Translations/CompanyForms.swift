/// Legal forms that say nothing about which company it is, folded, the longest first.
public enum CompanyForms {
    public static let all = [
        "股份有限公司", "有限责任公司", "集团有限公司", "有限公司", "集团公司", "股份公司", "(集团)", "(中国)", "（集团）", "（中国）", "集团", "公司",
        " company limited", " co., ltd.", " co.,ltd.", " co., ltd", " co ltd", " corporation", " limited", " gmbh & co. kg", " gmbh", " incorporated", " inc.", " inc",
        " ltd.", " ltd", " llc", " plc", " s.a.", " corp.", " corp", " ag",
    ]

    /// Words, folded, that companies put into their names and leave out again.
    public static let additions = ["科技", "技术", "股份", "实业", "控股", " technology", " technologies", " group", " holding", " holdings", " industries", " international"]
}
