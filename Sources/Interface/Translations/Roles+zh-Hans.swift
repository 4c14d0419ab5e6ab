extension RolesTexts {
    static let simplifiedChinese = RolesTexts(
        administrator: "系统管理员",
        director: "销售总监",
        salesOperations: "销售运营",
        keyAccountManager: "大客户经理",
        finance: "财务",
        service: "客服",
        viewer: "只读用户"
    )
}
