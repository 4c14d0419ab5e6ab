import Basics
import Interface
import Storage

/// What the search finds among records: at most one more than are counted, the best first, each with the reason.
struct FoundRecords {
    let query: String
    /// What is said instead of a reason when this is not what was typed.
    let correction: String?
    let visit: Context

    private var words: SearchWords { visit.words.search }
    private var match: SearchMatch { SearchMatch(query) }
    private var limit: Int { Search.countLimit + 1 }

    private func text(_ reason: SearchMatch.Reason, code: String) -> String? {
        if let correction { return correction }
        return switch reason {
        case .code: words.byCode(code)
        case .text(let text): text
        case .sound: words.byPinyin
        case .title, .unknown: nil
        }
    }

    private func joined(_ parts: String?...) -> String { parts.compactMap(\.self).joined(separator: " · ") }

    // MARK: Accounts

    func accounts(in connection: Connection) throws -> [Search.Hit] {
        try rankedAccounts(in: connection).map { account, reason in
            Search.Hit(
                title: account.displayName(english: visit.isEnglish), address: Address.account(account.code).text,
                reason: text(reason, code: account.code) ?? account.code, tier: account.tier ?? "–", icon: "building-2"
            )
        }
    }

    /// Exact codes before beginnings of names before everything else; within each the largest customer first.
    func rankedAccounts(in connection: Connection) throws -> [(AccountSummary, SearchMatch.Reason)] {
        let found = try accountsByCode(in: connection) ?? AccountStore.search(query, within: visit.scope, limit: limit, in: connection)
        let match = match
        let judged = found.map { account -> (AccountSummary, (place: SearchMatch.Place, reason: SearchMatch.Reason)) in
            let title = account.displayName(english: visit.isEnglish)
            let others = [account.shortName, account.name, account.englishName].compactMap(\.self).filter { $0 != title }
            return (account, match.judge(code: account.code, title: title, others: others))
        }
        return match.ranked(judged) { $0.1.place }.map { ($0, $1.reason) }
    }

    /// Whoever types a number means a code, if there is one; nil when there is none.
    private func accountsByCode(in connection: Connection) throws -> [AccountSummary]? {
        guard query.count >= 2, query.contains(where: \.isNumber), !query.contains(" ") else { return nil }
        let found = try AccountStore.search(codePrefix: query.uppercased(), within: visit.scope, limit: limit, in: connection)
        return found.isEmpty ? nil : found
    }

    // MARK: Others

    func contacts(in connection: Connection) throws -> [Search.Hit] {
        let digits = PhoneDigits.wanted(query)
        let found = try ContactStore.search(digits ?? query, within: visit.scope, limit: limit, in: connection)
        let match = SearchMatch(digits ?? query)
        let judged = found.map { found -> (Contact, Account, (place: SearchMatch.Place, reason: SearchMatch.Reason)) in
            let contact = found.contact, title = contact.name(english: visit.isEnglish)
            let names = [contact.name, contact.englishName].compactMap(\.self).filter { $0 != title }
            return (contact, found.account, match.judge(title: title, others: names + [contact.phone.flatMap(PhoneDigits.kept), contact.email].compactMap(\.self)))
        }
        return match.ranked(judged) { $0.2.place }.map { contact, account, judgement in
            let why = digits == nil ? text(judgement.reason, code: "") : contact.phone
            return Search.Hit(
                title: contact.name(english: visit.isEnglish), address: Address.contacts(account.code).text,
                reason: joined(account.displayName(english: visit.isEnglish), why), icon: "user-round-check"
            )
        }
    }

    func documents(in connection: Connection) throws -> [Search.Hit] {
        guard query.count >= 2, !query.contains(" "), query.contains(where: { $0.isNumber || "-/._".contains($0) }) else { return [] }
        return try SalesStore.found(number: query, within: visit.scope, limit: limit, in: connection).map { found in
            let address = found.isOrder ? Address.order(found.accountCode, found.id).text : Address.document(found.accountCode, found.id).text
            return Search.Hit(title: found.number, address: address, reason: "\(found.accountName) · \(visit.text(found.day))", icon: "scale")
        }
    }

    func products(in connection: Connection) throws -> [Search.Hit] {
        let mayEdit = visit.user.role.may(.manageProducts)
        return try rankedProducts(in: connection).map { product, reason in
            let why = reason == .code ? nil : text(reason, code: product.code)
            return Search.Hit(
                title: product.name(english: visit.isEnglish),
                address: mayEdit ? Address.product(product.id.value).text : Address.products(category: product.categoryID, after: nil).text,
                reason: joined(product.code, why), icon: "package"
            )
        }
    }

    func rankedProducts(in connection: Connection) throws -> [(Product, SearchMatch.Reason)] {
        var found = try ProductStore.matching(query.uppercased(), limit: limit, in: connection)
        if found.count < limit {
            let known = Set(found.map(\.id))
            let ids = try SearchIndex.find(.product, query, reach: .everything, limit: limit, in: connection).map { Product.ID($0) }
            found += try ProductStore.products(ids.filter { !known.contains($0) }, in: connection).prefix(limit - found.count)
        }
        let match = match
        let judged = found.map { product -> (Product, (place: SearchMatch.Place, reason: SearchMatch.Reason)) in
            let title = product.name(english: visit.isEnglish)
            return (product, match.judge(code: product.code, title: title, others: [product.name, product.englishName].compactMap(\.self).filter { $0 != title }))
        }
        return match.ranked(judged) { $0.1.place }.map { ($0, $1.reason) }
    }
}
