"""What the browser tests share: a browser, signing in, the pages to look at."""

from contextlib import contextmanager

from playwright.sync_api import sync_playwright

PASSWORD = "mainstay-demo"


class Site:
    def __init__(self, base, browser):
        self.base = base
        self.browser = browser

    @contextmanager
    def visitor(self, sign_in=None, language="en", theme="light", width=1440, scripts=True):
        """A page of a fresh browser profile, signed in when a name is given."""
        context = self.browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        context.add_cookies([
            {"name": "mainstay_language", "value": language, "url": self.base},
            {"name": "mainstay_theme", "value": theme, "url": self.base},
        ])
        page = context.new_page()
        if sign_in:
            page.goto(self.base + "/sign-in")
            page.fill("input[name=name]", sign_in)
            page.fill("input[type=password]", PASSWORD)
            page.click("form button.primary")
            page.wait_for_url(self.base + "/")
        try:
            yield page
        finally:
            context.close()


@contextmanager
def site(base):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            yield Site(base, browser)
        finally:
            browser.close()


def pages(page, base):
    """The addresses of the pages that people read most, for the largest account that the visitor sees."""
    page.goto(base + "/accounts")
    account = page.locator("table.list tbody td.a a").first.get_attribute("href")
    page.goto(base + account + "/documents")
    document = page.locator("table.list tbody a.link").first.get_attribute("href")
    return ["/", "/accounts", account, account + "/why", account + "/documents", document, account + "/contacts",
            account + "/activity", "/policies"]


def work_pages(page, base):
    """The addresses of the pages where people write, for somebody who may do everything."""
    page.goto(base + "/accounts")
    account = page.locator("table.list tbody td.a a").first.get_attribute("href")
    page.goto(base + account + "/contacts")
    contact = page.locator("table.list tbody a.link").first.get_attribute("href")
    return ["/accounts?group=owner", "/accounts?tier=A&cols=score,sales,tags,stage", "/accounts/new", account + "/edit", contact, account + "/orders",
            account + "/documents/new?kind=invoice", "/products", "/products/new", "/search?q=a", "/imports", "/imports/new", "/people",
            "/people/new", "/organisation", "/settings", "/styleguide"]
