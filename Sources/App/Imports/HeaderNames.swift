/// What a column of a sales file can hold.
enum SalesField: String, CaseIterable, Sendable {
    case document, date, account, accountName = "account_name", region, item, itemName = "item_name", category, unit
    case quantity, price, amount, cost, currency, kind

    /// Without these a row cannot be booked; amount or price may stand in for one another.
    static let required: [SalesField] = [.document, .date, .account, .item, .quantity]

    /// Headers that mean this field, folded: lower case, without spaces, marks and units.
    var headers: [String] {
        switch self {
        case .document: [
            "invoiceno", "invoicenumber", "invoice", "documentno", "documentnumber", "document", "orderno", "ordernumber", "order",
            "billno", "发票号", "发票号码", "单据编号", "单据号", "单号", "订单号", "订单编号", "销售单号", "出库单号",
        ]
        case .date: [
            "date", "invoicedate", "documentdate", "orderdate", "postingdate", "日期", "开票日期", "单据日期", "订单日期", "销售日期", "出库日期",
        ]
        case .account: [
            "account", "accountcode", "accountid", "customer", "customerid", "customercode", "customerno", "soldto", "client",
            "客户", "客户编号", "客户编码", "客户代码", "客户号", "售达方",
        ]
        case .accountName: ["accountname", "customername", "clientname", "company", "客户名称", "客户全称", "公司名称", "单位名称"]
        case .region: ["region", "country", "province", "city", "area", "地区", "大区", "区域", "省份", "国家"]
        case .item: [
            "item", "itemcode", "itemno", "sku", "stockcode", "product", "productcode", "productid", "materialcode", "material",
            "产品编码", "产品编号", "产品代码", "物料编码", "物料号", "商品编码", "商品编号", "存货编码", "料号", "产品",
        ]
        case .itemName: [
            "itemname", "description", "productname", "materialname", "产品名称", "物料名称", "商品名称", "存货名称", "品名",
        ]
        case .category: ["category", "productcategory", "productgroup", "productline", "品类", "产品类别", "产品大类", "类别", "产品线"]
        case .unit: ["unit", "uom", "单位", "计量单位", "主计量单位"]
        case .quantity: ["quantity", "qty", "units", "pieces", "数量", "销售数量", "开票数量", "件数"]
        case .price: ["price", "unitprice", "netprice", "单价", "不含税单价", "销售单价"]
        case .amount: [
            "amount", "netamount", "linetotal", "total", "sales", "netsales", "revenue", "金额", "不含税金额", "销售金额", "销售额", "净额", "行金额",
        ]
        case .cost: ["cost", "costamount", "linecost", "cogs", "成本", "成本金额", "销售成本"]
        case .currency: ["currency", "currencycode", "币种", "货币"]
        case .kind: ["kind", "type", "documenttype", "类型", "单据类型", "业务类型"]
        }
    }

    /// Words in a `kind` column that mean a return.
    static let returnWords: Set<String> = [
        "return", "returns", "credit", "creditnote", "refund", "退货", "红字", "红冲", "销售退货", "退款", "贷项",
    ]
}
