"""What the browser tests share: a browser, signing in, the pages to look at."""

from contextlib import contextmanager

from playwright.sync_api import Error, sync_playwright

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
            press(page, "form button.primary")
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


def press(page, selector):
    """Clicks and waits until the page that follows stands still, however slow the machine."""
    asked = set()

    def ask(request):
        asked.add(request)

    def arrive(request):
        asked.discard(request)

    page.on("request", ask)
    page.on("requestfinished", arrive)
    page.on("requestfailed", arrive)
    try:
        page.locator(selector).first.click()
        still(page, asked)
    finally:
        page.remove_listener("request", ask)
        page.remove_listener("requestfinished", arrive)
        page.remove_listener("requestfailed", arrive)


def still(page, asked):
    """Waits until nothing is asked for any more and what came is in its place: a swapped page is no new document, so the browser's
    own "network idle" was reached long ago. Twice in a row, because an answer may ask for more."""
    quiet = 0
    for _ in range(1_200):
        page.wait_for_timeout(50)
        quiet = 0 if asked or moving(page) else quiet + 1
        if quiet == 2:
            return
    raise TimeoutError(f"the page does not come to rest: {[request.url for request in asked]}")


def moving(page):
    try:
        return page.evaluate("document.readyState !== 'complete' || !!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    except Error:  # The document is just being replaced.
        return True


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
            "/people/new", "/organisation", "/settings", "/log", "/styleguide"]
