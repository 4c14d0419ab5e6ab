/// A record with a name and, where somebody wrote one, its English name.
protocol BilinguallyNamed {
    var name: String { get }
    var englishName: String? { get }
}

extension BilinguallyNamed {
    /// What people read: the name itself where there is no English one.
    func name(english: Bool) -> String { english ? englishName ?? name : name }
}

extension User: BilinguallyNamed {}
extension Team: BilinguallyNamed {}
extension Contact: BilinguallyNamed {}
extension Product: BilinguallyNamed {}
extension Category: BilinguallyNamed {}
extension Account: BilinguallyNamed {}
extension AccountSummary: BilinguallyNamed {}
extension AccountOwner: BilinguallyNamed {}
extension PolicyDraft.Mover: BilinguallyNamed {}
