import Basics
import Crypto
import Testing

@testable import App
@testable import Interface

/// Codes as the Python package qrcode 8.2, an independent encoder, makes them with the same mask.
@Suite struct QRCodeTests {
    private static let letter = """
        #######.#..#..#######
        #.....#.#####.#.....#
        #.###.#...#.#.#.###.#
        #.###.#.##.##.#.###.#
        #.###.#..###..#.###.#
        #.....#..#.##.#.....#
        #######.#.#.#.#######
        ........##.##........
        #.##.###..###.#..#.##
        .#.##..#.#.####..#...
        ##..###.##.#.....##.#
        #.##.#.....#..#####..
        #..####..#..#..#..#..
        ........#.##..#..#..#
        #######.#..##..#.#...
        #.....#.##.....##.##.
        #.###.#..##.#####...#
        #.###.#.####..######.
        #.###.#.#.#.#.##.....
        #.....#...#..#.#..#.#
        #######.#....#..#....
        """

    private func text(_ code: QRCode) -> String { code.modules.map { $0.map { $0 ? "#" : "." }.joined() }.joined(separator: "\n") }

    @Test func oneLetter() throws {
        #expect(text(try #require(QRCode(bytes: [0x41], mask: 3))) == Self.letter)
    }

    @Test(arguments: [
        ("Mainstay", 21, "5f0b139a61b93a03dd9720a2abe70a7ec973f28c0f776ab366c54de47ac8860f"),
        ("otpauth://totp/Mainstay:kam?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Mainstay", 37, "4402d3f2964faaa22d7bdc23969184c1135a6a1aa7127af0e949273ac97ee048"),
        (
            "otpauth://totp/Mainstay:someone.with.a.long.name%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Mainstay", 45,
            "b599be70744e9e3425fc9f720a23a820425ce1632af45281ddf90a5ab47c73a0"
        ),
        (String(repeating: "x", count: 213), 57, "d142800f17b662a3b15c5fb981ce6f20704b9f64a5db41f548d490fb1f3fa6f7"),
        ("\u{4E2D}\u{6587}", 21, "d5d9e70ecf47e8c8cc1c76c95ccdb8e54c7c40904deb410dfc26575f6e4e505a"),
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
