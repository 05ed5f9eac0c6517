"""Takes the pictures that the README shows. Run by ``make screenshots``; needs Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.running_site import chromium, running_site

FOLDER = Path(__file__).resolve().parent / "screens"
SHOTS = {
    "home": "/en/",
    "search": "/en/search/?q=exit+work",
    "record": "/en/cities/aarhus/aarhus-model-info-house/",
    "document": "/en/documents/aarhus-declaration/",
}


def main() -> None:
    """Write one PNG per entry of SHOTS, 1280 pixels wide."""
    FOLDER.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_site(Path(folder)) as address,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 960}, locale="en-GB")
        for name, path in SHOTS.items():
            page.goto(address + path)
            target = FOLDER / f"{name}.png"
            page.screenshot(path=target)
            print(target.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
