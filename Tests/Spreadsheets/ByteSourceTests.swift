import Basics
import Foundation
import Testing

@testable import Spreadsheets

@Suite struct ByteSourceTests {
    private func read(_ file: [UInt8], pieces: Int = 1_000) throws -> [UInt8] {
        let file = try TemporaryFile(file)
        let source = try ByteSource(path: file.path)
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: pieces)
        var shares: [Double] = []
        while true {
            let count = try piece.withUnsafeMutableBytes { try source.read(into: $0) }
            guard count > 0 else { break }
            content += piece[..<count]
            shares.append(source.progress)
        }
        #expect(shares == shares.sorted() && source.progress == 1 && source.position == source.size)
        return content
    }

    private func damage(_ file: [UInt8]) throws -> (offset: Int, reason: String)? {
        do {
            _ = try read(file)
        } catch ByteSource.Failure.damaged(_, let offset, let reason) {
            return (offset, reason)
        }
        return nil
    }

    private func bytes(_ count: Int, seed: UInt64 = 3) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    @Test(arguments: [0, 1, 2, 999, 1_000, 1 << 17, 1 << 17 + 1, 400_000]) func plainFiles(_ size: Int) throws {
        #expect(try read(bytes(size)) == bytes(size))
    }

    @Test(arguments: [0, 1, 65_535, 65_536, 400_000]) func gzipFiles(_ size: Int) throws {
        #expect(try read(GzipBytes.member(bytes(size))) == bytes(size))
    }

    @Test(arguments: [1, 7, 100_000]) func gzipMadeElsewhere(_ pieces: Int) throws {
        let file = try #require(Data(base64Encoded: GzipBytes.packed))
        #expect(try read(Array(file), pieces: pieces) == Array(GzipBytes.packedContent.utf8))
    }

    @Test func membersReadAsOne() throws {
        let members = [bytes(70_000), [], bytes(10, seed: 4)]
        #expect(try read(members.flatMap(GzipBytes.member)) == Array(members.joined()))
        #expect(try read(GzipBytes.member([65]) + [0, 0, 0] + GzipBytes.member([66]) + [0, 0]) == [65, 66])
    }

    /// Wherever the file is cut it is an error and not a short file, and the error names the place.
    @Test func truncatedGzip() throws {
        let file = try #require(Data(base64Encoded: GzipBytes.packed))
        for length in 2..<file.count {
            let damage = try #require(try damage(Array(file.prefix(length))), "cut after \(length)")
            #expect(damage.offset == length && damage.reason == "unexpected end of file")
        }
    }

    @Test func corruptGzip() throws {
        let file = Array(try #require(Data(base64Encoded: GzipBytes.packed)))
        func changed(at place: Int) -> [UInt8] {
            var changed = file
            changed[place] ^= 0x55
            return changed
        }
        #expect(try damage(changed(at: file.count - 8))?.reason == "incorrect data check")
        #expect(try damage(changed(at: file.count - 1))?.reason == "incorrect length check")
        #expect(try damage(changed(at: 2))?.reason == "unknown compression method")
        for place in 10..<file.count { #expect(try damage(changed(at: place)) != nil, "byte \(place)") }
        // What follows the last member and is none must not be lost in silence.
        let damage = try #require(try damage(file + Array("rubbish".utf8)))
        #expect(damage.reason == "incorrect header check" && damage.offset >= file.count)
    }

    @Test func unreadableFiles() throws {
        #expect(throws: ByteSource.Failure.cannotOpen(path: "/nowhere/at-all.csv", reason: "No such file or directory")) {
            try ByteSource(path: "/nowhere/at-all.csv")
        }
        #expect(throws: ByteSource.Failure.cannotOpen(path: "/", reason: "Is a directory")) { try ByteSource(path: "/") }
    }
}
