extension SearchTexts {
    static let simplifiedChinese = SearchTexts(
        title: "搜索",
        placeholder: "客户、联系人、单号、产品或页面",
        accounts: "客户",
        contacts: "联系人",
        documents: "订单与发票",
        products: "产品",
        commands: "页面与命令",
        meant: { "您是否要找“\($0)”？" },
        byCode: { "编码\($0)" },
        byPinyin: "拼音匹配",
        nothing: { "没有找到“\($0)”" },
        nothingHint: "请减少字数，或输入编码、拼音、拼音首字母。",
        finding: { "“\($0)”的搜索结果" }
    )
}
