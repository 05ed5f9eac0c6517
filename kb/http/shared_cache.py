"""A cache that all processes share, in Redis or Valkey: what is stored in it, and what happens without it."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

from django.core.cache import caches
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

    def _ask(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """The server, or the cache that stands in while it is away."""
        if time.monotonic() >= SharedCache._away_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except RedisError as error:
                SharedCache._away_until = time.monotonic() + AWAY_SECONDS
                logger.warning("The shared cache does not answer (%s).", type(error).__name__)
        return getattr(caches[self._while_away], name)(*args, **kwargs)

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Only one process succeeds: this is the lock around a counter."""
        return bool(self._ask("add", key, value, *args, **kwargs))

    def get(self, key: str, *args: Any, **kwargs: Any) -> Any:
        """What any process has set."""
        return self._ask("get", key, *args, **kwargs)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        """For all processes."""
        self._ask("set", key, value, *args, **kwargs)

    def incr(self, key: str, *args: Any, **kwargs: Any) -> int:
        """Counted by the server. Raises ``ValueError`` for a key that nobody has added."""
        return int(self._ask("incr", key, *args, **kwargs))

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Gone for all processes."""
        return bool(self._ask("delete", key, *args, **kwargs))
