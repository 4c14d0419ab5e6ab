extension ExplainTexts {
    static let simplifiedChinese = ExplainTexts(
        whatIs: { "这是什么？\($0)" },
        formula: "计算方法",
        source: "数据来源",
        changed: "最近变更",
        booked: "已入账的发票与退货",
        byPolicy: { "政策\($0)第\($1)版" },
        netSales: "数据截止日前12个月内该客户的采购净额，不含税。",
        netSalesFormula: "按开票日汇总发票金额减去退货；变化与此前12个月相比。",
        margin: "净销售额扣除货品成本后的比例。",
        marginFormula: "（净销售额−成本）÷净销售额，按12个完整月；仅在每行成本均已知时显示。",
        overdue: "截至数据截止日应付而未付的金额。",
        overdueFormula: "到期日已过的发票的未付金额。",
        score: "按现行政策衡量客户重要性的得分，0至100。得分决定等级。",
        scoreFormula: "各指标得分×权重之和；各维度显示其贡献。",
        tier: "客户的等级。门槛未通过或合作时间过短会限制等级；在滞后区间内保留原等级。",
        criterion: "衡量客户重要性的一个维度。其指标及锚点：",
        criterionFormula: "按锚点折算得分×权重，各指标相加。"
    )
}
