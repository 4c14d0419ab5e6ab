"""Whole journeys, counted in clicks: importing (J3), a new policy (J4), the director's portfolio (J7), and what a desk and a phone
do to records, lists, search and settings."""

import csv
import pathlib
import re
import tempfile

from site_under_test import press

SEVERAL = 40
# Both languages, on a desk and on a phone.
SIGHTS = [(language, width) for language in ("zh-Hans", "en") for width in (1440, 390)]


class Clicks:
    """Counts the clicks of a journey; typing and choosing in a field that is open are not counted."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def click(self, selector):
        self.count += 1
        press(self.page, selector)


def settled(page):
    """Waits until work in the background is over."""
    for _ in range(1_200):
        if page.locator("ms-refresh").count() == 0:
            return
        page.wait_for_timeout(100)


def file_of_customers(folder, tag):
    path = pathlib.Path(folder) / f"customers-{tag}.csv"
    with open(path, "w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["客户编码", "客户名称", "地区", "行业", "标签"])
        for index in range(SEVERAL):
            writer.writerow([f"{tag}{index}", f"新客户{tag}{index}有限公司", "河南", "汽车制造", "展会"])
        writer.writerow([f"{tag}X", "", "河南", "", ""])
    return str(path)


def importing(here, check):
    """J3: upload, match, check, preview, import, download what was set aside, undo: at most nine clicks."""
    with tempfile.TemporaryDirectory() as folder:
        for language, width in SIGHTS:
            tag = f"J{language[:2].upper()}{width}"
            with here.visitor("ops", language, width=width) as page:
                before = count(page, here.base)
                page.goto(here.base + "/imports/new")
                steps = Clicks(page)
                page.set_input_files("input[name=file]", file_of_customers(folder, tag))
                steps.count += 1
                steps.click(".form-actions button.primary")
                settled(page)
                steps.click(".form-actions button.primary")
                settled(page)
                check(f"J3 {language} {width} the row without a name is shown", page.locator(".edit-rows tbody tr").count() != 1 and "not shown")
                steps.click("a.btn.primary")
                steps.click(".form-actions button.primary")
                settled(page)
                run = page.url
                check(f"J3 {language} {width} rows are imported", str(SEVERAL) not in page.inner_text("h1") and page.inner_text("h1"))
                text = page.request.get(run + "/set-aside.csv").text()
                steps.count += 1
                check(f"J3 {language} {width} the row set aside has its reason", "missing-value" not in text and text[:200])
                check(f"J3 {language} {width} accounts came", count(page, here.base) != before + SEVERAL and count(page, here.base))
                page.goto(here.base + "/imports/new")
                page.select_option("select[name=kind]", "accounts")
                page.set_input_files("input[name=file]", file_of_customers(folder, tag))
                press(page, ".form-actions button.primary")
                settled(page)
                press(page, ".form-actions button.primary")
                settled(page)
                press(page, "a.btn.primary >> nth=0")
                check(f"J3 {language} {width} the same file again brings nothing", not re.match(r"\D*0\D", page.inner_text("h1")) and page.inner_text("h1"))
                page.goto(run)
                steps.click("button[value=undo]")
                settled(page)
                check(f"J3 {language} {width} the import is taken back", count(page, here.base) != before and count(page, here.base))
                check(f"J3 {language} {width} within nine clicks", steps.count > 9 and steps.count)


def customers_of_an_erp(folder, known_name):
    """5,000 customers in GB18030; one has the name of a customer that exists, one has no name."""
    path = pathlib.Path(folder) / "customers.csv"
    with open(path, "w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["客户编码", "客户名称", "地区"])
        for index in range(4_998):
            writer.writerow([f"ERP{index:05}", f"导入客户{index}有限公司", "河南"])
        writer.writerow(["ERP90001", known_name, "河南"])
        writer.writerow(["ERP90002", "", "河南"])
    return str(path)


def sales_of_an_erp(folder):
    """80,000 order lines of those customers; one has no price that can be read."""
    path = pathlib.Path(folder) / "sales.csv"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["客户编码", "单据号", "日期", "产品编码", "数量", "单价", "金额", "币种"])
        for index in range(79_999):
            invoice = index // 8
            writer.writerow([f"ERP{invoice % 4_998:05}", f"ERP-INV-{invoice}", f"2026-0{1 + invoice % 5}-{1 + invoice % 28:02}", f"P{index % 97}", 2, "3.50", "7.00", "CNY"])
        writer.writerow(["ERP00000", "ERP-INV-X", "2026-05-01", "P1", 2, "three", "three", "CNY"])
    return str(path)


def importing_whole(here, check):
    """J3 at its size: 5,000 customers and 80,000 lines, a duplicate side by side, again, and taken back."""
    with tempfile.TemporaryDirectory() as folder, here.visitor("ops", "zh-Hans") as page:
        page.set_default_timeout(120_000)
        before = count(page, here.base)
        page.goto(here.base + "/accounts?q=K100001")
        known = page.locator("table.list tbody td.a a").first.get_attribute("title")

        def upload(kind, path):
            page.goto(here.base + "/imports/new")
            page.select_option("select[name=kind]", kind)
            page.set_input_files("input[name=file]", path)
            press(page, ".form-actions button.primary")
            settled(page)
            press(page, ".form-actions button.primary")
            settled(page)

        upload("accounts", customers_of_an_erp(folder, known))
        check("J3 whole: duplicate and row are side by side", known not in page.locator(".edit-rows tr.existing").inner_text() and page.inner_text(".edit-rows"))
        press(page, "a.btn.primary")
        press(page, ".form-actions button.primary")
        settled(page)
        customers = page.url
        check("J3 whole: 4,998 customers came", count(page, here.base) != before + 4_998 and count(page, here.base) - before)
        upload("sales", sales_of_an_erp(folder))
        press(page, "a.btn.primary")
        check("J3 whole: the preview's sum", "559,993.00" not in page.inner_text(".content") and page.inner_text(".content")[:300])
        press(page, ".form-actions button.primary")
        settled(page)
        sales = page.url
        text = page.request.get(sales + "/set-aside.csv").text()
        check("J3 whole: one line is set aside with its reason", "unreadable-price" not in text and text[:300])
        page.goto(here.base + "/accounts/ERP00000")
        check("J3 whole: an account has its sales", "168" not in page.inner_text("main") and page.inner_text("main")[:300])
        upload("sales", sales_of_an_erp(folder))
        press(page, "a.btn.primary")
        check("J3 whole: the same lines again bring nothing", not re.search(r"(?<!\d)0(?!\d)", page.inner_text("h1")) and page.inner_text("h1"))
        for run in (sales, customers):
            page.goto(run)
            press(page, "button[value=undo]")
            settled(page)
        check("J3 whole: both are taken back", count(page, here.base) != before and count(page, here.base) - before)


def count(page, base):
    page.goto(base + "/accounts")
    return int(re.search(r"[\d,]+", page.inner_text("h1")).group().replace(",", ""))


def policy(here, check):
    """J4: from a pattern; weights, lines and gates; who moves and why; publish: operations within twelve clicks."""
    for language, width in SIGHTS:
        with here.visitor("ops", language, width=width) as page:
            policy_once(here, check, page, f"J4 {language} {width}")


def policy_once(here, check, page, name):
    page.goto(here.base + "/policies")
    steps = Clicks(page)
    steps.click(".lead details summary")
    steps.click("button[name=pack][value=manufacturing]")
    # Five points of weight go from the sales amount to the impact; the parts follow in proportion.
    for criterion, weight in ((0, "30"), (2, "20")):
        steps.click(f".crit > li >> nth={criterion} >> summary")
        page.fill(f"input[name='v.criteria[{criterion}].weight']", weight)
    first = page.locator("input[name='v.criteria[0].parts[0].weight']").input_value()
    check(f"{name} the parts follow their criterion", first != "12" and first)
    page.fill("input[name='v.tiers[0].from']", "70")
    page.fill("input[name='v.gates[0].at_most']", "5")
    page.fill("textarea[name=note]", "The line of S moves to 70.")
    steps.click("button[value=values]")
    settled(page)
    check(f"{name} the movers are listed with reasons", page.locator("li.mover .why").count() == 0 and "nobody")
    check(f"{name} changes are marked", page.locator("#draft .chg").count() < 5 and page.locator("#draft .chg").count())
    check(f"{name} no sideways scrolling", page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"] and "wide")
    wanted = int(re.search(r"\d+", page.locator(".moves-table td.rose a").first.inner_text()).group())
    steps.click(".moves-table td.rose a")
    check(f"{name} the list behind a number has as many", page.locator("li.mover").count() != wanted and f"{page.locator('li.mover').count()} of {wanted}")
    page.go_back()
    page.wait_for_selector("button[value=publish]")
    check(f"{name} what was typed is still there", page.input_value("textarea[name=note]") != "The line of S moves to 70." and "lost")
    page.fill("input[name=from]", "2099-01-01")
    steps.click("button[value=publish]")
    check(f"{name} the version is in the history", "The line of S moves to 70." not in page.content() and "not listed")
    check(f"{name} within twelve clicks", steps.count > 12 and steps.count)


def portfolio(here, check):
    """J7: from the director's home to the invoice lines behind a tier, within five clicks."""
    for language, width in SIGHTS:
        with here.visitor("director", language, width=width) as page:
            page.goto(here.base + "/")
            figure = page.locator("a.figure").nth(3)
            told = int(re.search(r"\d+", figure.locator(".value").inner_text()).group())
            steps = Clicks(page)
            steps.click("a.figure >> nth=3")
            listed = int(re.search(r"\d+", page.inner_text("h1")).group())
            check(f"J7 {language} {width} the figure equals its list", told != listed and f"{told} {listed}")
            steps.click("td.a a")
            steps.click("nav.tabs a >> nth=1")
            check(f"J7 {language} {width} down to the lines", page.locator("table.lines tbody tr").count() == 0 and "no lines")
            check(f"J7 {language} {width} within five clicks", steps.count > 5 and steps.count)


def records(here, check):
    """Adding, editing, conflict, undo, notes with files: as forms, without scripts."""
    with here.visitor("ops", scripts=False) as page, here.visitor("director", scripts=False) as other:
        page.goto(here.base + "/accounts/new")
        page.fill("input[name=name]", "Journey & Sons <Ltd>")
        press(page, ".form-actions button.primary")
        account = page.url.split("?")[0]
        check("an account is added", "Journey & Sons <Ltd>" not in page.inner_text("h1") and page.inner_text("h1"))
        page.goto(account + "/edit")
        other.goto(account + "/edit")
        other.fill("input[name=shortName]", "Theirs")
        other.fill("input[name=website]", "example.com")
        press(other, ".form-actions button.primary")
        page.fill("input[name=shortName]", "Mine")
        press(page, ".form-actions button.primary")
        check("a conflict is shown, not written", page.locator(".meanwhile.conflict").count() != 1 and page.inner_text("main")[:200])
        check("what only others changed is taken over", page.input_value("input[name=website]") != "https://example.com" and page.input_value("input[name=website]"))
        press(page, ".form-actions button.primary")
        press(page, ".toast button")
        page.goto(account + "/edit")
        check("undo brings the other value back", page.input_value("input[name=shortName]") != "Theirs" and page.input_value("input[name=shortName]"))
        page.fill("input[name=name]", "")
        page.fill("input[name=creditCode]", "91350100M000100Y44")
        press(page, ".form-actions button.primary")
        check("problems stand beside their fields", page.locator(".field .wrong").count() != 2 and page.locator(".field .wrong").count())
        page.goto(account + "/activity")
        page.fill("textarea[name=body]", "Talked about <b>prices</b>")
        page.set_input_files("input[name=files]", {"name": "offer.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
        press(page, "section[aria-labelledby=log] button.primary")
        check("the note stands as it was typed", "Talked about <b>prices</b>" not in page.inner_text(".timeline") and "not there")
        answer = page.request.get(here.base + page.locator(".files a").first.get_attribute("href"))
        check("its file comes back, saved and not shown", (answer.body() != b"%PDF-1.4" or "attachment" not in answer.headers["content-disposition"]) and "other bytes")


def lists(here, check):
    """Choosing, assigning, tagging with undo; a cell in its place; a view with a name; preview; columns; XLSX."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts?tier=C")
        page.keyboard.press("j")
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("x")
        check("two rows are chosen by keys", "2" not in page.inner_text("[data-selected]") and page.inner_text("[data-selected]"))
        check("the bar says what they bought", "¥" not in page.inner_text("[data-sum]") and page.inner_text("[data-sum]"))
        page.click(".bulkbar summary:has-text('Tag')")
        page.fill("input[name=tag]", "watch")
        press(page, "button[value=tag]")
        press(page, ".toast button")
        page.goto(here.base + "/accounts?tier=C&cols=tags")
        check("tags are taken back at once", "watch" in page.inner_text("table.list tbody") and "still there")
        row = page.locator("table.list tbody tr").first
        page.goto(here.base + "/accounts?tier=C")
        page.keyboard.press("j")
        page.keyboard.press("Space")
        page.wait_for_selector("ms-preview h2")
        page.keyboard.press("Escape")
        check("the preview opens and closes by keys", page.locator("ms-preview").is_visible() and "still open")
        row = page.locator("table.list tbody tr").first
        row.hover()
        row.locator("td.x .cell-edit").click()
        page.wait_for_selector(".inline-edit")
        page.fill(".inline-edit input[name=nextStep]", "Call about the sample")
        page.keyboard.press("Enter")
        page.wait_for_selector("td.x:has-text('Call about the sample')")
        check("a cell is changed in its place", None)
        page.click("summary:has-text('Save view')")
        page.fill("details[open] input[name=name]", "My small ones")
        press(page, "details[open] button.primary")
        check("the view is a tab and an address", ("view=" not in page.url or not page.locator("nav.tabs a[aria-current]").inner_text().startswith("My small ones")) and page.url)
        book = page.request.get(here.base + "/accounts.xlsx?tier=S").body()
        check("the workbook is one", not book.startswith(b"PK") and book[:20])
    with here.visitor("kam") as page:
        page.goto(here.base + "/accounts")
        check("who may not assign is not offered it", page.locator("button[value=assign]").count() and "offered")
        stranger = page.request.get(here.base + "/accounts/new")
        check("a manager may add accounts", stranger.status != 200 and stranger.status)


def palette(here, check):
    """One box over everything: keys, pinyin, initials, digits, a typing error; only what may be seen."""
    with here.visitor("director", "zh-Hans") as page:
        page.goto(here.base + "/accounts")
        name = page.locator("table.list tbody td.a a > span:last-child").first.inner_text()
        page.keyboard.press("Control+k")
        page.fill(".palette input", name[:2])
        page.wait_for_selector(f".palette .results a:has-text('{name}')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/accounts/*")
        check("the palette leads to the account", None)
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts")
        english = page.locator("table.list tbody td.a a > span:last-child").first.inner_text()
        word = english.split()[0]
        wrong = word[:2] + word[3:]
        for query, why in ((word.lower(), "a Latin word"), (wrong.lower(), "a typing error"), ("K100001", "a code"), ("INV-1-", "a number"), ("199", "phone digits"), ("setti", "a page")):
            page.goto(f"{here.base}/search?q={query}")
            check(f"search finds by {why}", page.locator(".results a").count() == 0 and query)
    with here.visitor("kam") as page:
        page.goto(here.base + "/search?q=K1")
        codes = set(re.findall(r"K\d{6}", page.inner_text(".results")))
        page.goto(here.base + "/accounts")
        own = set(re.findall(r"K\d{6}", page.request.get(here.base + "/accounts.csv").text()))
        check("search shows a manager the own accounts only", codes - own and codes - own)


def people(here, check):
    """A new user sets a password with a link, signs in, changes it; sessions end; accounts are handed over and back."""
    with here.visitor("admin") as page:
        page.goto(here.base + "/people/new")
        page.fill("input[name=signIn]", "newcomer")
        page.fill("input[name=name]", "New Comer")
        page.select_option("select[name=role]", "viewer")
        press(page, ".form-actions button.primary")
        press(page, "section[aria-labelledby=reset] button")
        link = page.inner_text(".notice.good code")
        with here.visitor() as other:
            other.goto(here.base + link)
            other.fill("input[name=password]", "short")
            press(other, "button.primary")
            check("a short password is refused", other.locator(".wrong").count() != 1 and "taken")
            other.fill("input[name=password]", "a long sentence of my own")
            press(other, "button.primary")
            other.wait_for_url("**/sign-in")
            other.fill("input[name=name]", "newcomer")
            other.fill("input[type=password]", "a long sentence of my own")
            press(other, "form button.primary")
            other.wait_for_url(here.base + "/")
            check("a link works once", other.request.get(here.base + link).status != 404 and "again")
            for path in ("/people", "/imports", "/organisation", "/imports/new", "/policies/drafts/1", "/accounts/new"):
                check(f"a viewer does not get {path}", other.request.get(here.base + path).status != 404 and "got it")
            page.goto(here.base + "/people")
            press(page, "a.link:has-text('New Comer')")
            page.check("input[name=disabled]")
            press(page, "section[aria-labelledby=person] button.primary")
            other.goto(here.base + "/accounts")
            check("a disabled person is out at once", "/sign-in" not in other.url and other.url)


JOURNEYS = (importing, importing_whole, policy, portfolio, records, lists, palette, people)
