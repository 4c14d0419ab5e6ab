import Spreadsheets

/// What a column of a file can hold, by the names that headers have for it.
struct ImportField: Sendable {
    var name: String
    var isRequired = false
    /// Folded: lower case, without spaces, marks and units.
    var headers: [String]
}

extension ImportKind {
    /// The fields of this kind of file, in the order in which forms show them.
    var fields: [ImportField] {
        switch self {
        case .sales: SalesField.allCases.map { ImportField(name: $0.rawValue, isRequired: SalesField.required.contains($0), headers: $0.headers) }
        case .accounts: Self.accountFields
        case .contacts: Self.contactFields
        case .products: Self.productFields
        }
    }

    /// The fields that hold dates, which a file may write in either order.
    var dateFields: [String] {
        switch self {
        case .sales: SalesField.dates.map(\.rawValue)
        case .accounts: ["customerSince", "nextStepOn"]
        case .contacts: ["from"]
        case .products: []
        }
    }

    /// The fields that hold numbers with fractions.
    var numberFields: [String] { self == .sales ? SalesField.numbers.map(\.rawValue) : [] }

    private static let accountFields = [
        ImportField(name: "code", headers: ["code", "accountcode", "customercode", "customerid", "customerno", "客户编码", "客户编号", "客户代码", "编码", "编号"]),
        ImportField(name: "name", isRequired: true, headers: ["name", "fullname", "accountname", "customername", "company", "companyname", "account", "客户名称", "客户全称", "公司名称", "单位名称", "名称", "全称", "客户"]),
        ImportField(name: "shortName", headers: ["shortname", "简称", "客户简称"]),
        ImportField(name: "englishName", headers: ["englishname", "nameinenglish", "英文名称", "英文名"]),
        ImportField(name: "creditCode", headers: ["creditcode", "uscc", "unifiedsocialcreditcode", "taxid", "统一社会信用代码", "社会信用代码", "税号", "信用代码"]),
        ImportField(name: "industry", headers: ["industry", "sector", "行业", "所属行业"]),
        ImportField(name: "region", headers: ["region", "province", "country", "地区", "省份", "区域", "大区"]),
        ImportField(name: "size", headers: ["size", "companysize", "规模", "企业规模"]),
        ImportField(name: "stage", headers: ["stage", "lifecycle", "阶段", "客户阶段"]),
        ImportField(name: "owner", headers: ["owner", "kam", "accountmanager", "salesperson", "客户经理", "负责人", "业务员", "销售员"]),
        ImportField(name: "parent", headers: ["parent", "parentcode", "group", "上级客户", "集团", "母公司"]),
        ImportField(name: "customerSince", headers: ["customersince", "since", "合作起始", "合作日期", "建档日期"]),
        ImportField(name: "website", headers: ["website", "web", "url", "网站", "网址"]),
        ImportField(name: "tags", headers: ["tags", "labels", "标签"]),
        ImportField(name: "nextStep", headers: ["nextstep", "下一步"]),
        ImportField(name: "nextStepOn", headers: ["nextstepon", "nextstepdate", "下一步日期"]),
    ]

    private static let contactFields = [
        ImportField(name: "account", headers: ["accountcode", "customercode", "customerid", "customerno", "account", "customer", "客户编码", "客户编号", "客户代码", "客户"]),
        ImportField(name: "accountName", headers: ["accountname", "customername", "company", "companyname", "employer", "客户名称", "客户全称", "公司名称", "单位名称", "公司", "单位", "客户简称"]),
        ImportField(name: "name", isRequired: true, headers: ["name", "contact", "contactname", "fullname", "姓名", "联系人", "名称"]),
        ImportField(name: "englishName", headers: ["englishname", "英文名", "英文姓名"]),
        ImportField(name: "phone", headers: ["phone", "mobile", "telephone", "tel", "电话", "手机", "手机号", "联系电话"]),
        ImportField(name: "email", headers: ["email", "mail", "emailaddress", "邮箱", "电子邮箱"]),
        ImportField(name: "title", headers: ["title", "jobtitle", "position", "职务", "职位"]),
        ImportField(name: "role", headers: ["role", "decisionrole", "决策角色", "角色"]),
        ImportField(name: "from", headers: ["from", "since", "start", "起始", "入职日期", "任职起始"]),
    ]

    private static let productFields = [
        ImportField(name: "code", isRequired: true, headers: ["code", "sku", "itemcode", "productcode", "stockcode", "materialcode", "产品编码", "物料编码", "商品编码", "存货编码", "编码", "料号"]),
        ImportField(name: "name", isRequired: true, headers: ["name", "description", "productname", "itemname", "产品名称", "物料名称", "商品名称", "存货名称", "名称", "品名"]),
        ImportField(name: "englishName", headers: ["englishname", "英文名称"]),
        ImportField(name: "category", headers: ["category", "productgroup", "productline", "品类", "产品类别", "类别", "产品线"]),
        ImportField(name: "unit", headers: ["unit", "uom", "单位", "计量单位"]),
    ]

    /// Matches columns to fields, each column to the first field that knows its header.
    func match(_ header: [String]) -> [String: Int] {
        let folded = header.map(ColumnLayout.fold)
        var places: [String: Int] = [:]
        for field in fields {
            for name in field.headers {
                guard let place = folded.firstIndex(of: name), !places.values.contains(place) else { continue }
                places[field.name] = place
                break
            }
        }
        return places
    }

    /// What a file holds, as far as its header tells: the kind that can be read and knows most of the columns.
    static func guess(_ header: [String]) -> ImportKind {
        if OnlineRetailLayout(header: header, currency: nil) != nil { return .sales }
        let scores = allCases.map { kind in
            let columns = kind.match(header)
            return (kind: kind, isComplete: kind.missing(columns).isEmpty, columns: columns.count)
        }
        // Sales files name accounts and products too, but nothing else has documents with quantities.
        if let sales = scores.first(where: { $0.kind == .sales && $0.isComplete }) { return sales.kind }
        let best = scores.max { ($0.isComplete ? 1 : 0, $0.columns) < ($1.isComplete ? 1 : 0, $1.columns) }
        return best?.kind ?? .sales
    }

    /// Fields without which rows cannot be read.
    func missing(_ columns: [String: Int]) -> [String] {
        var missing = fields.filter { $0.isRequired && columns[$0.name] == nil }.map(\.name)
        if self == .sales, columns[SalesField.price.rawValue] == nil, columns[SalesField.amount.rawValue] == nil {
            missing.append(SalesField.amount.rawValue)
        }
        if self == .contacts, columns["account"] == nil, columns["accountName"] == nil { missing.append("account") }
        return missing
    }
}
