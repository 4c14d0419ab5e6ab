import App
import Foundation

extension Listing {
    func print(_ format: ListFormat) throws { FileHandle.standardOutput.write(Data(try text(format).utf8)) }

    static func print(json object: Any) throws { FileHandle.standardOutput.write(Data(try json(object).utf8)) }
}
