import Basics
import Foundation
import Interface

extension Listing {
    /// Imports, the newest first.
    public static func imports(_ records: [ImportRecord], zone: TimeZone, _ language: Language) -> Listing {
        let words = language.words.imports
        return Listing([
            Column("id", language.words.commandLine.number), Column("file", words.file), Column("status", words.state),
            Column("startedAt", words.when), Column("rows", words.rows), Column("imported", words.imported), Column("setAside", words.setAside),
        ], rows: records.map { record in
            [
                .number(record.id.value), .text(record.fileName), .said(words.status(record.status), code: record.status.rawValue),
                .moment(record.startedAt, zone), Value(record.tally.rows), Value(record.tally.imported), Value(record.tally.setAsideRows),
            ]
        })
    }

    /// Why rows were set aside, the most frequent reason first.
    public static func setAside(_ tally: ImportTally, _ language: Language) -> Listing {
        let words = language.words.imports, titles = language.words.commandLine
        return Listing([Column("reason", titles.reason), Column("rows", words.rows)], rows: tally.setAside.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            [.said(words.text(of: $0.key), code: $0.key), Value($0.value)]
        })
    }

    /// People who sign in.
    public static func users(_ users: [User], _ language: Language) -> Listing {
        let words = language.words
        return Listing([
            Column("signIn", words.signIn.name), Column("name", words.commandLine.name), Column("role", words.people.role),
            Column("disabled", words.people.disabled),
        ], rows: users.map { user in
            [
                .text(user.signIn), .text(language.isEnglish ? user.englishName ?? user.name : user.name),
                .said(user.role.name(language), code: user.role.rawValue),
                user.isDisabled ? .said(words.accounts.yes, code: "yes") : .text(""),
            ]
        })
    }

    /// A sign-in for each role of the demo company.
    public static func demoSignIns(_ people: [User], _ language: Language) -> Listing {
        let words = language.words
        return Listing([
            Column("role", words.people.role), Column("signIn", words.signIn.name), Column("password", words.signIn.password),
        ], rows: Role.allCases.compactMap { role in people.first { $0.role == role } }.map { user in
            [.said(user.role.name(language), code: user.role.rawValue), .text(user.signIn), .text(DemoCompany.password)]
        })
    }

    /// Versions of policies, the newest first.
    public static func policies(_ versions: [PolicyVersion], zone: TimeZone, _ language: Language) -> Listing {
        let words = language.words.policies
        return Listing([
            Column("id", language.words.commandLine.number), Column("policy", words.name), Column("version", words.versionTitle),
            Column("effectiveFrom", words.effective), Column("publishedAt", words.published), Column("note", words.note),
        ], rows: versions.map { version in
            [
                .number(version.id.value), .said(version.name(language), code: version.code), Value(version.version),
                .said(version.effectiveFrom.number == 0 ? words.always : version.effectiveFrom.iso, code: version.effectiveFrom.iso),
                .moment(version.publishedAt, zone), Value(version.note),
            ]
        })
    }

    /// What a classification gave every account.
    public static func results(_ results: [Classification.Result], _ language: Language) -> Listing {
        let words = language.words
        return Listing([
            Column("code", words.accounts.code), Column("name", words.accounts.account), Column("tier", words.accounts.tier),
            Column("score", words.accounts.score), Column("previousTier", words.policies.was), Column("provisional", words.accounts.provisional),
        ], rows: results.map { result in
            [
                .text(result.code), .text(result.name), .text(result.tier), .text(Interface.Format.score(result.score)), Value(result.previousTier),
                .text(result.isProvisional ? "yes" : ""),
            ]
        })
    }
}

extension Listing.Value {
    /// A moment by the organisation's clock; programs get it in UTC.
    static func moment(_ moment: Timestamp, _ zone: TimeZone) -> Self {
        let (hour, minute) = moment.clock(in: zone)
        return .said("\(moment.day(in: zone).iso) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)", code: moment.iso)
    }
}
