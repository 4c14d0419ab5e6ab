extension StyleguideTexts {
    static let simplifiedChinese = StyleguideTexts(
        title: "组件",
        first: "第一项",
        second: "第二项",
        buttons: "按钮与链接",
        link: "链接",
        tags: "等级、标签、筛选",
        sampleTier: "战略客户",
        plain: "普通",
        good: "良好",
        warning: "注意",
        bad: "逾期",
        samplePerson: "林可",
        sampleName: "华曜新能源",
        close: "关闭",
        figure: "净销售额",
        longName: "一个很长很长的名称，长到必须在某处截断，因为成立公司时没有人要求客户起短名字",
        fields: "字段与提示",
        field: "字段",
        hint: "提示说明怎样填写",
        table: "表格",
        sum: "合计",
        lists: "人员、动态、进度",
        chart: "图表",
        states: "空状态"
    )
}
