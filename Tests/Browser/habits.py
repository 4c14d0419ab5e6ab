"""What people expect of any application: leaving, keys, failures, focus, long names, thumbs, paper."""

from site_under_test import press

LONG = "Überlandstraßenbahnbetriebswerkstättenzulieferungsgesellschaft" * 2


def longest(page, base):
    """The address of an account whose name has no space at all; added when it is not there."""
    page.goto(base + "/accounts/LONGNAME1")
    if page.locator("main.gate").count():
        page.goto(base + "/accounts/new")
        page.fill("input[name=code]", "LONGNAME1")
        page.fill("input[name=name]", LONG)
        press(page, ".form-actions button.primary")
    return "/accounts/LONGNAME1"


def names(here, check):
    """A name without a space pushes no page apart, down to 320 pixels."""
    with here.visitor("admin") as page:
        account = longest(page, here.base)
        for width in (1440, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            for path in ("/", "/accounts", "/log", "/people", account, account + "/edit", account + "/activity", account + "/contacts"):
                page.goto(here.base + path)
                wide = page.evaluate("document.documentElement.scrollWidth")
                check(f"long name {width} {path}", wide > width and f"{wide} pixels wide")


def leaving(here, check):
    """A changed form asks before it is left, and what was typed is offered back until it is saved."""
    with here.visitor("director") as page:
        account = page.goto(here.base + "/accounts") and page.locator("table.list tbody td.a a").first.get_attribute("href")
        asked = []
        answers = [False, True]

        def answer(dialog):
            asked.append(dialog.type)
            dialog.accept() if answers[min(len(asked), 2) - 1] else dialog.dismiss()

        page.on("dialog", answer)
        page.goto(here.base + account + "/activity")
        page.fill("textarea[name=body]", "They want a second supplier")
        page.wait_for_timeout(600)
        page.locator(".nav a").first.click()
        page.wait_for_timeout(200)
        check("a link asks before a form is left", (asked != ["confirm"] or not page.url.endswith("/activity")) and f"{asked} {page.url}")
        press(page, ".nav a")
        check("and leaves when told to", (len(asked) != 2 or page.url != here.base + "/") and f"{asked} {page.url}")
        page.goto(here.base + account + "/activity")
        check("the draft is offered", page.locator(".draft").count() != 1 and "not offered")
        page.click(".draft button >> nth=0")
        check("and brought back", page.input_value("textarea[name=body]") != "They want a second supplier" and page.input_value("textarea[name=body]"))
        press(page, ".form-actions button.primary")
        page.goto(here.base + account + "/activity")
        check("what was saved is no draft", page.locator(".draft").count() and "offered again")
        page.goto(here.base + "/settings")
        page.fill("input[type=password] >> nth=0", "secret-of-mine")
        page.wait_for_timeout(600)
        check("passwords are never kept", "secret-of-mine" in page.evaluate("JSON.stringify(localStorage)") and "kept")


def keys(here, check):
    """Keys do what the help says, and leave to the focus what belongs to it."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts")
        account = page.locator("table.list tbody td.a a").first.get_attribute("href")
        page.keyboard.press("j")
        page.locator("summary.chip").first.focus()
        page.keyboard.press("Space")
        check("Space on a menu opens the menu", (page.locator("ms-preview").is_visible() or page.locator("details.menu[open]").count() != 1) and "preview")
        page.keyboard.press("Escape")
        page.keyboard.press("e")
        page.wait_for_selector(".inline-edit")
        check("E changes the chosen row", None)
        page.keyboard.press("Escape")
        page.keyboard.press("v")
        page.wait_for_url("**" + account + "/activity#log")
        check("V logs with the chosen row", None)
        for path, key, target in ((account, "v", account + "/activity#log"), ("/", "c", "/accounts/new"), ("/policies", "v", "/log")):
            page.goto(here.base + path)
            page.keyboard.press(key)
            page.wait_for_url("**" + target)
            check(f"{key} on {path}", None)
        for letter, target in (("a", "/accounts"), ("p", "/policies"), ("r", "/products"), ("t", "/")):
            page.keyboard.press("g")
            page.keyboard.press(letter)
            page.wait_for_url(here.base + target)
            check(f"G {letter}", None)
        for path in ("/log", account + "/documents", account + "/contacts"):
            page.goto(here.base + path)
            page.keyboard.press("j")
            check(f"J on {path}", page.locator(".current").count() != 1 and "no row")


def failures(here, check):
    """Without a line, with a failing server and without a session the page stays and says what is so."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts?tier=C")
        page.route("**/policies", lambda route: route.abort())
        page.locator(".nav a[href='/policies']").click()
        page.wait_for_selector(".toast")
        check("a lost connection is said", not page.locator("table.list").count() and "page gone")
        page.unroute("**/policies")
        page.route("**/policies", lambda route: route.fulfill(status=503, content_type="text/html", body="<main><h1>Busy</h1><p>Try in a minute.</p></main>"))
        page.locator(".nav a[href='/policies']").click()
        page.wait_for_selector(".toast:has-text('Busy Try in a minute.')")
        check("a failure is said and swaps nothing", not page.locator("table.list").count() and "page gone")
        page.unroute("**/policies")
        cell = page.locator("tbody td.x").first
        cell.click()
        page.wait_for_selector(".inline-edit")
        page.fill(".inline-edit input[name=nextStep]", "x" * 10)
        page.evaluate("document.querySelector('.inline-edit input[name=nextStepOn]').type = 'text'")
        page.fill(".inline-edit input[name=nextStepOn]", "soon")
        page.keyboard.press("Enter")
        page.wait_for_selector(".inline-edit [aria-invalid=true]")
        focused = page.evaluate("document.activeElement.name")
        check("what is wrong has the focus", focused != "nextStepOn" and focused)
        page.fill(".inline-edit input[name=nextStepOn]", "")
        page.keyboard.press("Enter")
        page.wait_for_selector(".toast button")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("z")
        page.wait_for_url("**undone=**")
        check("a changed cell is taken back with Z", "x" * 10 in page.inner_text("table.list") and "still there")
        page.goto(here.base + "/accounts?tier=C")
        page.context.clear_cookies()
        page.locator("tbody td.x").first.click()
        page.wait_for_url("**/sign-in?to=*")
        check("without a session the whole page signs in", "tier%3DC" not in page.url and page.url)


def focus(here, check):
    """After a swap the heading has the focus, the title is said, and the way back keeps the list's filter."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts?tier=C")
        press(page, "table.list tbody td.a a")
        page.wait_for_timeout(400)
        check("the heading has the focus", page.evaluate("document.activeElement.tagName") != "H1" and page.evaluate("document.activeElement.outerHTML.slice(0, 90)"))
        check("the title is said", page.inner_text("#said") != page.title() and page.inner_text("#said"))
        press(page, ".crumbs a")
        check("the way back keeps the filter", not page.url.endswith("/accounts?tier=C") and page.url)


def thumbs(here, check):
    """On a phone the bar offers the work, the buttons of forms stay in reach, and nothing is hidden under them."""
    for sign_in, last in (("kam", "/policies"), ("admin", "/imports")):
        with here.visitor(sign_in, width=390) as page:
            page.goto(here.base + "/accounts")
            links = page.eval_on_selector_all(".tabbar > a", "links => links.map(link => link.getAttribute('href'))")
            check(f"the bar of {sign_in}", links != ["/", "/accounts", "/log", last] and links)
    with here.visitor("director", "zh-Hans", width=390) as page:
        page.goto(here.base + "/accounts")
        account = page.locator("table.list tbody td.a a").first.get_attribute("href")
        page.goto(here.base + account + "/edit")
        box = page.locator(".form-actions button.primary").bounding_box()
        bar = page.locator(".tabbar").bounding_box()
        check("the button of a form stands above the bar", not 600 < box["y"] + box["height"] <= bar["y"] + 1 and f"{box} {bar}")
        page.goto(here.base + account)
        inside = page.evaluate("""() => { const box = document.querySelector('.chart').getBoundingClientRect();
            return [...document.querySelectorAll('.chart :not(title, g)')].every(part => { const own = part.getBoundingClientRect(); return own.left >= box.left - 1 && own.bottom <= box.bottom + 1 && own.right <= box.right + 1; }); }""")
        check("the chart stays in its box", not inside and "overflows")


def picking(here, check):
    """Somebody is found by typing: what is offered lies under the field, in reach, and one key takes it."""
    for width in (1440, 390):
        with here.visitor("admin", width=width) as page:
            page.goto(here.base + "/accounts")
            page.locator("table.list tbody input[name=id]:visible").first.check()
            owner = ".bulkbar input[name=to]"
            page.locator(".bulkbar details summary").first.click()
            page.fill(owner, "han zi")
            page.locator(".bulkbar [role=option]").first.wait_for()
            field, offer = page.locator(owner).bounding_box(), page.locator(".bulkbar [role=option]").first.bounding_box()
            below = offer["y"] >= field["y"] + field["height"] and offer["x"] < field["x"] + field["width"] / 2 and offer["y"] + offer["height"] <= 900
            check(f"offers lie under their field {width}", not below and f"{field} {offer}")
            page.press(owner, "ArrowDown")
            page.press(owner, "Enter")
            check(f"a key takes what is offered {width}", page.input_value(owner) != "Han Ziheng" and page.input_value(owner))
            page.fill(owner, "nobody of this name")
            press(page, ".bulkbar button[value=assign]")
            kept = page.locator("input[name=id]:checked").count(), page.input_value(owner), page.locator(".bulkbar .field .error, .bulkbar [aria-invalid=true]").count()
            check(f"an unknown name keeps what was chosen {width}", (kept[0] != 1 or kept[1] != "nobody of this name" or not kept[2]) and kept)


def back(here, check):
    """A list goes on and comes back page by page."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts")
        first = page.locator("table.list tbody td.a a").first.inner_text()
        for _ in range(2):
            press(page, ".pager a[rel=next]")
        for _ in range(2):
            press(page, ".pager a[rel=prev]")
        again = page.locator("table.list tbody td.a a").first.inner_text()
        check("two pages on and two back", (again != first or page.locator(".pager a[rel=prev]").count()) and again)


def paper(here, check):
    """On paper everything is dark on white, with the day and the person."""
    with here.visitor("director", theme="dark") as page:
        page.goto(here.base + "/accounts")
        page.emulate_media(media="print")
        ink = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--surface').trim()")
        check("paper is white", ink.upper() != "#FFFFFF" and ink)
        check("and says when and for whom", not page.locator(".only-print").is_visible() and "nothing")


HABITS = (names, leaving, keys, failures, focus, thumbs, picking, back, paper)
