import Basics
import Interface
import Storage

/// What we sell: products and their categories.
enum ProductsPage {
    private static let pageSize = 100

    static func answer(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.products
        let categories = try ProductStore.categories(in: connection)
        let category = query["category"].flatMap { Int64($0) }.map { Category.ID($0) }
        var found = try ProductStore.products(in: category, after: query["after"], limit: pageSize + 1, in: connection)
        var pager = Pager(first: query["after"].map { _ in Address.products(category: category, after: nil).text })
        if found.count > pageSize {
            found.removeLast()
            pager.next = Address.products(category: category, after: found.last?.code).text
        }
        let mayEdit = visit.user.role.may(.manageProducts)
        let names = Dictionary(uniqueKeysWithValues: categories.map { ($0.id, $0.name(english: visit.isEnglish)) })
        let rows = found.map { product -> HTML in
            let code: HTML = mayEdit ? "<a class=\"link\" href=\"\(Address.product(product.id.value).text)\">\(product.code)</a>" : HTML(text: product.code)
            return "<tr><td class=\"num\">\(code)</td><td class=\"wrap\">\(product.name(english: visit.isEnglish))</td><td class=\"narrow-off\">\(product.categoryID.flatMap { names[$0] } ?? "–")</td><td>\(product.unit ?? "–")</td></tr>"
        }
        let tabs = Tabs.html(
            [(words.all, nil, Address.products(category: nil, after: nil).text, category == nil)] + categories.map {
                (names[$0.id] ?? $0.code, nil, Address.products(category: $0.id, after: nil).text, category == $0.id)
            }, label: words.categories
        )
        let export: HTML = DownloadLink.csv(Address.productsCSV(category: category).text)
        let body: HTML = found.isEmpty ? EmptyState.html(title: words.none, hint: words.noneHint) : """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(visit.words.fields.code)</th><th scope="col">\(visit.words.fields.name)</th><th scope="col" class="narrow-off">\(visit.words.fields.category)</th><th scope="col">\(visit.words.fields.unit)</th></tr></thead><tbody>\(rows)</tbody></table></div>\(pager.html(visit.words.accounts))
            """
        let actions: HTML = mayEdit ? """
            <a class="btn" href="\(Address.newCategory.text)">\(words.newCategory)</a><a class="btn primary" href="\(Address.newProduct.text)">\(Icon("plus").html)<span>\(words.newProduct)</span></a>
            """ : .empty
        let current = categories.first { $0.id == category }
        let editCategory: HTML? = mayEdit ? current.map { "<a class=\"btn quiet s\" href=\"\(Address.category($0.id.value).text)\">\(visit.words.forms.editShort)</a>" } : nil
        return .page(visit.shell(title: words.title, section: .products, crumbs: [.init(words.title)]).html("""
            <div class="head"><div class="lead"><h1>\(words.finding(categories.count))</h1>\(actions)</div>\(tabs)</div>
            <div class="content">\(Panel.html(id: "products", title: current.map { names[$0.id] ?? $0.code } ?? words.all, note: current?.isStrategic == true ? visit.words.fields.isStrategic : nil, tools: "\(editCategory)\(export)", body))</div>
            """))
    }

    static func export(_ query: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        let category = query["category"].flatMap { Int64($0) }.map { Category.ID($0) }
        let names = Dictionary(uniqueKeysWithValues: try ProductStore.categories(in: connection).map {
            ($0.id, $0.name(english: visit.isEnglish))
        })
        let words = visit.words.fields
        let products = try ProductStore.products(in: category, after: nil, limit: .max, in: connection)
        return .table("products.csv", [words.code, words.name, words.englishName, words.category, words.unit], products) { product in
            [product.code, product.name, product.englishName ?? "", product.categoryID.flatMap { names[$0] } ?? "", product.unit ?? ""]
        }
    }
}

/// Adding and editing a product or a category.
struct CatalogueForm {
    enum Kind { case product, category }

    let kind: Kind
    let visit: Context

    func fields(in connection: Connection) throws -> [Field] {
        let words = visit.words.fields
        let names = [
            Field(name: "code", label: words.code, kind: .line(limit: TextLimit.code), isRequired: true),
            Field(name: "name", label: words.name, kind: .line(), isRequired: true), Field(name: "englishName", label: words.englishName, kind: .line()),
        ]
        guard kind == .product else { return names + [Field(name: "isStrategic", label: words.isStrategic, kind: .flag, hint: words.isStrategicHint)] }
        return names + [
            Field(name: "category", label: words.category, kind: .named(try Self.categories(visit, in: connection), from: Address.pick("categories", query: nil).text)),
            Field(name: "unit", label: words.unit, kind: .line(limit: TextLimit.unit), hint: words.unitHint),
        ]
    }

    static func categories(_ visit: Context, in connection: Connection) throws -> NamedChoices {
        NamedChoices(try ProductStore.categories(in: connection).map { category in
            .init(
                String(category.id.value), category.name(english: visit.isEnglish), detail: category.code,
                otherNames: [category.name, category.englishName]
            )
        })
    }

    private var isAllowed: Bool { visit.user.role.may(.manageProducts) }

    private func values(_ id: Int64, in connection: Connection) throws -> [String: String]? {
        kind == .product ? try ProductRecord.values(of: id, in: connection) : try CategoryRecord.values(of: id, in: connection)
    }

    func show(_ id: Int64?, in connection: Connection) throws -> Answer {
        guard isAllowed else { return .notFound }
        guard let id else { return .page(page(RecordForm(try fields(in: connection), isNew: true), nil)) }
        guard let current = try values(id, in: connection) else { return .notFound }
        return .page(page(RecordForm(try fields(in: connection), showing: current), id))
    }

    func save(_ id: Int64?, _ sent: Parameters, in connection: Connection) throws -> Answer {
        guard isAllowed else { return .notFound }
        let current = try id.map { try values($0, in: connection) ?? [:] } ?? [:]
        var form = RecordForm(try fields(in: connection), sent: sent, over: current)
        if form.isChanged("code"), let code = form["code"], try isTaken(code, besides: id, in: connection) { form.set(.taken(code), for: "code") }
        guard form.isValid else { return .invalid(page(form, id)) }
        let batch = try Batch(by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        let list = Address.products(category: nil, after: nil)
        guard let id else {
            try add(form.values, batch, in: connection)
            return .done(list, batch.id)
        }
        guard !current.isEmpty else { return .notFound }
        let outcome = kind == .product
            ? try batch.save(&form, to: ProductRecord.self, id, in: connection) : try batch.save(&form, to: CategoryRecord.self, id, in: connection)
        switch outcome {
        case .changedMeanwhile: return .conflict(page(form, id))
        case .unchanged: return .redirect(list)
        case .saved: return .done(list, batch.id)
        }
    }

    private func add(_ values: [String: String], _ batch: Batch, in connection: Connection) throws {
        switch kind {
        case .product:
            let id: Product.ID = try connection.newIdentifier("product", reserve: 16)
            try ProductStore.insert([ProductRecord.product(id.value, values)], importID: nil, in: connection)
            try batch.added(ProductRecord.self, id.value, named: values["name"] ?? "", in: connection)
        case .category:
            let id: Category.ID = try connection.newIdentifier("category", reserve: 1)
            try ProductStore.insert([CategoryRecord.category(id.value, values)], in: connection)
            try batch.added(CategoryRecord.self, id.value, named: values["name"] ?? "", in: connection)
        }
    }

    private func isTaken(_ code: String, besides id: Int64?, in connection: Connection) throws -> Bool {
        switch kind {
        case .product: try ProductStore.product(code: code, in: connection).map { $0.id.value != id } ?? false
        case .category: try ProductStore.categories(in: connection).contains { $0.code == code && $0.id.value != id }
        }
    }

    private func page(_ form: RecordForm, _ id: Int64?) -> HTML {
        let words = visit.words.products, forms = visit.words.forms
        let list = Address.products(category: nil, after: nil).text
        let title = id != nil ? forms.edit(form["name"] ?? "") : kind == .product ? words.newProduct : words.newCategory
        let action = kind == .product ? id.map { Address.product($0) } ?? .newProduct : id.map { Address.category($0) } ?? .newCategory
        let panel = FormPanel.html(
            id: "edit", title: title, action: action.text, token: visit.formToken, submit: id == nil ? forms.add : forms.save,
            cancel: (forms.cancel, list), once: id == nil ? visit.opened : nil,
            "\(form.summary(forms))<div class=\"fields\">\(form.inputs(forms))</div>"
        )
        return visit.shell(title: title, section: .products, crumbs: [.init(words.title, list), .init(title)])
            .html("<div class=\"content narrow\"><h1 class=\"sr\">\(title)</h1>\(panel)</div>")
    }
}
