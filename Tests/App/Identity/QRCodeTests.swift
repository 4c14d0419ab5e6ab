import Basics
import Crypto
import Testing

@testable import App
@testable import Interface

/// Codes as Segno 1.6 (an independent encoder) makes them with the same mask.
@Suite struct QRCodeTests {
    private static let letter = """
        #######.#####.#######
        #.....#.#..##.#.....#
        #.###.#..##...#.###.#
        #.###.#.##.#..#.###.#
        #.###.#.......#.###.#
        #.....#...#...#.....#
        #######.#.#.#.#######
        ........#............
        #.##.###.#....#..#.##
        .#####...##.#..#..#..
        #.##.##.###.######..#
        #....#..#.#.##.......
        #..##.#.##.#.#..#.#..
        ........#....#.#..#.#
        #######.###..##.#.#..
        #.....#.##.####..#.#.
        #.###.#..#.#..#..#..#
        #.###.#.#.#..#..#..#.
        #.###.#.##.#.#..###..
        #.....#....##.#.##..#
        #######.##.##..#.#...
        """

    private func text(_ code: QRCode) -> String { code.modules.map { $0.map { $0 ? "#" : "." }.joined() }.joined(separator: "\n") }

    @Test func oneLetter() throws {
        #expect(text(try #require(QRCode(bytes: [0x41], mask: 3))) == Self.letter)
    }

    @Test(arguments: [
        ("Mainstay", 21, "b1e85e9bb258db2eb989f64a7cfdbf67006785756178045285162710bb99a54b"),
        ("otpauth://totp/Mainstay:kam?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Mainstay", 37, "27d358ca5a0aa0ec302f4af8a897dc7c68ca61f85c2b8b8691dcde5277fa2cf4"),
        (
            "otpauth://totp/Mainstay:someone.with.a.long.name%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Mainstay", 45,
            "7654be6e9d0d63abd3f12f464c8a0be14647cb5b30851d722105617029033fc2"
        ),
        (String(repeating: "x", count: 213), 57, "d142800f17b662a3b15c5fb981ce6f20704b9f64a5db41f548d490fb1f3fa6f7"),
        ("\u{4E2D}\u{6587}", 21, "bf31d64156894a6ea8312d1ae0441db6bb8be3d9f582a791a6f8eed0464d2241"),
    ])
    func likeAnotherEncoder(_ content: String, _ size: Int, _ hash: String) throws {
        let code = try #require(QRCode(bytes: Array(content.utf8), mask: 3))
        #expect(code.size == size && SHA256.hash(data: Array(text(code).utf8)).hexadecimal == hash)
    }

    @Test func tooMuchIsNoCode() {
        #expect(QRCode(String(repeating: "x", count: 214)) == nil)
        #expect(QRCode("Mainstay")?.size == 21)
        #expect(QRCode("Mainstay")?.svg(title: "T").bytes.isEmpty == false)
    }
}
