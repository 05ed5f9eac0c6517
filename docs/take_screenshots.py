"""Takes the pictures: contact sheets of every kind of page, and those of the README.

Run by ``make screenshots``; needs Chromium. The sheets are written to var/screens/, for looking at: a row for
each kind of page, with each width, scheme and language at least once. ``--site http://127.0.0.1:8000`` takes
them from a site that runs already, and then no pictures of the README; ``--only map`` of some kinds of page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page, StorageState

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.running_site import ROOT, chromium, running_site
from tests.browser.steps import sign_in
from tests.page_types import ADMIN_TYPES, DESK_TYPES, LANGUAGES, PAGE_TYPES

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
# Width and height of the window, width of its picture on the sheet.
WINDOWS = ((360, 1100, 176), (768, 1500, 250), (1280, 1600, 330), (1920, 1600, 400))
SCHEMES = ("light", "dark")
ROWS = 6  # of one sheet
GAP, HEAD = 16, 26


def main() -> None:
    """Write the sheets, then the README's pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--site", help="the address of a site that runs already")
    options.add_argument("--only", default="", help="a part of the names of kinds of page")
    chosen = options.parse_args()
    SHEETS.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        if chosen.site:
            take_sheets(browser, chosen.site, chosen.only)
            return
        with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
            take_sheets(browser, site, chosen.only)
            take_readme(browser, site)


def take_readme(browser: Browser, site: str) -> None:
    """The pictures of the README."""
    page = browser.new_page(viewport={"width": 1280, "height": 960})
    for name, path in README.items():
        show(page, f"{site}/{path}")
        target = SHOWN / f"{name}.png"
        page.screenshot(path=target)
        Image.open(target).quantize(256).save(target, optimize=True)
        print(target.relative_to(ROOT))


def take_sheets(browser: Browser, site: str, only: str) -> None:
    """Sheets of ROWS kinds of page each: those of readers, then those of a coordinator and of an editor."""
    for who, pages in ((None, PAGE_TYPES), ("coordinator", DESK_TYPES), ("editor", ADMIN_TYPES)):
        state = signed_in(browser, site, f"{who}@example.org") if who else None
        chosen = [(name, path) for name, path in pages.items() if only in name]
        for first in range(0, len(chosen), ROWS):
            rows = {
                name: [
                    picture(browser, f"{site}/{view.address(path)}", view, state)
                    for view in views(number)
                ]
                for number, (name, path) in enumerate(chosen[first : first + ROWS], first)
            }
            target = SHEETS / f"{who or 'reader'}-{first // ROWS + 1:02}.png"
            contact_sheet(rows).save(target)
            print(target.relative_to(ROOT), ", ".join(rows), flush=True)


class View(NamedTuple):
    """One way to look at a page."""

    language: str
    window: tuple[int, int, int]
    scheme: str

    def address(self, path: str) -> str:
        """Where the page is in this language; the admin has one address for all."""
        return path if path.startswith("admin/") else f"{self.language}/{path}"


def views(number: int) -> list[View]:
    """Six views of a kind of page: each language, width and scheme; another kind has other pairs."""
    return [
        View(
            language,
            WINDOWS[(number + place) % len(WINDOWS)],
            SCHEMES[(number // len(WINDOWS) + place + place // len(WINDOWS)) % len(SCHEMES)],
        )
        for place, language in enumerate(LANGUAGES)
    ]


def signed_in(browser: Browser, site: str, email: str) -> StorageState:
    """What the browser keeps of somebody of the demonstration who has signed in."""
    context = browser.new_context()
    sign_in(context.new_page(), site, email)
    state = context.storage_state()
    context.close()
    return state


def contact_sheet(rows: dict[str, list[Image.Image]]) -> Image.Image:
    """One row per kind of page."""
    width = GAP + max(sum(shot.width + GAP for shot in row) for row in rows.values())
    height = sum(HEAD + max(shot.height for shot in row) + GAP for row in rows.values())
    sheet = Image.new("RGB", (width, height), "#8a8f8f")
    draw = ImageDraw.Draw(sheet)
    top = 0
    for name, row in rows.items():
        draw.text((GAP, top + 6), name, "white", ImageFont.load_default(14))
        left = GAP
        for shot in row:
            sheet.paste(shot, (left, top + HEAD))
            left += shot.width + GAP
        top += HEAD + max(shot.height for shot in row) + GAP
    return sheet


def picture(browser: Browser, address: str, view: View, state: StorageState | None) -> Image.Image:
    """The top of a page in a window of this size, made small."""
    width, height, shown = view.window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=view.scheme,  # type: ignore[arg-type]
        storage_state=state,
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
