import Storage

/// Every step of the database's schema, in order; a released step never changes.
public enum Schema {
    public static let migrations = [identity, accounts, commerce, imports, policies, activity, workplace, search, wizard, drafts, upkeep, safety, facts, kept, problems, hand, lists, doors, publishing, reach, grams, forms, rules, reversals, leases, tries, deliveries, rates, year, nights, deltas, welcome, open, names]
}
