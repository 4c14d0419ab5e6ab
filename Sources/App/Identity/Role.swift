/// What a person does in the company; it decides what they may change and how far they see.
public enum Role: String, CaseIterable, Sendable {
    case administrator
    case director
    case salesOperations = "sales_operations"
    case keyAccountManager = "key_account_manager"
    case finance
    case service
    case viewer

    /// How far a role sees accounts by itself; a team narrows `.team` to its subtree.
    var reach: Reach {
        switch self {
        case .administrator, .salesOperations, .finance: .all
        case .director, .service, .viewer: .team
        case .keyAccountManager: .own
        }
    }

    enum Reach { case own, team, all }

    /// Rights beyond reading; which accounts they reach is decided by `Scope`.
    public func may(_ right: Right) -> Bool {
        switch right {
        case .importFiles, .publishPolicies, .classify, .manageProducts: [.administrator, .salesOperations].contains(self)
        case .manageUsers: self == .administrator
        case .ownAccounts: [.administrator, .salesOperations, .director, .keyAccountManager].contains(self)
        case .assignOwners: [.administrator, .salesOperations, .director].contains(self)
        case .addAccounts, .editAccounts: [.administrator, .salesOperations, .director, .keyAccountManager].contains(self)
        case .writeNotes: self != .viewer
        case .bookDocuments: [.administrator, .salesOperations, .finance].contains(self)
        }
    }
}

/// Something that not everybody may do.
public enum Right: Sendable, CaseIterable {
    case importFiles, publishPolicies, classify, manageUsers, manageProducts
    case ownAccounts, assignOwners, addAccounts, editAccounts, writeNotes, bookDocuments
}
