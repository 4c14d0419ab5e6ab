extension BooksTexts {
    static let simplifiedChinese = BooksTexts(
        source: "来源",
        newest: "最新单据",
        delivered: "最近送达",
        sources: { "数据截至\($0)" },
        sourcesNote: "公司的数字截至最落后的来源。比最新来源落后超过35天的来源不再计入；手工录入的单据不会移动截止日。",
        holds: "数字截至此日",
        notDelivering: "不再计入",
        demo: "演示公司",
        unrated: { "截至\($2)的分级中，有\($1)家\($0)客户的单据当日没有汇率：未计入占公司份额。请录入汇率并重新分级。" }
    )
}
