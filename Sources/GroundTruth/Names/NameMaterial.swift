/// What invented names are made of; every part with its Latin spelling.
enum NameMaterial {
    typealias Part = (chinese: String, latin: String)

    /// First and second characters of company names; together they spell no real company known to the authors.
    static let first: [Part] = [
        ("华", "Hua"), ("北", "Bei"), ("远", "Yuan"), ("海", "Hai"), ("天", "Tian"), ("川", "Chuan"), ("澜", "Lan"), ("鼎", "Ding"),
        ("信", "Xin"), ("启", "Qi"), ("瑞", "Rui"), ("凌", "Ling"), ("东", "Dong"), ("恒", "Heng"), ("宏", "Hong"), ("盛", "Sheng"),
        ("泰", "Tai"), ("安", "An"), ("博", "Bo"), ("嘉", "Jia"), ("锐", "Rui"), ("朗", "Lang"), ("明", "Ming"), ("卓", "Zhuo"),
        ("金", "Jin"), ("铭", "Ming"), ("浩", "Hao"), ("云", "Yun"), ("晨", "Chen"), ("景", "Jing"),
    ]
    static let second: [Part] = [
        ("曜", "yao"), ("辰", "chen"), ("衡", "heng"), ("峻", "jun"), ("屿", "yu"), ("砺", "li"), ("途", "tu"), ("澈", "che"),
        ("澄", "cheng"), ("禾", "he"), ("帆", "fan"), ("泊", "bo"), ("岳", "yue"), ("栎", "li"), ("珩", "heng"), ("翊", "yi"),
        ("沅", "yuan"), ("湛", "zhan"), ("晔", "ye"), ("朔", "shuo"), ("岚", "lan"), ("昱", "yu"), ("铖", "cheng"), ("骁", "xiao"),
        ("渝", "yu"), ("砚", "yan"), ("霖", "lin"), ("棠", "tang"), ("穹", "qiong"), ("筑", "zhu"),
    ]
    static let surnames: [Part] = [
        ("林", "Lin"), ("沈", "Shen"), ("唐", "Tang"), ("顾", "Gu"), ("何", "He"), ("马", "Ma"), ("周", "Zhou"), ("陈", "Chen"),
        ("宋", "Song"), ("吴", "Wu"), ("贺", "He"), ("许", "Xu"), ("梁", "Liang"), ("韩", "Han"), ("冯", "Feng"), ("邓", "Deng"),
        ("曹", "Cao"), ("彭", "Peng"), ("蒋", "Jiang"), ("魏", "Wei"), ("潘", "Pan"), ("杜", "Du"), ("叶", "Ye"), ("程", "Cheng"),
    ]
    static let given: [Part] = [
        ("可", "Ke"), ("则安", "Zean"), ("铮", "Zheng"), ("言", "Yan"), ("书瑶", "Shuyao"), ("骁", "Xiao"), ("翊", "Yi"), ("怀瑾", "Huaijin"),
        ("敏", "Min"), ("启航", "Qihang"), ("雨晴", "Yuqing"), ("知远", "Zhiyuan"), ("思齐", "Siqi"), ("嘉禾", "Jiahe"), ("明澈", "Mingche"), ("若谷", "Ruogu"),
        ("清和", "Qinghe"), ("文博", "Wenbo"), ("晓峰", "Xiaofeng"), ("雅宁", "Yaning"), ("子衡", "Ziheng"), ("婉清", "Wanqing"), ("景行", "Jingxing"), ("立诚", "Licheng"),
    ]

    struct Industry: Sendable {
        /// GB/T 4754-2017.
        var code: String
        /// What stands in names after the root.
        var noun: Part
        var body: Part
    }

    static let industries: [Industry] = [
        Industry(code: "C38", noun: ("新能源", "New Energy"), body: ("科技", "Technology")),
        Industry(code: "C36", noun: ("汽车", "Motors"), body: ("部件", "Components")),
        Industry(code: "C37", noun: ("轨道", "Rail"), body: ("交通装备", "Equipment")),
        Industry(code: "C34", noun: ("重工", "Heavy"), body: ("机械", "Machinery")),
        Industry(code: "C35", noun: ("机器人", "Robotics"), body: ("智能装备", "Systems")),
        Industry(code: "C39", noun: ("微电子", "Microelectronics"), body: ("设备", "Devices")),
        Industry(code: "D44", noun: ("风电", "Wind"), body: ("能源装备", "Power")),
        Industry(code: "C358", noun: ("医疗", "Medical"), body: ("器械", "Instruments")),
        Industry(code: "C385", noun: ("家电", "Appliances"), body: ("电器", "Electric")),
        Industry(code: "C373", noun: ("船舶", "Marine"), body: ("动力", "Engines")),
    ]

    struct City: Sendable {
        var name: Part
        /// GB/T 2260, the province.
        var region: String
        /// Which team of the demo company serves it.
        var team: Int
    }

    static let cities: [City] = [
        City(name: ("常州", "Changzhou"), region: "320000", team: 1), City(name: ("苏州", "Suzhou"), region: "320000", team: 1),
        City(name: ("无锡", "Wuxi"), region: "320000", team: 1), City(name: ("上海", "Shanghai"), region: "310000", team: 1),
        City(name: ("宁波", "Ningbo"), region: "330000", team: 1), City(name: ("杭州", "Hangzhou"), region: "330000", team: 1),
        City(name: ("合肥", "Hefei"), region: "340000", team: 1), City(name: ("厦门", "Xiamen"), region: "350000", team: 2),
        City(name: ("深圳", "Shenzhen"), region: "440000", team: 2), City(name: ("东莞", "Dongguan"), region: "440000", team: 2),
        City(name: ("佛山", "Foshan"), region: "440000", team: 2), City(name: ("柳州", "Liuzhou"), region: "450000", team: 2),
        City(name: ("长沙", "Changsha"), region: "430000", team: 2), City(name: ("北京", "Beijing"), region: "110000", team: 3),
        City(name: ("天津", "Tianjin"), region: "120000", team: 3), City(name: ("青岛", "Qingdao"), region: "370000", team: 3),
        City(name: ("济南", "Jinan"), region: "370000", team: 3), City(name: ("大连", "Dalian"), region: "210000", team: 3),
        City(name: ("沈阳", "Shenyang"), region: "210000", team: 3), City(name: ("长春", "Changchun"), region: "220000", team: 3),
        City(name: ("成都", "Chengdu"), region: "510000", team: 4), City(name: ("重庆", "Chongqing"), region: "500000", team: 4),
        City(name: ("西安", "Xi'an"), region: "610000", team: 4), City(name: ("武汉", "Wuhan"), region: "420000", team: 4),
        City(name: ("郑州", "Zhengzhou"), region: "410000", team: 4), City(name: ("包头", "Baotou"), region: "150000", team: 3),
    ]

    static let organisation: Part = ("衡岳工业连接", "Hengyue Industrial Connection")
    static let teams: [Part] = [("全国销售", "National sales"), ("华东大区", "East region"), ("华南大区", "South region"), ("华北大区", "North region"), ("西部大区", "West region")]
    static let companyForms: [Part] = [("股份有限公司", "Co., Ltd."), ("有限公司", "Co., Ltd.")]
    static let group: Part = ("集团", "Group")
    static let longSuffix: Part = ("国际控股及跨区域联合制造与服务", "International Holdings and Cross-Regional Joint Manufacturing and Services")

    /// Product families with their unit, price range in fen and which are strategic.
    struct Family: Sendable {
        var code: String
        var name: Part
        var prices: ClosedRange<Int>
        var isStrategic: Bool
    }

    static let families: [Family] = [
        Family(code: "CON", name: ("连接器", "Connectors"), prices: 380...9_800, isStrategic: false),
        Family(code: "HVH", name: ("高压线束", "HV harnesses"), prices: 12_000...98_000, isStrategic: true),
        Family(code: "SEN", name: ("传感器", "Sensors"), prices: 2_800...46_000, isStrategic: true),
        Family(code: "SEA", name: ("液压密封件", "Hydraulic seals"), prices: 260...6_400, isStrategic: false),
        Family(code: "BEA", name: ("精密轴承", "Precision bearings"), prices: 3_600...88_000, isStrategic: false),
        Family(code: "SRV", name: ("伺服驱动器", "Servo drives"), prices: 86_000...460_000, isStrategic: false),
        Family(code: "REL", name: ("继电器", "Relays"), prices: 900...16_000, isStrategic: false),
        Family(code: "FIL", name: ("滤波器", "Filters"), prices: 1_600...28_000, isStrategic: false),
    ]
    static let unit: Part = ("件", "pcs")
    static let series: [Part] = [("标准型", "standard"), ("加强型", "reinforced"), ("高温型", "high-temperature"), ("防水型", "waterproof"), ("紧凑型", "compact"), ("低噪型", "low-noise")]

    /// What people do at customers: title and role in a decision.
    static let positions: [(title: Part, role: String)] = [
        (("采购总监", "Head of Purchasing"), "procurement"), (("财务总监", "Finance Director"), "economic_buyer"),
        (("研发总监", "Head of Development"), "technical_evaluator"), (("总经理", "General Manager"), "decision_maker"),
        (("生产经理", "Production Manager"), "user"), (("质量经理", "Quality Manager"), "technical_evaluator"),
        (("项目经理", "Project Manager"), "champion"),
    ]
}
