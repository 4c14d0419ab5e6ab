import Storage

/// What a log line may say of an error: never a value, because values are customers' names and amounts.
enum ErrorText {
    static func of(_ error: any Error) -> String {
        switch error {
        case StorageFailure.statement(_, let code, let sql): "\(code) in \(sql)"
        case StorageFailure.constraint(_, let sql): "a constraint refused \(sql)"
        case StorageFailure.column(let index, _): "column \(index) holds another kind of value"
        case let failure as StorageFailure: "\(failure)"
        default: String(reflecting: type(of: error))
        }
    }
}
