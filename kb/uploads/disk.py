"""Room on the disk where uploads are stored: asked before one is taken, and nothing stays of half a file."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

# Kept free for what the site writes by itself: smaller versions of pictures, sessions, logs.
RESERVE = 50 * 2**20


def free_bytes() -> int | None:
    """How much room there is for uploads; None where that cannot be asked."""
    folder = settings.MEDIA_ROOT
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def check_disk(size: int = 0) -> None:
    """Raise ``ValidationError`` where the disk has no room for an upload of this size."""
    free = free_bytes()
    # An upload lies in memory or in a folder for a moment, then cleaned beside its smaller versions.
    if free is not None and free < 2 * size + RESERVE:
        raise ValidationError(
            _(
                "The server has no room for more files at the moment. Nothing was stored; the "
                "secretariat can tell you when to try again."
            )
        )


class WholeFiles(FileSystemStorage):
    """Files on this machine's disk; of one that could not be written to its end, nothing stays."""

    def _save(self, name: str, content: Any) -> str:
        there_before = Path(self.path(name)).exists()
        try:
            return str(super()._save(name, content))  # type: ignore[misc]
        except OSError:
            if not there_before:
                with suppress(OSError):
                    Path(self.path(name)).unlink()
            raise
