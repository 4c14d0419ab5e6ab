/// Gzip data made by hand (RFC 1951 and 1952), so that the tests do not rest on the library they examine.
enum GzipBytes {
    /// One member whose blocks are stored as they are.
    static func member(_ content: [UInt8]) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var start = 0
        repeat {
            let end = min(start + 65_535, content.count)
            let length = UInt16(end - start)
            member.append(end == content.count ? 1 : 0)
            member += littleEndian(length) + littleEndian(~length) + content[start..<end]
            start = end
        } while start < content.count
        return member + littleEndian(checksum(content)) + littleEndian(UInt32(content.count))
    }

    private static func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        (0..<(Number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> (8 * Number($0))) }
    }

    /// CRC-32 of IEEE 802.3, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum = UInt32.max
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
        }
        return ~checksum
    }

    /// `invoice,amount` and 200 rows `i,(i*i mod 977).50`, packed by Python's gzip module with level 9.
    static let packed = """
        H4sIAAAAAAACAzVVQZIQMQi8+xbKCiQEeI5lediDelHfb4dmT5NhCNBA93z8+vf74/sP+fbz999ff74sWV99fVHR9zA577Gl3uOI3vd0MX/PK7vfQ05/T7\
        ntXpJ9W5foYjjEM9pM9LSXboTre4rA1ZEUoRlbL5LQFmJJv5RtvFtIzQqXHOYwlXNoQ9nZfrbFre/aEY+OZy6XOezKHVtIjF9KzF3AYLy9pJhjqxTzbuSI\
        PgCGWp8AIzrIBoyTfUKPlLaQXfRLOZd3S5zNOAtF7T6pxKLNUEr7nS0ZffccKecwXKIrORd95Ed0yhvZQae8Kz6FrnQQX0jG+SkGRRtS0M+RgncdKRjPXa\
        orcQxj8SNQaCNzoNhdsQMFg1yg4EgvUBRtJqXtd7ewdxeNyg5yHeG6kntRJ20hzv25mAU37mIW3kECO9WVBFaKCxImVp01NoJ0xYFxVwcJ9Ol0JXElxxbC\
        AURi3xprYKM4vESfdleS6BMDp0myJ4mN6mh5xFh6AkR2JXnRCdqwUJt+ieXpirNAhz7VwkqTKljaS5thKJ22MAp2tg563Acs1O78hT5xUQog2J1KEK6BFV\
        AM9ZCCBehCjk8rkmwyaL0spNU6MkRcyBPJIxIN7RbALOMRaIhaF+AQrILom0RSMN1rrGiaDf0xeoYF163IcJDdh85ge/hYQ4hFQXc7ExVbnJv6sUBVFmOP\
        jWPFDpDACs6fYFiQPj5lB7scLAa0t5Ege9LFah/xfeKiizyB+caVUVDf5zu4n1xCfexfLAH035MB/L/TWwhA6VhBz0U8TwJGI6EB4ezNEwG6QgQ2tUehAn\
        e6BBmoNYr5tm+OaOOaAGhjjfW1kTVCDM6UADWIRbz+oPGEZLMq/vaDcCAIRRooFMFmfJAEjwkAOuVYgWxqhCz4QPdHWuKFMGjRF8rgUzmkIQ9bCm1Q6oVC\
        HXxWDPKQswH3SdA4QCCmSChETmWQCDMeoRFOfitUoqY5TyZmL+IpEWuIp3bznwGPBzGk4s7yP61gHyEWZ/YZahHThnyCNL8nQBuHJxizsFAMo1IrNONOhi\
        ca4wqirfkOok2JkA2l5Gu+vwQzQDhqQNabGh0gHTGzhnYo5UHr9ZEpIB85e1HvhzQOj9aEDgXRzz8rspEz/wHKByUHGggAAA==
        """

    static let packedContent = "invoice,amount\n" + (0..<200).map { "\($0),\($0 * $0 % 977).50\n" }.joined()
}
