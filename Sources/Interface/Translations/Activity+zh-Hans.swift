extension ActivityWords {
    static let simplifiedChinese = ActivityWords(
        system: "系统",
        demoCreated: "创建了演示公司",
        userAdded: { "新增用户\($0)" },
        userDisabled: { "停用用户\($0)" },
        signedIn: "登录",
        signedOut: "退出",
        preferencesChanged: "修改偏好设置",
        importFinished: { "导入\($0)：\($1)行" },
        importUndone: { "撤销导入\($0)" },
        accountImported: "客户由导入创建",
        policyPublished: { "发布政策\($0)" },
        classified: { "完成客户评级：\($0)" },
        tierChanged: { "等级 \($0) → \($1)" },
        tierSet: { "首次评级：\($0)级" }
    )
}
