"""Reading ahead: what a new web process reads at once, so that its first visitor does not wait for it.

The words of the search and the tables of the guard are read once per process and kept. A room registers what
reads its own; ``gunicorn.conf.py`` has it done in each process, beside the first requests.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import connections

logger = logging.getLogger(__name__)
_readers: list[Callable[[], object]] = []


def register_reader(read: Callable[[], object]) -> None:
    """Have ``read`` called once in every new web process; it may ask the database."""
    if read not in _readers:
        _readers.append(read)


def read_all() -> None:
    """Read all that was registered; what cannot be read now is read when somebody needs it."""
    for read in _readers:
        try:
            read()
        except Exception as error:  # noqa: BLE001  (nobody has asked for anything yet)
            logger.warning("%s was not read ahead: %s", read.__name__, type(error).__name__)


def read_ahead() -> None:
    """The same beside all else: a slow database or machine keeps no process from its work."""
    threading.Thread(target=_read_and_close, name="read ahead", daemon=True).start()


def _read_and_close() -> None:
    try:
        read_all()
    finally:
        connections.close_all()
