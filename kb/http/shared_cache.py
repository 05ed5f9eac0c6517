"""A cache that all processes share, in Redis or Valkey: what is stored in it, and what happens without it."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.redis import RedisCache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# For so long nobody asks again a server that did not answer.
AWAY_SECONDS = 5.0


class PlainValues:
    """Numbers, bytes and JSON. Nothing is pickled: whoever writes into the cache runs no code here."""

    def dumps(self, value: Any) -> int | bytes:
        """Numbers stay numbers, so that the server can count."""
        if type(value) is int:
            return value
        return b"b" + value if isinstance(value, bytes) else b"j" + json.dumps(value).encode()

    def loads(self, stored: bytes) -> Any:
        """What was stored."""
        if stored[:1] == b"b":
            return stored[1:]
        return json.loads(stored[1:]) if stored[:1] == b"j" else int(stored)


class SharedCache(RedisCache):
    """Django's cache in Redis; while the server does not answer, the cache named ``while_away`` does.

    Installations with other secrets share nothing, should they share a server.
    """

    _away_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = dict(params["OPTIONS"])
        self._while_away = options.pop("while_away")
        super().__init__(server, {**params, "OPTIONS": options})
        own = salted_hmac("kb.http.shared_cache", "installation").hexdigest()[:12]
        self.key_prefix = f"{own}:{self.key_prefix}"

    def _other(self) -> BaseCache | None:
        """The cache that stands in, while the server is away."""
        return caches[self._while_away] if time.monotonic() < SharedCache._away_until else None

    def _gone(self, error: RedisError) -> BaseCache:
        SharedCache._away_until = time.monotonic() + AWAY_SECONDS
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)
        return caches[self._while_away]

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Only one process succeeds: this is the lock around a counter."""
        other = self._other()
        try:
            return bool((other or super()).add(key, value, *args, **kwargs))
        except RedisError as error:
            return bool(self._gone(error).add(key, value, *args, **kwargs))

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """What any process has set."""
        other = self._other()
        try:
            return (other or super()).get(key, *args, **kwargs)
        except RedisError as error:
            return self._gone(error).get(key, *args, **kwargs)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """For all processes."""
        other = self._other()
        try:
            (other or super()).set(key, value, *args, **kwargs)
        except RedisError as error:
            self._gone(error).set(key, value, *args, **kwargs)

    def incr(self, key: str, *args: Any, **kwargs: Any) -> int:
        """Counted by the server. Raises ``ValueError`` for a key that nobody has added."""
        other = self._other()
        try:
            return int((other or super()).incr(key, *args, **kwargs))
        except RedisError as error:
            return int(self._gone(error).incr(key, *args, **kwargs))

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Gone for all processes."""
        other = self._other()
        try:
            return bool((other or super()).delete(key, *args, **kwargs))
        except RedisError as error:
            return bool(self._gone(error).delete(key, *args, **kwargs))
