/// What invented people say to each other, in both languages.
enum ConversationMaterial {
    static let calls: [(chinese: String, english: String)] = [
        ("确认下季度交货节奏，对方希望每两周一批。", "Agreed the delivery rhythm for next quarter: a lot every two weeks."),
        ("客户询问备件价格，已答应三天内报价。", "Asked for spare part prices; promised a quote within three days."),
        ("上批有两件外观划伤，已安排补发。", "Two pieces of the last lot were scratched; replacements are on their way."),
        ("对方财务确认本月底付清到期发票。", "Their finance confirmed payment of due invoices by the end of the month."),
        ("新产线三季度投产，轴承用量预计增加三成。", "Their new line starts in the third quarter; bearings should grow by a third."),
    ]
    static let meetings: [(chinese: String, english: String)] = [
        ("季度回顾：准时交付率达标，价格希望随量下调。", "Quarterly review: deliveries on time; they expect prices to follow volume."),
        ("参观新车间，技术团队提出样件测试需求。", "Toured the new workshop; their engineers want samples to test."),
        ("与采购总监讨论年度框架协议，对方关注账期。", "Discussed the yearly framework with purchasing; payment terms matter most."),
        ("会上介绍了密封件新系列，对方同意试用一批。", "Presented the new seal series; they agreed to try a lot."),
    ]
    static let emails: [(chinese: String, english: String)] = [
        ("发送更新后的交期表，对方回复无异议。", "Sent the updated delivery schedule; no objections."),
        ("收到对方的年度需求预测，已转生产计划。", "Received their yearly forecast and passed it on to planning."),
        ("就质量报告补充了检测数据。", "Added test data to the quality report."),
    ]
    static let steps: [(chinese: String, english: String)] = [
        ("提交年度框架报价", "Submit the yearly framework quote"), ("约见采购总监", "Meet the head of purchasing"), ("回复样件测试结果", "Report on the sample tests"),
        ("确认下季度预测", "Confirm next quarter's forecast"), ("跟进逾期发票", "Follow up overdue invoices"), ("安排工厂参观", "Arrange the factory tour"),
    ]
}
