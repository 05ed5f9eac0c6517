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
    periods = [_period("contact:attempts", ATTACK_SECONDS, back=back) for back in (0, 1)]
    # Both together: thirty that come around the turn of a period are as many as within one.
    return sum(caches["counters"].get_many(periods).values()) >= ATTACK


def may_send(city_code: str, network_address: str, most: int = PER_CITY) -> bool:
    """Take a place among the letters of an hour, for the city (``most``) and for the sender's address."""
    return _take(f"contact:from:{hash_of(network_address, _days_key())}", PER_ADDRESS) and _take(
        f"contact:to:{city_code}", most
    )


def _take(name: str, most: int) -> bool:
    """One of the places, each free again an hour after it was taken: no full hour sets a sender free.

    Adding is atomic, where counting would not be.
    """
    return any(caches["counters"].add(f"{name}:{place}", 1, HOUR) for place in range(most))


def _period(name: str, seconds: int, *, back: int = 0) -> str:
    return f"{name}:{int(timezone.now().timestamp()) // seconds - back}"


def _days_key() -> bytes:
    cache = caches["counters"]
    cache.add("contact:key", secrets.token_urlsafe(32), 24 * HOUR)
    return str(cache.get("contact:key", "")).encode()
