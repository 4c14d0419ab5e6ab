import Basics
import Storage

extension AccountStore {
    /// Writes a changed account with its summary, owner, search index and facets.
    static func update(_ account: Account, from before: Account, in connection: Connection) throws {
        try connection.execute("""
            UPDATE account SET code = \(account.code), name = \(account.name), short_name = \(account.shortName),
                english_name = \(account.englishName), credit_code = \(account.creditCode), industry = \(account.industry),
                region = \(account.region), size = \(account.size), stage = \(account.stage.rawValue), owner_id = \(account.ownerID),
                team_id = \(account.teamID), parent_id = \(account.parentID), reference_value = \(account.referenceValue),
                customer_since = \(account.customerSince), website = \(account.website), next_step = \(account.nextStep),
                next_step_on = \(account.nextStepOn), version = version + 1
            WHERE id = \(account.id)
            """)
        let isRenamed = searchedNames(of: account) != searchedNames(of: before)
        if isRenamed { try removeGrams(of: [account.id], in: connection) }
        try connection.execute("""
            UPDATE account_summary SET name_key = \(SearchText.sortKey(account.displayName(english: false))),
                search_text = \(searchText(of: account)), owner_id = \(account.ownerID), team_id = \(account.teamID),
                industry = \(account.industry), region = \(account.region), stage = \(account.stage.rawValue),
                facts_version = facts_version + \(account.referenceValue == before.referenceValue ? 0 : 1)
            WHERE account_id = \(account.id)
            """)
        if account.ownerID != before.ownerID {
            try connection.execute("DELETE FROM account_member WHERE account_id = \(account.id) AND role = 'owner'")
            if let owner = account.ownerID {
                try connection.execute("""
                    INSERT INTO account_member (user_id, account_id, role) VALUES (\(owner), \(account.id), 'owner')
                    """)
            }
        }
        if isRenamed {
            try insertGrams(of: [account], in: connection)
            try SearchIndex.learn(names(of: account).dropFirst().map(SearchText.folded), in: connection)
        }
        if account.industry != before.industry || account.region != before.region {
            try countFacets([before], by: -1, in: connection)
            try countFacets([account], in: connection)
        }
    }

    static func parent(of id: Account.ID, in connection: Connection) throws -> Account.ID? {
        try connection.first("SELECT parent_id FROM account WHERE id = \(id)") { try $0.get(0, as: Account.ID?.self) } ?? nil
    }

    /// Moves the day of the last contact forward; an earlier one changes nothing.
    static func setLastContact(atLeast day: Day, of id: Account.ID, in connection: Connection) throws {
        try connection.execute("UPDATE account_summary SET last_contact_on = \(day) WHERE account_id = \(id) AND last_contact_on < \(day)")
    }

    /// Sets the day of the last contact to what is left after a note was changed or removed.
    static func setLastContact(_ day: Day?, of id: Account.ID, in connection: Connection) throws {
        try connection.execute("""
            UPDATE account_summary SET last_contact_on = \(day ?? AccountSummary.never) WHERE account_id = \(id)
            """)
    }
}
