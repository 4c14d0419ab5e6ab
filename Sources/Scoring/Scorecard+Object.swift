import Foundation

extension Scorecard {
    /// The stored form as a JSON object, for programs that want to read it.
    public var object: Any {
        (try? JSONSerialization.jsonObject(with: Data(encoded.utf8))) ?? NSNull()
    }
}
