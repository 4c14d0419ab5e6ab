extension SearchTexts {
    static let simplifiedChinese = SearchTexts(
        title: "搜索",
        placeholder: "客户、联系人、单号、产品或页面",
        accounts: "客户",
        contacts: "联系人",
        documents: "订单与发票",
        products: "产品",
        commands: "页面与命令",
        all: { "全部\($0)项" },
        firstOnes: { "只显示前\($0)项，请多输入几个字缩小范围。" },
        allGroups: "全部分类",
        view: "已存视图",
        exportAccounts: "导出全部客户",
        newNote: "写记录",
        newInvoice: "新建发票",
        meant: { "您是否要找“\($0)”？" },
        byCode: { "编码\($0)" },
        byPinyin: "拼音匹配",
        nothing: { "没有找到“\($0)”" },
        nothingHint: "请减少字数，或输入编码、拼音、拼音首字母。",
        finding: { "“\($0)”的搜索结果" }
    )
}
