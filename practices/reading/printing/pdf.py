"""Tagged PDF (PDF/UA-1) by WeasyPrint, as a program of its own: reads a job, writes the file.

``python -m practices.reading.printing.pdf`` takes one JSON object: ``versions`` of a text as HTML, the
longest first, of which the first that stands on one page is made (the only one, however long it is);
``style``; ``fonts``, the folder of the type faces; ``pictures`` by name, in Base64. What the library loads
and what a long record takes to lay out goes with the process; a web process stays as small as it began.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT = "pdf/ua-1"


class OwnFiles(URLFetcher):
    """Gives our type faces and the pictures of the record at hand, and refuses every other address."""

    def __init__(self, fonts: Path, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["own"], allow_redirects=False)
        self._fonts = {path.name: path for path in fonts.glob("*.woff2")}
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """What ``own:font/…`` and ``own:picture/…`` name."""
        kind, _slash, name = url.removeprefix("own:").partition("/")
        if url.startswith("own:") and kind == "font" and name in self._fonts:
            font = self._fonts[name].read_bytes()
            return URLFetcherResponse(url, font, {"Content-Type": "font/woff2"})
        if url.startswith("own:") and kind == "picture" and name in self._pictures:
            return URLFetcherResponse(url, self._pictures[name])
        raise ValueError("Only the site's own files are used.")


class Press:
    """Lays out texts with one style, which is read once."""

    def __init__(self, style: str, files: OwnFiles) -> None:
        self._files = files
        self._fonts = FontConfiguration()
        self._style = CSS(string=style, font_config=self._fonts, url_fetcher=files)

    def pages(self, html: str) -> Document:
        page = HTML(string=html, base_url="own:", url_fetcher=self._files)
        return page.render(stylesheets=[self._style], font_config=self._fonts, pdf_variant=VARIANT)

    def first_on_one_page(self, versions: Sequence[str]) -> Document:
        """Most texts are short, and each trial takes a third of a second: the longest, then by halves."""
        document = self.pages(versions[0])
        low, high = 1, len(versions) - 1
        if len(document.pages) == 1 or not high:
            return document
        while low < high:
            middle = (low + high) // 2
            if len(self.pages(versions[middle]).pages) == 1:
                high = middle
            else:
                low = middle + 1
        return self.pages(versions[low])


def made(job: Mapping[str, Any]) -> bytes:
    """The PDF of a job."""
    pictures = {name: base64.b64decode(data) for name, data in job["pictures"].items()}
    press = Press(job["style"], OwnFiles(Path(job["fonts"]), pictures))
    written: bytes = press.first_on_one_page(job["versions"]).write_pdf(pdf_variant=VARIANT)
    return written


if __name__ == "__main__":
    sys.stdout.buffer.write(made(json.load(sys.stdin)))
