extension ErrorsTexts {
    static let simplifiedChinese = ErrorsTexts(
        notFoundTitle: "没有找到",
        notFoundHint: "地址有误，或您无权查看。",
        busyTitle: "系统繁忙",
        busyHint: "请稍候再刷新页面。",
        brokenTitle: "系统出错",
        brokenHint: { "数据未被改动。请把编号告诉管理员：\($0)" },
        home: "返回客户列表",
        forged: "表单已过期，请刷新页面后重试。"
    )
}
