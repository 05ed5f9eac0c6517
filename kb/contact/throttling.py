"""How many letters may come: to a city, from a network address, and before the forms ask for work.

No address is stored. What is counted is a keyed hash of it; the key is random, lives in the cache of all
processes for a day and nowhere else, so that yesterday's hashes lead to nobody.
"""

from __future__ import annotations

import secrets

from django.core.cache import caches
from django.utils import timezone

from kb.http.client_address import hash_of

HOUR = 60 * 60
PER_CITY = 10
PER_ADDRESS = 5
# So many attempts in ten minutes, over all cities, are no longer readers.
ATTACK = 30
ATTACK_SECONDS = 10 * 60


def count_attempt() -> None:
    """Somebody has sent a form, whatever comes of it."""
    cache = caches["counters"]
    key = _period("contact:attempts", ATTACK_SECONDS)
    if not cache.add(key, 1, 2 * ATTACK_SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it ended between the two
            cache.add(key, 1, 2 * ATTACK_SECONDS)


def is_under_attack() -> bool:
    """Whether so many forms come, now or ten minutes ago, that programs must be sending them."""
    now = _period("contact:attempts", ATTACK_SECONDS)
    before = _period("contact:attempts", ATTACK_SECONDS, back=1)
    known = caches["counters"].get_many([now, before])
    return max(known.values(), default=0) >= ATTACK


def may_send(city_code: str, network_address: str) -> bool:
    """Take a place among the letters of this hour, for the city and for the sender's address."""
    return _take(f"contact:from:{hash_of(network_address, _todays_key())}", PER_ADDRESS) and _take(
        f"contact:to:{city_code}", PER_CITY
    )


def _take(name: str, most: int) -> bool:
    """One of the places of this hour; adding is atomic, where counting would not be."""
    key = _period(name, HOUR)
    return any(caches["counters"].add(f"{key}:{place}", 1, HOUR) for place in range(most))


def _period(name: str, seconds: int, *, back: int = 0) -> str:
    return f"{name}:{int(timezone.now().timestamp()) // seconds - back}"


def _todays_key() -> bytes:
    cache = caches["counters"]
    name = f"contact:key:{timezone.now().date()}"
    cache.add(name, secrets.token_urlsafe(32), 25 * HOUR)
    return str(cache.get(name, "")).encode()
