"""Writes pictures of the main pages in both languages and themes, wide and narrow."""

import pathlib
import sys

from site_under_test import pages, site

base, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
names = ["home", "accounts", "account", "why", "documents", "document", "contacts", "activity", "policies"]
with site(base) as here:
    for language in ("zh-Hans", "en"):
        for theme in ("light", "dark"):
            for width in (1440, 390):
                with here.visitor("director", language, theme, width) as page:
                    for name, path in zip(names, pages(page, base)):
                        page.goto(base + path)
                        page.screenshot(path=str(folder / f"{name}-{language}-{theme}-{width}.png"))
                    page.goto(base + "/styleguide")
                    page.screenshot(path=str(folder / f"styleguide-{language}-{theme}-{width}.png"), full_page=True)
