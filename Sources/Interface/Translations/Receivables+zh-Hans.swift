extension ReceivablesTexts {
    static let simplifiedChinese = ReceivablesTexts(
        title: "应收账款",
        all: "全部未付",
        overdue: "已逾期",
        ages: "按账龄",
        notDue: "未到期",
        days: { "逾期\($0)–\($1)天" },
        over90: "逾期90天以上",
        daysLate: "逾期天数",
        open: "未付发票",
        finding: { "未付发票\(Format.grouped($0))张，待回款\($1)" },
        overdueFinding: { "逾期发票\(Format.grouped($0))张，待回款\($1)" },
        note: { "截至\($0)，仅含有到期日的发票" },
        nothing: "没有未付发票",
        nothingOfAge: "此账龄无发票",
        nothingHint: "有到期日的发票在付清、退货或冲销前列于此处。",
        returnsTitle: "待核退货",
        returnsFinding: { "近\($2)天退货\(Format.grouped($0))笔，共\($1)" },
        noReturns: { "近\($0)天没有退货" },
        noInvoice: "未注明"
    )
}
