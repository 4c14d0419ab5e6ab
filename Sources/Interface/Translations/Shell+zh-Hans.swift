extension ShellWords {
    static let simplifiedChinese = ShellWords(
        ownName: "简体中文",
        skip: "跳到正文",
        mainNavigation: "主导航",
        quickAccess: "快捷导航",
        accounts: "客户",
        policies: "政策",
        manage: "经营",
        signOut: "退出登录",
        language: "语言",
        dark: "深色主题",
        light: "浅色主题",
        dataThrough: { "数据截至\($0)" },
        noData: "尚无销售数据",
        back: "返回",
        showTable: "看表格",
        explain: "这是什么？",
        print: "打印"
    )
}
