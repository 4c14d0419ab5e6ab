/// The texts that cells refer to by number, one after the other in one piece of memory.
final class SharedStrings: XMLHandler {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isText = false
    private var isSound = false

    subscript(index: Int) -> String {
        guard ends.indices.contains(index) else { return "" }
        return String(decoding: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]], as: UTF8.self)
    }

    func start(_ name: String, _ attributes: XMLStream.Attributes) {
        // Phonetic runs say how a text sounds; they are no part of it.
        if name == "rPh" { isSound = true }
        isText = name == "t" && !isSound
    }

    func end(_ name: String) {
        if name == "rPh" { isSound = false }
        isText = false
        if name == "si" { ends.append(bytes.count) }
    }

    func text(_ text: UnsafeBufferPointer<UInt8>) {
        if isText { bytes.append(contentsOf: text) }
    }
}
