"""Shared memory of the processes of one server: tallies that tell "once more" from "for the first time".

A visitor is counted once, so something has to know for a while who was there. That stands here: as a hash
under a key that is made at the start and told nobody, in memory without a name that gunicorn's processes
inherit (``gunicorn.conf.py``), on no disk and in no database. A restart forgets it. Where memory is full or
somebody else holds the lock, nothing is counted: the numbers may be too small, never too large.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import secrets
import struct
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

# A hash, the second until which it counts, and how often it was counted.
_ROW = struct.Struct("<8sII")
_FREE = bytes(8)
SLOTS, PROBES = 1 << 16, 24
MOST = 2**32 - 1
TRIES, PAUSE = 20, 0.001


class Tallies:
    """Numbers by hash, each for a while; for all processes that are forked after it was made."""

    def __init__(self, slots: int = SLOTS) -> None:
        self._slots = slots
        self._memory = mmap.mmap(-1, slots * _ROW.size)
        # Nothing is written to it: its lock goes with a process that is killed.
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 – open as long as the process
        self._threads = threading.Lock()
        self._key = secrets.token_bytes(32)

    def add(self, *what: str, seconds: int) -> int:
        """Count once more for ``seconds`` from the first time; how often it was, 0 if it was not counted."""
        digest = hashlib.blake2b("\0".join(what).encode(), key=self._key, digest_size=8).digest()
        now = int(time.time())
        with self._locked() as is_mine:
            return self._count(digest, now, seconds) if is_mine else 0

    def _count(self, digest: bytes, now: int, seconds: int) -> int:
        begin, free = int.from_bytes(digest, "little") % self._slots, None
        for step in range(PROBES):
            place = (begin + step) % self._slots * _ROW.size
            found, until, count = _ROW.unpack_from(self._memory, place)
            if until <= now or found == _FREE:
                free = place if free is None else free
            elif found == digest:
                count = min(count + 1, MOST)
                _ROW.pack_into(self._memory, place, digest, until, count)
                return int(count)
        if free is None:
            return 0
        _ROW.pack_into(self._memory, free, digest, now + seconds, 1)
        return 1

    @contextmanager
    def _locked(self) -> Iterator[bool]:
        """Nobody waits long: a process that was stopped with the lock must not stop the readers."""
        with self._threads:
            for _try in range(TRIES):
                try:
                    fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    time.sleep(PAUSE)
                    continue
                try:
                    yield True
                finally:
                    fcntl.lockf(self._file, fcntl.LOCK_UN)
                return
            yield False


TALLIES = Tallies()
