import Testing

@testable import Spreadsheets

@Suite struct SeparatorDetectionTests {
    @Test(arguments: [
        (",", "a,b,c\n1,2,3\n"),
        (";", "a;b;c\n1;2;3\n"),
        ("\t", "a\tb\tc\n1\t2\t3\n"),
        ("|", "a|b|c\n1|2|3\n"),
        // Decimal commas are more frequent than the separator.
        (";", "Artikel;Preis\n1,5;2,5\n3,5;4,5\n"),
        (";", "Name;Umsatz, netto;Menge\nA;1,5;2,5\nB;3,5;4,5\n"),
        // Separators inside quotes count for nothing.
        (",", "name,note\n\"a;b;c\",\"x;y\nz;w\"\n\"d;e;f\",1\n"),
        // Names hold commas, and every row as many.
        ("\t", "last, first\tcity\tsales\nBrown, Ann\tLeeds\t3\nGreen, Bob\tYork\t4\n"),
        // A title above the table, and a ragged row.
        (";", "Sales, 2011\na;b;c\n1;2;3\n4;5\n6;7;8\n"),
        (",", "a,b\n"),
        // One column has no separator; a comma is as good as any.
        (",", "a\n1\n2\n"),
        (",", ""),
    ]) func tells(_ separator: Character, _ text: String) {
        for whole in [text, String(text.dropLast())] {
            #expect(SeparatorDetection.separator(in: Array(whole.utf8), isWhole: true) == separator.asciiValue, "\(text)")
        }
    }

    @Test func aCutRecordSaysNothing() {
        let text = "a;b\n1;2\n3,4,5,6,7,8,9,1,2,3,4,5,6,7"
        #expect(SeparatorDetection.separator(in: Array(text.utf8), isWhole: false) == UInt8(ascii: ";"))
    }

    @Test func oneRecordLongerThanTheSample() {
        #expect(SeparatorDetection.separator(in: Array("a;b;c".utf8), isWhole: false) == UInt8(ascii: ","))
        #expect(SeparatorDetection.separator(in: Array("a;b;c".utf8), isWhole: true) == UInt8(ascii: ";"))
    }
}
