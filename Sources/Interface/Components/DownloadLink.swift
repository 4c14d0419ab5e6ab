/// The way to a table's rows as a file. Scripts leave it to the browser: they would put the file in the place of the page.
public enum DownloadLink {
    public static func csv(_ address: String) -> HTML { html(address, "CSV") }
    public static func workbook(_ address: String) -> HTML { html(address, "XLSX") }

    private static func html(_ address: String, _ format: String) -> HTML {
        "<a class=\"btn quiet s\" href=\"\(address)\" hx-boost=\"false\">\(Icon("download").html)\(format)</a>"
    }
}
