extension ProductsTexts {
    static let simplifiedChinese = ProductsTexts(
        title: "产品",
        finding: { "\($0)个品类的产品" },
        all: "全部产品",
        categories: "品类",
        none: "暂无产品",
        noneHint: "随销售导入，或手工添加。",
        newProduct: "新建产品",
        newCategory: "新建品类"
    )
}
