/// Workbooks as their bytes: sheets of texts, stored in a zip file without compression.
enum WorkbookBytes {
    static func of(_ sheets: [(name: String, rows: [[String]])]) -> [UInt8] {
        let numbered = sheets.enumerated().map { (number: $0.offset + 1, sheet: $0.element) }
        let list = numbered.map { "<sheet name=\"\($0.sheet.name)\" sheetId=\"\($0.number)\" r:id=\"r\($0.number)\"/>" }.joined()
        let links = numbered.map { "<Relationship Id=\"r\($0.number)\" Type=\"x/worksheet\" Target=\"worksheets/sheet\($0.number).xml\"/>" }.joined()
        return zip([
            ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>\(list)</sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>"),
        ] + numbered.map { ("xl/worksheets/sheet\($0.number).xml", sheet($0.sheet.rows)) })
    }

    private static func sheet(_ rows: [[String]]) -> String {
        let lines = rows.enumerated().map { index, cells in
            let texts = cells.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
            return "<row r=\"\(index + 1)\">\(texts)</row>"
        }
        return "<worksheet><sheetData>\(lines.joined())</sheetData></worksheet>"
    }

    static func zip(_ files: [(name: String, text: String)]) -> [UInt8] {
        var bytes: [UInt8] = [], directory: [UInt8] = []
        func number(_ value: Int, _ width: Int) -> [UInt8] { (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
        for (name, text) in files {
            let name = Array(name.utf8), body = Array(text.utf8), start = bytes.count
            var common = number(20, 2) + number(0, 8)
            for part in [Int(checksum(body)), body.count, body.count] { common += number(part, 4) }
            common += number(name.count, 2) + number(0, 2)
            bytes += number(0x0403_4B50, 4) + common + name + body
            directory += number(0x0201_4B50, 4) + number(20, 2)
            directory += common + number(0, 10) + number(start, 4) + name
        }
        var end = number(0x0605_4B50, 4) + number(0, 4)
        for _ in 0..<2 { end += number(files.count, 2) }
        end += number(directory.count, 4) + number(bytes.count, 4)
        return bytes + directory + end + number(0, 2)
    }

    /// CRC-32 as zip files have it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = .max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
