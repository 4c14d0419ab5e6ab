"""Writes pictures: those that the READMEs show, or with `all` every main page in both languages and themes, wide and narrow."""

import pathlib
import sys

from site_under_test import pages, site

base, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
names = ["home", "accounts", "account", "why", "documents", "document", "contacts", "activity", "policies"]


def readmes(here):
    for language, short in (("zh-Hans", "zh"), ("en", "en")):
        with here.visitor("director", language) as page:
            addresses = dict(zip(names, pages(page, base)))
            for name in ("accounts", "why"):
                page.goto(base + addresses[name])
                page.screenshot(path=str(folder / f"{name}-{short}.png"))


def everything(here):
    for language in ("zh-Hans", "en"):
        for theme in ("light", "dark"):
            for width in (1440, 390):
                with here.visitor("director", language, theme, width) as page:
                    for name, path in zip(names, pages(page, base)):
                        page.goto(base + path)
                        page.screenshot(path=str(folder / f"{name}-{language}-{theme}-{width}.png"))
                    page.goto(base + "/styleguide")
                    page.screenshot(path=str(folder / f"styleguide-{language}-{theme}-{width}.png"), full_page=True)


with site(base) as here:
    (everything if sys.argv[3:] == ["all"] else readmes)(here)
