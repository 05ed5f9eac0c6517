"""Files to print: made once for each content, one at a time, and only where the machine can."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from threading import Lock

from django.conf import settings
from django.core.cache import cache as shared_cache
from django.utils.translation import gettext as _

# A text processor for one page more would cost as much as twenty pages of the site: one who comes while
# another is at work waits, and everybody else is asked at once to come again: each waits with a thread
# that others need.
WAIT_SECONDS = 15
LONGEST_SECONDS = 60
KEPT_SECONDS = 24 * 60 * 60
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PROGRAM = "practices.reading.printing.pdf"
# What the program needs to know of where it runs; secrets are not among it.
ENVIRONMENT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "XDG_CACHE_HOME")
# Shares of the texts' usual lengths, of which the longest that stands on one page is taken.
LENGTHS = (3.0, 2.2, 1.6, 1.2, 0.9, 0.65, 0.45, 0.3, 0.15)
LONGEST = LENGTHS[0]
_at_work, _waiting = Lock(), Lock()
logger = logging.getLogger(__name__)


class CannotPrint(Exception):
    """There is no file now; the text says why in the reader's language."""


@cache
def can_print() -> bool:
    """Whether WeasyPrint finds the libraries of the operating system that it draws text with."""
    return _python("-c", "import weasyprint").returncode == 0


def need_printer() -> None:
    """Raises :class:`CannotPrint` where the machine can make no files at all."""
    if not can_print():
        sentence = _("This server cannot make PDF files: it lacks %(packages)s.")
        raise CannotPrint(sentence % {"packages": PACKAGES})


def _python(*arguments: str, given: str = "") -> subprocess.CompletedProcess[bytes]:
    """A Python of its own; what it loads is gone with it."""
    return subprocess.run(  # noqa: S603 - our own program; what people typed arrives as its input
        [sys.executable, *arguments],
        input=given.encode(),
        capture_output=True,
        timeout=LONGEST_SECONDS,
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
        check=False,
    )


@cache
def style_text() -> str:
    """The style of all files to print."""
    return (settings.BASE_DIR / "static" / "css" / "pdf.css").read_text()


def digest(html: str) -> str:
    """What names a file: the text it is made from, and the style."""
    return hashlib.sha256(f"{style_text()}{html}".encode()).hexdigest()[:32]


def printed(
    write: Callable[[float], str], pictures: Mapping[str, bytes], *, one_page: bool = False
) -> bytes:
    """The PDF of what ``write`` gives at its longest; kept for a day under what it is made from.

    Nothing has to be dropped when a record changes: its text is another one then. With ``one_page`` the
    texts are shortened until it is one. Raises :class:`CannotPrint` where somebody waits already, waiting
    takes too long, or the program fails.
    """
    key = f"pdf:{digest(write(LONGEST))}"
    known: bytes | None = shared_cache.get(key)
    if known is not None:
        return known
    if not _take_turn():
        raise CannotPrint(_("Many files are being made just now. Please try again in a minute."))
    try:
        known = shared_cache.get(key)
        if known is None:
            known = made(
                [write(length) for length in (LENGTHS if one_page else LENGTHS[:1])], pictures
            )
            shared_cache.set(key, known, KEPT_SECONDS)
    finally:
        _at_work.release()
    return known


def made(versions: list[str], pictures: Mapping[str, bytes]) -> bytes:
    """The PDF of the longest of these versions of a text that stands on one page; of the only one.

    Raises :class:`CannotPrint` where the program fails or takes too long.
    """
    job = {
        "versions": versions,
        "style": style_text(),
        "fonts": str(settings.FONTS_DIR),
        "pictures": {name: base64.b64encode(data).decode() for name, data in pictures.items()},
    }
    try:
        done = _python("-m", PROGRAM, given=json.dumps(job))
    except subprocess.TimeoutExpired as error:
        raise CannotPrint(
            _("This file could not be made. Please try again in a minute.")
        ) from error
    if done.returncode != 0:
        *_where, what = done.stderr.decode(errors="replace").splitlines() or [""]
        logger.error("No file was made: %s", what)
        raise CannotPrint(_("This file could not be made. Please try again in a minute."))
    return done.stdout


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
