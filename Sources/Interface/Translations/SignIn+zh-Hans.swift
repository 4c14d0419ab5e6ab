extension SignInTexts {
    static let simplifiedChinese = SignInTexts(
        title: "登录",
        lead: "看清谁是大客户，以及为什么。",
        name: "用户名",
        password: "密码",
        submit: "登录",
        wrong: "用户名和密码不匹配。请检查后重试，或请管理员重设密码。",
        demoTitle: "演示公司：选择角色登录",
        hasCode: "我使用动态验证码",
        code: "动态验证码",
        tooMany: "尝试次数过多，请一分钟后再试。",
        tooManyCodes: "动态验证码多次错误，请一刻钟后再试。"
    )
}
