import Basics

extension Identifier: SQLEncodable, SQLDecodable {
    public var sqlValue: SQLValue { .integer(value) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int64(sqlValue: sqlValue) else { return nil }
        self.init(value)
    }
}

extension Day: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(number)) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int(sqlValue: sqlValue) else { return nil }
        self.init(number: value)
    }
}

extension Month: SQLConvertible {
    public var sqlValue: SQLValue { .integer(Int64(number)) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int(sqlValue: sqlValue) else { return nil }
        self.init(number: value)
    }
}

extension Timestamp: SQLConvertible {
    public var sqlValue: SQLValue { .integer(milliseconds) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int64(sqlValue: sqlValue) else { return nil }
        self.init(milliseconds: value)
    }
}

extension Currency: SQLConvertible {
    public var sqlValue: SQLValue { .text(code) }
    public init?(sqlValue: SQLValue) {
        guard let code = String(sqlValue: sqlValue) else { return nil }
        self.init(code)
    }
}

extension Quantity: SQLConvertible {
    public var sqlValue: SQLValue { .integer(millionths) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int64(sqlValue: sqlValue) else { return nil }
        self.init(millionths: value)
    }
}

extension UnitPrice: SQLConvertible {
    public var sqlValue: SQLValue { .integer(millionths) }
    public init?(sqlValue: SQLValue) {
        guard let value = Int64(sqlValue: sqlValue) else { return nil }
        self.init(millionths: value)
    }
}
