/// One field of a form: label, input, hint, and the problem beside it.
public struct FormField: Sendable {
    public var name: String
    public var label: String
    public var control: Control
    public var value: String
    /// What the record held when the form was opened; sent back, so that changes by others are noticed.
    public var original: String?
    public var isRequired: Bool
    public var hint: String?
    public var problem: String?
    public var meanwhile: Meanwhile?

    /// What an input looks like.
    public enum Control: Sendable {
        case input(type: StaticString, limit: Int)
        case area(limit: Int)
        case day
        case number(unit: String?)
        /// - Parameter none: the label of having no value; nil when one must be chosen.
        case select([(value: String, label: String)], none: String?)
        /// Typed text that the server completes from a path.
        /// - Parameter offers: what a browser without scripts suggests.
        case pick(from: String, offers: [String] = [])
        case flag
        case files(accept: String)
        case file(accept: String)
        /// Where a finger is what points: the camera opens.
        case photo
        case password(isNew: Bool)
    }

    /// What somebody else wrote into the field since the form was opened.
    public struct Meanwhile: Sendable {
        public var text: String
        public var isConflict: Bool

        public init(text: String, isConflict: Bool) {
            self.text = text
            self.isConflict = isConflict
        }
    }

    public init(
        name: String, label: String, control: Control, value: String = "", original: String? = nil, isRequired: Bool = false,
        hint: String? = nil, problem: String? = nil, meanwhile: Meanwhile? = nil
    ) {
        self.name = name
        self.label = label
        self.control = control
        self.value = value
        self.original = original
        self.isRequired = isRequired
        self.hint = hint
        self.problem = problem
        self.meanwhile = meanwhile
    }

    private var id: String { "f-" + name }
    private var described: String? {
        let ids = [hint.map { _ in "h-" + name }, problem.map { _ in "p-" + name }, meanwhile.map { _ in "m-" + name }].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    private var attributes: HTML {
        "id=\"\(id)\" name=\"\(name)\"\(flag: "required", isRequired)\(attribute: "aria-describedby", described)\(attribute: "aria-invalid", problem == nil ? nil : "true")"
    }

    public var html: HTML {
        let was = original.map { "<input type=\"hidden\" name=\"\("was_" + name)\" value=\"\($0)\">" as HTML }
        let hintText = hint.map { "<small id=\"\("h-" + name)\" class=\"hint\">\($0)</small>" as HTML }
        let problemText = problem.map { "<small id=\"\("p-" + name)\" class=\"wrong\">\($0)</small>" as HTML }
        let other = meanwhile.map { "<small id=\"\("m-" + name)\" class=\"\($0.isConflict ? "meanwhile conflict" : "meanwhile")\">\($0.text)</small>" as HTML }
        if case .flag = control {
            return """
                <div class="field flag">\(was)<label><input type="checkbox" value="1" \(attributes)\(flag: "checked", value == "1")><span>\(label)</span></label>\(hintText)\(problemText)\(other)</div>
                """
        }
        let required: HTML = isRequired ? "<i aria-hidden=\"true\">*</i>" : .empty
        return """
            <div class="\(css)">\(was)<label for="\(id)">\(label)\(required)</label>\(input)\(hintText)\(problemText)\(other)</div>
            """
    }

    private var css: String {
        switch control {
        case .area, .files, .file: "field across"
        case .photo: "field across only-touch"
        default: "field"
        }
    }

    private var input: HTML {
        switch control {
        case .input(let type, let limit): return "<input type=\"\(HTML(stringLiteral: type))\" value=\"\(value)\" maxlength=\"\(limit)\" \(attributes)>"
        case .area(let limit): return "<textarea rows=\"4\" maxlength=\"\(limit)\" \(attributes)>\n\(value)</textarea>"
        case .day: return "<input type=\"date\" value=\"\(value)\" \(attributes)>"
        case .number(let unit):
            let behind = unit.map { "<span class=\"unit\">\($0)</span>" as HTML }
            return "<span class=\"with-unit\"><input type=\"text\" inputmode=\"decimal\" class=\"num\" value=\"\(value)\" \(attributes)>\(behind)</span>"
        case .select(let options, let none):
            let empty = none.map { "<option value=\"\">\($0)</option>" as HTML }
            let items = options.map { "<option value=\"\($0.value)\"\(flag: "selected", $0.value == value)>\($0.label)</option>" as HTML }
            return "<select \(attributes)>\(empty)\(items)</select>"
        case .pick(let path, let offers):
            let list = "o-" + name
            let items: HTML = offers.isEmpty ? .empty : "<datalist id=\"\(list)\">\(offers.map { "<option value=\"\($0)\">" as HTML })</datalist>"
            return "<ms-pick\(attribute: "class", offers.isEmpty ? nil : "by-name") from=\"\(path)\"><input type=\"text\" autocomplete=\"off\" value=\"\(value)\"\(attribute: "list", offers.isEmpty ? nil : list) \(attributes)>\(items)</ms-pick>"
        case .file(let accept): return "<input type=\"file\" accept=\"\(accept)\" \(attributes)>"
        case .files(let accept): return "<input type=\"file\" multiple accept=\"\(accept)\" \(attributes)>"
        case .photo: return "<input type=\"file\" accept=\"image/*\" capture=\"environment\" \(attributes)>"
        case .password(let isNew): return "<input type=\"password\" autocomplete=\"\(isNew ? "new-password" : "current-password")\" value=\"\" \(attributes)>"
        case .flag: return .empty
        }
    }
}

/// A form as a panel with its buttons at the end, in the thumb's reach on a phone.
public enum FormPanel {
    /// - Parameters:
    ///   - token: what proves that the form came from this site.
    ///   - cancel: where leaving without saving leads.
    ///   - once: tells this opening of the form from others, so that sending it twice counts once.
    public static func html(
        id: String, title: String, action: String, token: String, submit: String, cancel: (label: String, address: String)?,
        takesFiles: Bool = false, once: String? = nil, css: String = "form", _ body: HTML
    ) -> HTML {
        let opening = once.map { "<input type=\"hidden\" name=\"once\" value=\"\($0)\">" as HTML }
        let leave = cancel.map { "<a class=\"btn\" href=\"\($0.address)\">\($0.label)</a>" as HTML }
        return """
            <section class="panel" aria-labelledby="\(id)"><header><h2 id="\(id)">\(title)</h2></header><form class="\(css)" method="post" action="\(action)"\(attribute: "enctype", takesFiles ? "multipart/form-data" : nil) data-dirty novalidate><input type="hidden" name="token" value="\(token)">\(opening)\(body)<div class="form-actions">\(leave)<button class="btn primary">\(submit)</button></div></form></section>
            """
    }
}
