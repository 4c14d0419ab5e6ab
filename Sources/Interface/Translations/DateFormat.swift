import Basics

extension Format {
    private static let englishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `8月20日`, in other years `2025年8月20日`; `20 Aug`, `20 Aug 2025`.
    public static func day(_ day: Day, today: Day, _ language: Language) -> String {
        day.year == today.year ? shortDay(day, language) : fullDay(day, language)
    }

    /// `2025年8月20日`, `20 Aug 2025`.
    public static func fullDay(_ day: Day, _ language: Language) -> String {
        language == .simplifiedChinese
            ? "\(day.year)年\(day.monthOfYear)月\(day.dayOfMonth)日"
            : "\(day.dayOfMonth) \(englishMonths[day.monthOfYear - 1]) \(day.year)"
    }

    private static func shortDay(_ day: Day, _ language: Language) -> String {
        language == .simplifiedChinese
            ? "\(day.monthOfYear)月\(day.dayOfMonth)日" : "\(day.dayOfMonth) \(englishMonths[day.monthOfYear - 1])"
    }

    private static let englishDays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let chineseDays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]

    /// `周四`, `Thursday`.
    public static func weekday(_ day: Day, _ language: Language) -> String {
        (language.isEnglish ? englishDays : chineseDays)[(day.weekday + 6) % 7]
    }

    /// `2025年7月`, `Jul 2025`.
    public static func month(_ month: Month, _ language: Language) -> String {
        language == .simplifiedChinese
            ? "\(month.year)年\(month.monthOfYear)月" : "\(englishMonths[month.monthOfYear - 1]) \(month.year)"
    }

    /// `7月`, `Jul`: for an axis.
    public static func shortMonth(_ month: Month, _ language: Language) -> String {
        language == .simplifiedChinese ? "\(month.monthOfYear)月" : englishMonths[month.monthOfYear - 1]
    }
}
