"""How often one network address may ask for what costs something: searches, suggestions, files.

All processes count together where they share a cache (``CACHE_URL``). Else each counts in its own memory,
so that no page asks the database one question more; with n processes an address has n times as much then.
What is counted is a hash under a key that is told nobody, for one minute, without what was asked for.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kb.http.client_address import hash_of, network_address

MINUTE = 60
KINDS = {
    "api-1:search": "search",
    "api-1:suggest": "suggest",
    "comparing:file": "download",
    "comparing:table": "search",
    "mapping:evidence_map": "search",
    "search:expert": "search",
    "search:facet": "search",
    "search:results": "search",
    "search:suggest": "suggest",
    "wagtaildocs_serve": "download",
}
# What pages offer below their own address.
FILES = ("/pdf/", "/one-page/", "/csv/", "/ris/", "/bibtex/")
_of_this_process = secrets.token_bytes(32)


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; 0 where it may go on, else how long its sender should wait."""
    kind = _kind(request)
    most = settings.MOST_PER_MINUTE.get(kind, 0)
    address = network_address(request) if most else ""
    if not address:
        return 0
    minute, second = divmod(int(timezone.now().timestamp()), MINUTE)
    asker = hash_of(address, _key(minute))
    return MINUTE - second if _count(f"{kind}:{minute}:{asker}") > most else 0


def _key(minute: int) -> bytes:
    """Of this process and as long as it lives; where all count together, of the site and the minute."""
    if settings.CACHE_URL:
        return salted_hmac("kb.http.rate_limits", str(minute)).digest()
    return _of_this_process


def _kind(request: HttpRequest) -> str:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "wagtail_serve":
        return "download" if request.path_info.endswith(FILES) else ""
    return KINDS.get(name, "")


def _count(key: str) -> int:
    cache = caches["bursts"]
    cache.add(key, 0, 2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # memory was full, and it fell out between the two
        return 1
