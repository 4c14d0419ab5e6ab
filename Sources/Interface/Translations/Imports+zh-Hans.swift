extension ImportsWords {
    static let simplifiedChinese = ImportsWords(
        title: "导入",
        new: "新建导入"
    )
}
