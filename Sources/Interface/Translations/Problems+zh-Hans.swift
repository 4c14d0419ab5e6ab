extension ProblemsTexts {
    static let simplifiedChinese = ProblemsTexts(
        place: { "第\($0)行第\($1)列\($2.isEmpty ? "" : "，" + $2)" },
        syntax: { "不是有效的YAML：\($0)" },
        tooLarge: "文档过大或嵌套过深",
        missingKey: { "缺少“\($0)”" },
        unknownKey: { "不认识“\($0)”；可用：\($1)" },
        didYouMean: { "。是否想写“\($0)”？" },
        notAMapping: "此处应为键值对",
        notAList: "此处应为列表",
        notAText: "此处应为文本",
        notAnIdentifier: { "“\($0)”只能含字母、数字、-和_" },
        unknownName: { "不认识“\($0)”；可用：\($1)" },
        notANumber: { "“\($0)”不是数字" },
        notAShare: { "“\($0)”不是百分比，应写成12.5%" },
        notAnAmount: { "“\($0)”不是数量，应写成1500、20k或1.5M" },
        outOfRange: { "\($0)不在\($1)至\($2)之间" },
        notAWindow: { "“\($0)”不是统计期，应写成“12 months”（1至60）" },
        weightsSum: { "权重合计\($0)，应为\($1)" },
        tooFewAnchors: "至少需要两个评分点",
        anchorsNotIncreasing: "评分点须从小到大",
        tiersNotDescending: "等级须从高到低",
        lastTierNotAtZero: "最低等级须从0分开始",
        duplicate: { "“\($0)”重复" },
        needsOneLimit: "门槛须且只能有at_most或at_least之一"
    )
}
