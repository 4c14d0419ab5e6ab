import Testing

@testable import Spreadsheets

@Suite struct HeaderNameTests {
    @Test(arguments: [
        ("Unit_Price", "unitprice"),
        ("UNIT PRICE (EUR)", "unitprice"),
        ("Invoice No.", "invoiceno"),
        ("Sold-to #", "soldto"),
        ("金额（元）", "金额"),
        ("金额 [含税]", "金额"),
        ("【必填】客户编码", "客户编码"),
        ("ＱＴＹ：", "qty"),
        ("单价\n（万元）", "单价"),
        ("数量(件", "数量"),
        ("(a)(b)c)", "c"),
        ("[Amount]", "amount"),
        ("（金额）", "金额"),
        ("\u{FEFF}date", "date"),
        ("折扣%", "折扣"),
        ("Größe", "größe"),
        ("Cafe\u{301}", "café"),
        ("Q1 2011", "q12011"),
        ("#", ""),
        ("", ""),
    ]) func folds(_ name: String, _ folded: String) {
        #expect(HeaderName.folded(name) == folded)
        #expect(HeaderName.folded(folded) == folded)
    }
}
