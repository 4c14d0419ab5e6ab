import Basics
import Testing

@testable import App

@Suite struct OneTimeCodeTests {
    private let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    /// RFC 6238, appendix B, the last six of eight digits.
    @Test(arguments: [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] as [(Int64, String)])
    func codesAreTheStandards(_ seconds: Int64, _ code: String) { #expect(OneTimeCode.code(secret, step: seconds / 30) == code) }

    @Test func aCodeWorksOnceAndForAMinute() {
        let now = Timestamp(milliseconds: 59_000)
        #expect(OneTimeCode.step(of: "287 082", secret, at: now, after: nil) == 1)
        #expect(OneTimeCode.step(of: "287082", secret, at: now, after: 1) == nil)
        #expect(OneTimeCode.step(of: "287082", secret, at: now.adding(seconds: 30), after: nil) == 1)
        #expect(OneTimeCode.step(of: "287082", secret, at: now.adding(seconds: 90), after: nil) == nil)
        #expect(OneTimeCode.step(of: "000000", secret, at: now, after: nil) == nil)
    }
}
