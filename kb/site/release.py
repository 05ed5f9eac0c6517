"""Which release of the code answers, so that pages kept by another one are not served after an upgrade."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

ROOMS = ("kb", "declarations", "practices", "search", "templates", "locale")
KINDS = {".py", ".html", ".mo", ".svg"}


@cache
def release() -> str:
    """A fingerprint of code, templates, words and the addresses of style sheets; read once by each process.

    Files are told apart by size and time: machines on which they differ share no pages.
    """
    root = Path(settings.BASE_DIR)
    files = [
        (str(path.relative_to(root)), status.st_size, status.st_mtime_ns)
        for room in ROOMS
        for path in (root / room).rglob("*")
        if path.suffix in KINDS
        for status in (path.stat(),)
    ]
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    styles = manifest.read_bytes() if manifest.is_file() else b""
    return hashlib.sha256(repr(sorted(files)).encode() + styles).hexdigest()
