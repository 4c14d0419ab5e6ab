extension ErrorsTexts {
    static let simplifiedChinese = ErrorsTexts(
        notFoundTitle: "没有找到",
        notFoundHint: "地址有误，或您无权查看。",
        busyTitle: "系统繁忙",
        busyHint: "请稍候再刷新页面。",
        fullTitle: "服务器磁盘已满",
        fullHint: "本次内容未保存。请联系管理员；返回上一页可找回所填内容。",
        readOnlyTitle: "暂时无法保存",
        readOnlyHint: "数据库当前只读，可查看但无法保存，请联系管理员。",
        awayTitle: "数据库无响应",
        awayHint: "本次内容未保存，请稍后重试。",
        unansweredHint: "无法确定本次内容是否已保存，请先查看再重新提交。",
        tooLargeTitle: "内容过大",
        tooLargeHint: "本次内容未保存。请返回，缩短文字或减少、缩小文件后重试。",
        unreadableTitle: "表单未完整送达",
        unreadableHint: "本次内容未保存，请返回后重新提交。",
        filesTitle: "暂时无法保存文件",
        filesHint: "本次内容未保存。请告知管理员：文件目录无法写入。",
        brokenTitle: "系统出错",
        brokenHint: { "数据未被改动。请把编号告诉管理员：\($0)" },
        home: "返回客户列表",
        forged: "表单已过期，请刷新页面后重试。"
    )
}
