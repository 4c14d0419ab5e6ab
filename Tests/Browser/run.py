"""Looks at the demo company as people do: every main page in both languages and themes, on wide and narrow screens,
with and without scripts, by role."""

import csv
import io
import re
import sys

from axe_playwright_python.sync_playwright import Axe

from habits import HABITS
from journeys import JOURNEYS
from pictures import components
from site_under_test import pages, site, work_pages

failures = 0


def check(name, problem):
    global failures
    if problem:
        failures += 1
        print(f"FAILED {name}: {problem}", flush=True)
    else:
        print(f"ok {name}", flush=True)


def findings(page):
    """What axe finds, with all of the page in view: what the bar of the phone covers until somebody scrolls is not too small."""
    width = page.viewport_size["width"]
    page.set_viewport_size({"width": width, "height": 900})
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight") + 200})
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    return "; ".join(f"{violation['id']} {violation['nodes'][0]['html'][:120]}" for violation in found.response["violations"])


def accessible(here):
    """Every page has no finding of axe, in both languages and themes, on a desk and on a phone."""
    for language in ("zh-Hans", "en"):
        for theme in ("light", "dark"):
            for width in (1440, 390):
                with here.visitor("director", language, theme, width) as page:
                    for path in ["/sign-in"] + pages(page, here.base):
                        page.goto(here.base + path)
                        check(f"axe {language} {theme} {width} {path}", findings(page))
                # Where people write, each language in one theme: what differs is the words and the width.
                if (language == "en") == (theme == "light"):
                    with here.visitor("admin", language, theme, width) as page:
                        for path in work_pages(page, here.base):
                            page.goto(here.base + path)
                            check(f"axe {language} {theme} {width} {path}", findings(page))


def reflow(here):
    """Nothing scrolls sideways, down to 320 pixels: each page is opened once and then made narrower, as people turn a phone."""
    for language in ("zh-Hans", "en"):
        with here.visitor("admin", language) as page:
            paths = {path: (1440, 1024, 768, 390, 320) for path in pages(page, here.base)}
            paths.update({path: (1440, 390, 320) for path in work_pages(page, here.base)})
            for path, widths in paths.items():
                page.set_viewport_size({"width": widths[0], "height": 900})
                page.goto(here.base + path)
                for width in widths:
                    page.set_viewport_size({"width": width, "height": 900})
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    check(f"reflow {language} {width} {path}", wide > width and f"{wide} pixels wide")


def main_job(here):
    """Sign in → list → account → why → a line's document and back, without scripts."""
    with here.visitor("kam", scripts=False) as page:
        page.goto(here.base + "/accounts")
        page.click("table.list tbody td.a a >> nth=0")
        title = page.inner_text("h1")
        page.click("nav.tabs a >> text=Evaluation")
        check("why opens", "points" not in page.inner_text("h1") and page.inner_text("h1"))
        total = page.inner_text("table.months tfoot td >> nth=-1")
        rows = page.inner_text("table.lines tfoot tr:last-child td")
        check("months and rows have one sum", total != rows and f"{total} and {rows}")
        contributions = [float(cell) for cell in page.locator("table.adds tbody tr:not(.none) td:last-child").all_inner_texts()]
        score = float(page.inner_text("table.adds tfoot tr:last-child td:last-child"))
        check("contributions add up to the score", abs(sum(contributions) - score) > 1e-9 and f"{contributions} {score}")
        page.click("table.lines tbody td:nth-child(2) a >> nth=0")
        check("the document opens", page.locator("h1").count() != 1 and "no title")
        page.go_back()
        page.click("table.lines tbody a.tryout >> nth=0")
        check("the score without a row is shown", page.locator("p.formula[role=status]").count() != 1 and "not shown")
        page.click("p.crumbs a >> nth=1")
        check("and back to the account", page.inner_text("h1") != title and page.inner_text("h1"))


def doors(here):
    """Every link on every page leads somewhere."""
    with here.visitor("director") as page:
        seen = set()
        for path in pages(page, here.base):
            page.goto(here.base + path)
            for href in page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))"):
                if href.startswith("/") and href.split("#")[0] not in seen and len(seen) < 400:
                    seen.add(href.split("#")[0])
        broken = [href for href in sorted(seen) if page.request.get(here.base + href).status != 200]
        check(f"{len(seen)} links lead somewhere", ", ".join(broken[:5]))


def exports(here):
    """The file has what the list shows, in its order."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts?tier=S")
        shown = [text.strip() for text in page.locator("table.list tbody td.a a > span:last-child").all_inner_texts()]
        text = page.request.get(here.base + "/accounts.csv?tier=S").text().lstrip("\ufeff")
        rows = list(csv.reader(io.StringIO(text)))
        check("the export equals the list", [row[1] for row in rows[1:]] != shown and f"{rows[1:3]} {shown[:2]}")
    with here.visitor("admin") as page:
        for path in pages(page, here.base) + work_pages(page, here.base):
            page.goto(here.base + path)
            for link in page.locator("a:has-text('CSV'):visible").all():
                with page.expect_download(timeout=5_000) as download:
                    link.click()
                check(f"{path} saves a file", not download.value.suggested_filename.endswith(".csv") and download.value.suggested_filename)


def access(here):
    """A key account manager sees the own accounts only: by list, search, address, export and count."""
    with here.visitor("director") as page:
        page.goto(here.base + "/accounts")
        everything = page.request.get(here.base + "/accounts.csv").text().count("\n")
        codes = [row[0] for row in csv.reader(io.StringIO(page.request.get(here.base + "/accounts.csv").text()))][1:]
    with here.visitor("kam") as page:
        own = [row[0] for row in csv.reader(io.StringIO(page.request.get(here.base + "/accounts.csv").text()))][1:]
        check("a manager sees fewer", not 0 < len(own) < everything - 1 and f"{len(own)} of {everything}")
        stranger = next(code for code in codes if code not in own)
        for path in ("", "/why", "/documents", "/contacts", "/activity", "/why.csv", "/documents.csv", "/why/lines.csv"):
            status = page.request.get(f"{here.base}/accounts/{stranger}{path}").status
            check(f"404 for another's account{path}", status != 404 and status)
        page.goto(f"{here.base}/accounts?q={stranger}")
        check("search does not find it", page.locator("table.list").count() and "found")
        page.goto(here.base + "/accounts")
        count = int(re.search(r"\d+", page.inner_text("h1")).group())
        check("the count is the own count", count != len(own) and f"{count} and {len(own)}")
    with here.visitor() as page:
        answer = page.request.get(here.base + "/accounts", max_redirects=0)
        check("strangers are sent to the sign-in", answer.status != 303 and answer.status)
        crossed = page.request.post(here.base + "/sign-in", headers={"Sec-Fetch-Site": "cross-site"}, form={"name": "kam", "password": "x"})
        check("other sites cannot sign anybody in", crossed.status != 403 and crossed.status)


def search(here):
    """Two Chinese characters find a name, and so do Latin letters."""
    with here.visitor("director", "zh-Hans") as page:
        page.goto(here.base + "/accounts")
        name = page.locator("table.list tbody td.a a > span:last-child").first.inner_text()
        page.goto(f"{here.base}/accounts?q={name[:2]}")
        names = page.locator("table.list tbody td.a a > span:last-child").all_inner_texts()
        check("two Chinese characters", name not in names and names[:3])


LOOKING = (main_job, access, search, exports, doors, reflow, accessible)
# Pictures first: they show the demo company as it was made.
WRITING = (components, *JOURNEYS, *HABITS)


def parts(named):
    """The parts of a kind of visitors, or those named, or all."""
    kinds = {"looking": LOOKING, "writing": WRITING}
    chosen = [part for name in named for part in kinds.get(name, ())] or [*LOOKING, *WRITING]
    return [part for part in chosen if not set(named) - set(kinds) or part.__name__ in named]


with site(sys.argv[1]) as here:
    for part in parts(sys.argv[2:]):
        try:
            part(here) if part in LOOKING else part(here, check)
        except Exception as error:  # One part that breaks must not hide the others.
            check(part.__name__, repr(error)[:300])
print("browser tests done")
sys.exit(1 if failures else 0)
