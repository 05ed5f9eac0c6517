"""The site's cache: in the memory of each process, but tries to sign in are counted by all of them."""

from __future__ import annotations

from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.locmem import LocMemCache

COUNTERS = "counters"
# What django-allauth counts (its rate limits) begins like this.
SHARED = "allauth:rl:"


class MemoryWithSharedCounters(LocMemCache):
    """Local memory; keys of counters live in the database, so that n processes give no n times the tries.

    ``clear`` empties the memory only: emptying a cache must not set a guesser free.
    """

    def _shared(self, key: str) -> BaseCache | None:
        return caches[COUNTERS] if key.startswith(SHARED) else None

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Only one process succeeds: this is the lock around a counter."""
        shared = self._shared(key)
        return bool((shared.add if shared else super().add)(key, value, *args, **kwargs))

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """What this process, or of a counter any process, has set."""
        shared = self._shared(key)
        return (shared.get if shared else super().get)(key, *args, **kwargs)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """For this process, or of a counter for all."""
        shared = self._shared(key)
        (shared.set if shared else super().set)(key, value, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Gone where it was set."""
        shared = self._shared(key)
        return bool((shared.delete if shared else super().delete)(key, *args, **kwargs))
