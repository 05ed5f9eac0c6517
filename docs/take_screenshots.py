"""Takes the pictures: every kind of page on one contact sheet per language, and those of the README.

Run by ``make screenshots``; needs Chromium. The sheets are written to var/screens/, for looking at.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.running_site import ROOT, chromium, running_site
from tests.page_types import PAGE_TYPES

SHOWN = ROOT / "docs" / "screens"
SHEETS = ROOT / "var" / "screens"
README = {
    "home": "en/",
    "search": "de/search/?q=Ausstieg",
    "record": "en/cities/aarhus/aarhus-model-info-house/",
    "document": "fr/documents/aarhus-declaration/",
    "map": "en/search/?view=map&at=aarhus",
    "finder": "de/find/?theme=rehabilitation-and-reintegration&question=2",
}
LANGUAGES = ("en", "de", "ru", "tr")
# Width and height of the window, width of its picture on the sheet.
WINDOWS = ((1280, 1600, 460), (360, 1100, 176))
SCHEMES = ("light", "dark")
GAP, HEAD = 16, 26


def main() -> None:
    """Write the sheets (or those of the languages named as arguments) and the README's pictures."""
    languages = sys.argv[1:] or list(LANGUAGES)
    SHOWN.mkdir(exist_ok=True)
    SHEETS.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as site,
        chromium() as browser,
    ):
        for language in languages:
            target = SHEETS / f"contact-sheet-{language}.png"
            contact_sheet(browser, site, language).save(target)
            print(target.relative_to(ROOT))
        page = browser.new_page(viewport={"width": 1280, "height": 960})
        for name, path in README.items():
            show(page, f"{site}/{path}")
            target = SHOWN / f"{name}.png"
            page.screenshot(path=target)
            Image.open(target).quantize(256).save(target, optimize=True)
            print(target.relative_to(ROOT))


def contact_sheet(browser: Browser, site: str, language: str) -> Image.Image:
    """One row per kind of page: wide and narrow, light and dark."""
    rows = {
        name: [
            picture(browser, f"{site}/{language}/{path}", window, scheme)
            for window in WINDOWS
            for scheme in SCHEMES
        ]
        for name, path in PAGE_TYPES.items()
    }
    width = GAP + sum(window[2] + GAP for window in WINDOWS for _scheme in SCHEMES)
    height = sum(HEAD + max(shot.height for shot in row) + GAP for row in rows.values())
    sheet = Image.new("RGB", (width, height), "#8a8f8f")
    draw = ImageDraw.Draw(sheet)
    top = 0
    for name, row in rows.items():
        draw.text((GAP, top + 6), f"{name} ({language})", "white", ImageFont.load_default(14))
        left = GAP
        for shot in row:
            sheet.paste(shot, (left, top + HEAD))
            left += shot.width + GAP
        top += HEAD + max(shot.height for shot in row) + GAP
    return sheet


def picture(
    browser: Browser, address: str, window: tuple[int, int, int], scheme: str
) -> Image.Image:
    """The top of a page in a window of this size, made small."""
    width, height, shown = window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    show(page, address)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.screenshot(path=file.name)
        with Image.open(file.name) as shot:
            small = shot.convert("RGB").resize((shown, height * shown // width), Image.LANCZOS)
    context.close()
    return small


def show(page: Page, address: str) -> None:
    """Go there and wait for the letters."""
    page.goto(address)
    page.evaluate("document.fonts.ready")


if __name__ == "__main__":
    main()
