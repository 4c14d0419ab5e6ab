import Basics
import Interface
import Storage

/// The fields of an account that a person may write.
struct AccountFields {
    let visit: Context

    /// - Parameter current: what the record holds, so that a value from a file that is on no list can stay.
    func fields(current: [String: String], isNew: Bool, in connection: Connection) throws -> [Field] {
        let words = visit.words.fields
        let role = visit.user.role
        var fields: [Field] = []
        if role.may(.assignOwners) {
            fields.append(Field(name: "code", label: words.code, kind: .line(limit: TextLimit.code), isRequired: !isNew, hint: isNew ? words.codeHint : nil))
        }
        fields += [
            Field(name: "name", label: words.fullName, kind: .line(), isRequired: true),
            Field(name: "shortName", label: words.shortName, kind: .line(limit: TextLimit.shortName)),
            Field(name: "englishName", label: words.englishName, kind: .line()),
            Field(name: "creditCode", label: words.creditCode, kind: .creditCode, hint: words.creditCodeHint),
            Field(name: "industry", label: words.industry, kind: .choice(Self.choices(ReferenceNames.industryCodes, current["industry"]) {
                ReferenceNames.industry($0, visit.language)
            })),
            Field(name: "region", label: words.region, kind: .choice(Self.choices(ReferenceNames.regionCodes, current["region"]) {
                ReferenceNames.region($0, visit.language)
            })),
            Field(name: "size", label: words.size, kind: .choice(Self.choices(["large", "medium", "small", "micro"], current["size"]) {
                words.sizeName($0)
            })),
            Field(name: "stage", label: words.stage, kind: .choice(Account.Stage.allCases.map { .init(value: $0.rawValue, label: words.stageName($0.rawValue)) }), isRequired: true),
        ]
        if role.may(.assignOwners) {
            fields.append(Field(name: "owner", label: words.owner, kind: .named(try Self.owners(visit, current: current["owner"], in: connection), from: Address.pick("people", query: nil).text)))
            fields.append(Field(name: "referenceValue", label: words.referenceValue, kind: .integer(0...5), hint: words.referenceHint))
        }
        // Whoever may not see the parent does not learn its code, and leaves it as it is.
        if try AccountRecord.isParentVisible(current, within: visit.scope, in: connection) {
            fields.append(Field(name: "parent", label: words.parent, kind: .pick(from: Address.pick("accounts", query: nil).text), hint: words.parentHint))
        }
        return fields + [
            Field(name: "customerSince", label: words.customerSince, kind: .day),
            Field(name: "website", label: words.website, kind: .website),
            Field(name: "tags", label: words.tags, kind: .tags, hint: words.tagsHint),
            Field(name: "nextStep", label: words.nextStep, kind: .line(limit: TextLimit.nextStep)),
            Field(name: "nextStepOn", label: words.nextStepOn, kind: .day),
        ]
    }

    /// Who may be given an account, and who has it.
    static func owners(_ visit: Context, current: String? = nil, in connection: Connection) throws -> NamedChoices {
        let people = try UserStore.users(in: connection).filter { $0.canOwnAccounts || String($0.id.value) == current }
        // Whose work it is come first.
        let (managers, others) = (people.filter { $0.role == .keyAccountManager }, people.filter { $0.role != .keyAccountManager })
        return NamedChoices((managers + others).map { user in
            .init(String(user.id.value), user.name(english: visit.isEnglish), detail: user.signIn, otherNames: [user.name, user.englishName])
        })
    }

    private static func choices(_ codes: [String], _ current: String?, label: (String) -> String) -> [Field.Choice] {
        let own = current.flatMap { $0.isEmpty || codes.contains($0) ? nil : [$0] } ?? []
        return (own + codes).map { Field.Choice(value: $0, label: label($0)) }
    }
}

extension FieldsWords {
    func sizeName(_ size: String) -> String {
        switch size {
        case "large": self.large
        case "medium": self.medium
        case "small": self.small
        case "micro": self.micro
        default: size
        }
    }

    func stageName(_ stage: String) -> String {
        switch Account.Stage(rawValue: stage) {
        case .potential: self.potential
        case .developing: self.developing
        case .firstOrder: self.firstOrder
        case .maintained: self.maintained
        case .growing: self.growing
        case .dormant: self.dormant
        case .lost: self.lost
        case nil: stage
        }
    }

    /// The label of a field that an activity names.
    func label(of field: String) -> String {
        switch field {
        case "code": self.code
        case "name": self.name
        case "shortName": self.shortName
        case "englishName": self.englishName
        case "creditCode": self.creditCode
        case "industry": self.industry
        case "region": self.region
        case "size": self.size
        case "stage": self.stage
        case "owner": self.owner
        case "team": self.team
        case "referenceValue": self.referenceValue
        case "parent": self.parent
        case "customerSince": self.customerSince
        case "website": self.website
        case "tags": self.tags
        case "nextStep": self.nextStep
        case "nextStepOn": self.nextStepOn
        case "phone": self.phone
        case "email": self.email
        case "body": self.body
        case "happenedOn": self.happenedOn
        case "kind": self.kind
        case "contact": self.contact
        case "promisedOn": self.promisedOn
        case "status": self.status
        case "unit": self.unit
        case "category": self.category
        case "isStrategic": self.isStrategic
        default: field.contains(".") ? employment(of: field) : field
        }
    }

    /// A field of a place where a contact works: `12.title` and the like.
    private func employment(of field: String) -> String {
        switch field.split(separator: ".").last {
        case "title": self.jobTitle
        case "role": self.role
        case "from": self.from
        case "to": self.to
        default: self.works
        }
    }
}
