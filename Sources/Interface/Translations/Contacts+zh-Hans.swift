extension ContactsTexts {
    static let simplifiedChinese = ContactsTexts(
        title: { "\($0)位联系人" },
        name: "姓名",
        jobTitle: "职务",
        role: "角色",
        phone: "电话",
        email: "邮箱",
        decisionMaker: "决策者",
        economicBuyer: "预算拍板人",
        technicalEvaluator: "技术把关",
        user: "使用者",
        procurement: "采购",
        champion: "拥护者"
    )
}
