"""Entries of others' collections, as far as they can be shown: plain words, a date, a link out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from urllib.parse import urlsplit

from django.utils.html import strip_tags

from opendata.facts import printable

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_NAME = 300, 1_000, 500
_LANGUAGE = re.compile(r"[a-z]{2}(?=$|[-_])")
_DAY = re.compile(r"(?<!\d)(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Unreadable(Exception):
    """What came is no list of the kind that was agreed."""


@dataclass(frozen=True)
class Entry:
    """One thing in a collection. ``gone``: it was there and is to be forgotten."""

    name: str
    title: str = ""
    summary: str = ""
    address: str = ""
    language: str = ""
    published: date | None = None
    gone: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether it can be shown: with a title, and an address that a browser opens as a page."""
        return bool(self.name and self.title and self.address)


def entry(
    name: str, title: str, summary: str, addresses: list[str], language: str, day: str
) -> Entry:
    """An entry of what stands in a file, cut to what is shown; whatever cannot be read is left out."""
    links = (link for one in addresses if (link := _link(one)))
    address = next(links, "")
    return Entry(
        name=_words(name or address, LONGEST_NAME),
        title=_words(title, LONGEST_TITLE),
        summary=_words(summary, LONGEST_SUMMARY),
        address=address,
        language=found[0] if (found := _LANGUAGE.match(language.strip().lower())) else "",
        published=_date(day),
    )


def address_digest(address: str) -> str:
    """The same for addresses that lead to one page: the scheme, ``www.`` and a last slash do not count."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    same = f"{host}{parts.path.rstrip('/')}?{parts.query}"
    return hashlib.sha256(same.encode(errors="replace")).hexdigest()


def _words(text: str, most: int) -> str:
    """Plain words on one line; markup in them is no markup here."""
    plain = " ".join(printable(unescape(strip_tags(unescape(text[: 20 * most])))).split())
    return plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def _link(text: str) -> str:
    text = text.strip()
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    except ValueError:
        return ""
    return printable(text) if usable and len(text) <= LONGEST_NAME and " " not in text else ""


def _date(text: str) -> date | None:
    found = _DAY.search(text[:40])
    if not found:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
