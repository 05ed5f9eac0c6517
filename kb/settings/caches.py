"""The site's caches: in Redis where all processes share one, else in memory and in the database."""

from __future__ import annotations

from typing import Any

# What all processes share where there is a Redis or Valkey; while it is away, these answer in its place.
_ALONE: dict[str, dict[str, Any]] = {
    # Tries to sign in, counted by all processes together; a migration makes the table.
    "counters": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kb_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # Pages kept ready (kb.site.page_cache), pressed: 2,000 of them are about 30 MB.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
    # Who asks how often (kb.http.rate_limits), for a minute.
    "bursts": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "bursts",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
}


def caches(url: str) -> dict[str, dict[str, Any]]:
    """Django's ``CACHES``; ``url``: of a Redis or Valkey that all processes share, empty without."""
    found = {"default": {"BACKEND": "kb.http.shared_counters.MemoryWithSharedCounters"}, **_ALONE}
    for name in _ALONE if url else ():
        found[f"{name}-alone"] = _ALONE[name]
        found[name] = {
            "BACKEND": "kb.http.shared_cache.SharedCache",
            "LOCATION": url,
            "KEY_PREFIX": name,
            "OPTIONS": {
                "while_away": f"{name}-alone",
                "serializer": "kb.http.shared_cache.PlainValues",
                "socket_connect_timeout": 0.5,
                "socket_timeout": 0.5,
            },
        }
    return found
