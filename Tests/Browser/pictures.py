"""Compares the component page with its recorded pictures; script/pictures records them anew.

Another browser or other typefaces draw other pixels, so pictures are compared only with those of the same version of the browser; what
follows its first number are mended faults.
"""

import io
import os
import pathlib

from PIL import Image, ImageChops

FOLDER = pathlib.Path(__file__).parent / "Pictures"
MADE_WITH = FOLDER / "made-with.txt"
# The edges of letters may be drawn a little differently; what people see as another colour is further away.
NOTICED = 40
# Of all pixels: less than a changed word.
TOLERATED = 0.0002


def difference(recorded, shown):
    """What is wrong with a picture; None when it is the same to the eye."""
    if recorded.size != shown.size:
        return f"{shown.size[0]}x{shown.size[1]} pixels instead of {recorded.size[0]}x{recorded.size[1]}"
    red, green, blue = ImageChops.difference(recorded, shown).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    changed = sum(most.histogram()[NOTICED:])
    area = most.point(lambda value: 255 if value >= NOTICED else 0).getbbox()
    return f"{changed} pixels differ within {area}" if changed > TOLERATED * shown.size[0] * shown.size[1] else None


def components(here, check):
    """Every component in all states, in both languages and themes, wide and narrow."""
    version = here.browser.version.split(".")[0]
    if os.environ.get("MAINSTAY_RECORD_PICTURES"):
        FOLDER.mkdir(exist_ok=True)
        MADE_WITH.write_text(version + "\n")
    elif not MADE_WITH.exists() or MADE_WITH.read_text().strip() != version:
        print(f"SKIPPED: pictures of the component page, made with another browser than {version}", flush=True)
        return
    for language in ("zh-Hans", "en"):
        for theme in ("light", "dark"):
            for width in (1440, 390):
                with here.visitor("director", language, theme, width) as page:
                    page.goto(here.base + "/styleguide")
                    page.evaluate("document.fonts.ready")
                    shots = {"shell": frame(page, width)}
                    # As tall as the page: what sticks to the window's edge would otherwise cover something.
                    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
                    shots["components"] = page.locator("main").screenshot(animations="disabled")
                for name, picture in shots.items():
                    compare(FOLDER / f"{name}-{language}-{theme}-{width}.png", Image.open(io.BytesIO(picture)).convert("RGB"), check)


def frame(page, width):
    """What stands around every page; on a phone with everything that the bar at the bottom holds."""
    if width < 900:
        page.click(".tabbar summary")
    picture = page.screenshot(animations="disabled")
    if width < 900:
        page.keyboard.press("Escape")
    return picture


def compare(path, shown, check):
    if os.environ.get("MAINSTAY_RECORD_PICTURES"):
        shown.save(path, optimize=True)
        return
    problem = difference(Image.open(path).convert("RGB"), shown) if path.exists() else "no such picture was recorded"
    if problem and os.environ.get("MAINSTAY_PICTURES"):
        shown.save(pathlib.Path(os.environ["MAINSTAY_PICTURES"]) / path.name)
    check(f"picture {path.stem}", problem)
