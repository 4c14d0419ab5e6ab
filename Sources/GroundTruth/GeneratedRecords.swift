import Basics

/// A text in Chinese with its Latin or English form.
public struct GeneratedName: Sendable, Hashable {
    public var chinese: String
    public var english: String
}

/// Somebody of the invented company.
public struct GeneratedPerson: Sendable, Hashable {
    public var signIn: String
    public var name: GeneratedName
    /// A role's name as the product knows it.
    public var role: String
    /// Index of the team; nil for people of the whole company.
    public var team: Int?
}

/// A family of products.
public struct GeneratedCategory: Sendable, Hashable {
    public var code: String
    public var name: GeneratedName
    public var isStrategic: Bool
}

/// Something the company sells.
public struct GeneratedProduct: Sendable, Hashable {
    public var code: String
    public var name: GeneratedName
    public var category: Int
    /// In the company's language.
    public var unit: String
    /// Millionths of a yuan.
    public var listPrice: Int64
    /// What one piece costs us, millionths of a yuan.
    public var cost: Int64
}

/// Somebody at a customer.
public struct GeneratedContact: Sendable, Hashable {
    public var name: GeneratedName
    /// In the company's language.
    public var title: String
    public var role: String
    public var phone: String
    public var email: String
    public var from: Day
}

/// One customer of the invented company.
public struct GeneratedAccount: Sendable, Hashable {
    public var index: Int
    public var code: String
    public var name: String
    public var shortName: String
    public var englishName: String
    /// Unified social credit code with a valid check character (GB 32100-2015).
    public var creditCode: String
    public var industry: String
    public var region: String
    public var team: Int
    /// Index among the people.
    public var owner: Int?
    /// Index of the account that owns this one; always smaller than its own.
    public var parent: Int?
    public var stage: String
    public var referenceValue: Int?
    public var contacts: [GeneratedContact]
    public var truth: Truth
}

/// What is true of an account and what no document says.
public struct Truth: Sendable, Hashable {
    /// Orders a month before season and growth, hundredths.
    public var monthlyRate: Int
    /// Net sales a year that it was made for, fen.
    public var yearlySales: Int64
    /// How regularly it orders, percent.
    public var loyalty: Int
    /// Growth a year, percent.
    public var growth: Int
    public var firstOrderOn: Day
    /// From this day it orders nothing.
    public var churnsOn: Day?
    /// Categories it buys, in order of preference.
    public var affinity: [Int]
    /// Chance that an invoice is paid on time, percent.
    public var punctuality: Int
    /// Sales added by a rebate, percent.
    public var incentiveUplift: Int
    /// The planted story; empty for most.
    public var story: String
}

/// One line of an order, an invoice or a return.
public struct GeneratedLine: Sendable, Hashable {
    public var product: Int
    public var quantity: Quantity
    public var unitPrice: UnitPrice
    /// Fen.
    public var amount: Int64
    public var cost: Int64
}

/// An order with what followed from it.
public struct GeneratedOrder: Sendable, Hashable {
    public var number: String
    public var orderedOn: Day
    public var promisedOn: Day
    public var lines: [GeneratedLine]
    /// Nil when it has not been invoiced by the end of the data.
    public var invoice: GeneratedInvoice?
}

/// What was delivered and charged for an order, and what became of it.
public struct GeneratedInvoice: Sendable, Hashable {
    public var number: String
    public var issuedOn: Day
    public var dueOn: Day
    /// Nil while unpaid.
    public var paidOn: Day?
    public var credit: GeneratedReturn?
}

/// Goods that came back: part of one line of an invoice.
public struct GeneratedReturn: Sendable, Hashable {
    public var number: String
    public var issuedOn: Day
    public var line: GeneratedLine
}
