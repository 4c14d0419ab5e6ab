"""Reads the forms of a page, as a browser without scripts would send them."""

from html.parser import HTMLParser


class Forms(HTMLParser):
    """Every form with its action and the values that its controls have; buttons are listed apart."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.select = [], None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "method": given.get("method", "get"), "fields": [], "buttons": []})
        elif not self.forms:
            return
        elif tag == "input" and given.get("name") and given.get("type") not in ("file", "submit"):
            if given.get("type") not in ("checkbox", "radio") or "checked" in given:
                self.forms[-1]["fields"].append((given["name"], given.get("value", "")))
        elif tag == "button" and given.get("name"):
            self.forms[-1]["buttons"].append((given["name"], given.get("value", "")))
        elif tag == "select":
            self.select = given.get("name")
        elif tag == "option" and self.select:
            fields = self.forms[-1]["fields"]
            isFirst = not any(name == self.select for name, _ in fields)
            if isFirst or "selected" in given:
                self.forms[-1]["fields"] = [entry for entry in fields if entry[0] != self.select] + [(self.select, given.get("value", ""))]

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None

    def posting_to(self, part):
        """The first form that is sent to an address with a part; nil without one."""
        return next((form for form in self.forms if form["method"] == "post" and part in form["action"]), None)
