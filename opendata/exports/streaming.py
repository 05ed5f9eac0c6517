"""Streams of exports: how many at once, and that each gives its place free however it ends."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator

from django.core.cache import caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from kb.http.client_address import hash_of, network_address

# At once, of one network address, counted by all processes together.
MOST_OF_A_READER = 2
# At once, of one process: half of its threads (gunicorn.conf.py), so that pages go on being served.
MOST_OF_A_PROCESS = 2
# A place whose process died is free after so long; a stream that goes on says so before.
HELD_SECONDS = 120
SAID_EVERY = 30
PIECE = 32 * 1024
COUNTED_IN = "counters"
_here = threading.BoundedSemaphore(MOST_OF_A_PROCESS)


class NoPlace(Exception):
    """So many exports run that this one has to wait."""


class Place:
    """One of the few places of a reader, and one of this process."""

    def __init__(self, request: HttpRequest) -> None:
        """Take them. Raises :class:`NoPlace`."""
        address = network_address(request)
        reader = hash_of(address, salted_hmac("opendata.exports", "reader").digest())
        names = [f"export:{reader}:{number}" for number in range(MOST_OF_A_READER)]
        if not _here.acquire(blocking=False):
            raise NoPlace
        # Whatever happens, and should nobody close the stream, the process has its place back.
        self._free_here = weakref.finalize(self, _here.release)
        self._name = ""
        if address:
            cache = caches[COUNTED_IN]
            self._name = next((name for name in names if cache.add(name, 1, HELD_SECONDS)), "")
            if not self._name:
                self._free_here()
                raise NoPlace
        self._said = time.monotonic()

    def hold(self) -> None:
        """The stream goes on."""
        if self._name and time.monotonic() - self._said > SAID_EVERY:
            self._said = time.monotonic()
            caches[COUNTED_IN].set(self._name, 1, HELD_SECONDS)

    def give_back(self) -> None:
        """The next one may come; said once or often."""
        if self._free_here.alive:
            self._free_here()
            if self._name:
                caches[COUNTED_IN].delete(self._name)


class Stream:
    """The bytes of an export in pieces worth sending; closing it, read or not, gives the place back."""

    def __init__(self, content: Iterator[bytes], place: Place) -> None:
        self._content = content
        self._place = place

    def __iter__(self) -> Iterator[bytes]:
        gathered, size = [], 0
        try:
            for piece in self._content:
                gathered.append(piece)
                size += len(piece)
                if size >= PIECE:
                    yield b"".join(gathered)
                    gathered, size = [], 0
                    self._place.hold()
            yield b"".join(gathered)
        finally:
            self.close()

    def close(self) -> None:
        """By whoever serves it, at the end or when the reader has gone."""
        close = getattr(self._content, "close", None)
        if close is not None:
            close()
        self._place.give_back()
