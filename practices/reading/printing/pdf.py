"""Tagged PDF (PDF/UA-1) by WeasyPrint. Imported only where its libraries are there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from practices.reading.printing.sheet import LONGEST

VARIANT = "pdf/ua-1"
# Shares of the texts' usual lengths, tried one after the other until all stands on one page.
LENGTHS = (LONGEST, 2.2, 1.6, 1.2, 0.9, 0.65, 0.45, 0.3, 0.15)


class OwnFiles(URLFetcher):
    """Gives our type faces and the pictures of the record at hand, and refuses every other address."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["own"], allow_redirects=False)
        self._pictures = pictures

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """What ``own:font/…`` and ``own:picture/…`` name."""
        kind, _slash, name = url.removeprefix("own:").partition("/")
        if url.startswith("own:") and kind == "font" and name in _fonts():
            return URLFetcherResponse(url, _fonts()[name], {"Content-Type": "font/woff2"})
        if url.startswith("own:") and kind == "picture" and name in self._pictures:
            return URLFetcherResponse(url, self._pictures[name])
        raise ValueError("Only the site's own files are used.")


@cache
def _fonts() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in settings.FONTS_DIR.glob("*.woff2")}


@cache
def style_text() -> str:
    """The style of all files to print."""
    return (settings.BASE_DIR / "static" / "css" / "pdf.css").read_text()


@cache
def _style() -> tuple[CSS, FontConfiguration]:
    """Read once: the fonts in it are unpacked for each reading."""
    fonts = FontConfiguration()
    return CSS(string=style_text(), font_config=fonts, url_fetcher=OwnFiles({})), fonts


def _rendered(html: str, pictures: Mapping[str, bytes]) -> Document:
    style, fonts = _style()
    page = HTML(
        string=html, base_url=settings.WAGTAILADMIN_BASE_URL, url_fetcher=OwnFiles(pictures)
    )
    return page.render(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)


def made(html: str, pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of a text."""
    return _written(_rendered(html, pictures))


def one_page(write: Callable[[float], str], pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of the longest version of a text that stands on one page."""
    # Most texts are short, and each trial takes a third of a second: the whole, then by halves.
    document = _rendered(write(LENGTHS[0]), pictures)
    if len(document.pages) > 1:
        low, high = 1, len(LENGTHS) - 1
        while low < high:
            middle = (low + high) // 2
            if len(_rendered(write(LENGTHS[middle]), pictures).pages) == 1:
                high = middle
            else:
                low = middle + 1
        document = _rendered(write(LENGTHS[low]), pictures)
    return _written(document)


def _written(document: Document) -> bytes:
    written: bytes = document.write_pdf(pdf_variant=VARIANT)
    return written
