"""Files to print: made once for each content, one at a time, and only where the machine can."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock

from django.core.cache import cache as shared_cache
from django.utils.translation import gettext as _

from practices.reading.printing.sheet import LONGEST

# A text processor for one page more would cost as much as twenty pages of the site: one who comes while
# another is at work waits, and everybody else is asked at once to come again: each waits with a thread
# that others need.
WAIT_SECONDS = 15
KEPT_SECONDS = 24 * 60 * 60
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_at_work, _waiting = Lock(), Lock()


class CannotPrint(Exception):
    """There is no file now; the text says why in the reader's language."""


@cache
def can_print() -> bool:
    """Whether WeasyPrint finds the libraries of the operating system that it draws text with."""
    try:
        import weasyprint  # noqa: F401  (its import loads them)
    except (ImportError, OSError):
        return False
    return True


def digest(html: str) -> str:
    """What names a file: the text it is made from, and the style."""
    from practices.reading.printing.pdf import style_text

    return hashlib.sha256(f"{style_text()}{html}".encode()).hexdigest()[:32]


def printed(
    write: Callable[[float], str], pictures: Mapping[str, bytes], *, one_page: bool = False
) -> bytes:
    """The PDF of what ``write`` gives at its longest; kept for a day under what it is made from.

    Nothing has to be dropped when a record changes: its text is another one then. With ``one_page`` the
    texts are shortened until it is one. Raises :class:`CannotPrint` where somebody waits already, or waiting
    takes too long.
    """
    from practices.reading.printing import pdf

    key = f"pdf:{digest(write(LONGEST))}"
    known: bytes | None = shared_cache.get(key)
    if known is not None:
        return known
    if not _take_turn():
        raise CannotPrint(_("Many files are being made just now. Please try again in a minute."))
    try:
        known = shared_cache.get(key)
        if known is None:
            known = (
                pdf.one_page(write, pictures) if one_page else pdf.made(write(LONGEST), pictures)
            )
            shared_cache.set(key, known, KEPT_SECONDS)
    finally:
        _at_work.release()
    return known


def _take_turn() -> bool:
    """Be the one at work, at once or as the only one who waits."""
    if _at_work.acquire(blocking=False):
        return True
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return _at_work.acquire(timeout=WAIT_SECONDS)
    finally:
        _waiting.release()
