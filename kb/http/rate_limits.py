"""How often one network address may ask for what costs something: searches, suggestions, files.

All processes count together: in the cache that they share (``CACHE_URL``), or else in the database. There
each writes down a part of a limit at once, so that a person's few searches ask no question more; with n
processes an address may then have n such parts too much. What is counted is a hash under a key that is told
nobody, without what was asked for, for some minutes.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kb.http.client_address import hash_of, network_address
from kb.models import Burst

MINUTE = 60
KINDS = {
    "api-1:cities": "search",
    "api-1:city": "search",
    "api-1:document": "search",
    "api-1:documents": "search",
    "api-1:record": "search",
    "api-1:records": "download",
    "api-1:search": "search",
    "api-1:suggest": "suggest",
    "api-1:vocabulary": "search",
    "comparing:file": "download",
    "comparing:table": "search",
    "mapping:evidence_map": "search",
    "opendata:elsewhere": "search",
    "opendata:export": "download",
    "opendata:feed": "search",
    "opendata:keep": "download",
    "opendata:kept": "download",
    "opendata:kept_export": "download",
    "opendata:kept_flow": "search",
    "opendata_of_all:catalogue": "search",
    "opendata_of_all:oai": "search",
    "opendata_of_all:vocabulary": "download",
    "record_version": "download",
    "record_version_citation": "download",
    "search:expert": "search",
    "search:facet": "search",
    "search:results": "search",
    "search:suggest": "suggest",
    "training_dates:calendar": "download",
    "training_dates:coming": "search",
    "visit_offers:list": "search",
    "wagtaildocs_serve": "download",
}
# What pages offer below their own address.
FILES = (
    "/pdf/",
    "/plan/",
    "/one-page/",
    "/csv/",
    "/ris/",
    "/bibtex/",
    "/csl/",
    "/family/",
    "/calendar/",
)
# Of a limit what one process counts before it tells the others, and the least of it.
PARTS, SMALLEST_PART = 8, 10


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; 0 where it may go on, else how long its sender should wait."""
    kind = _kind(request)
    most = settings.MOST_PER_MINUTE.get(kind, 0)
    address = network_address(request) if most else ""
    if not address:
        return 0
    minute, second = divmod(int(timezone.now().timestamp()), MINUTE)
    key = salted_hmac("kb.http.rate_limits", str(minute)).digest()
    asker = f"{kind}:{minute}:{hash_of(address, key)}"
    number = _count(asker) if settings.CACHE_URL else _count_with_others(asker, minute, most)
    return MINUTE - second if number > most else 0


def _kind(request: HttpRequest) -> str:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "wagtail_serve":
        return "download" if request.path_info.endswith(FILES) else ""
    return KINDS.get(name, "")


def _count_with_others(asker: str, minute: int, most: int) -> int:
    """By this process, with what the others had when it told them last."""
    part = max(SMALLEST_PART, most // PARTS)
    number = _count(asker)
    if number % part == 0:
        others = Burst.add(asker, minute, part) - number
        caches["bursts"].set(f"{asker}:others", others, 2 * MINUTE)
    elif number < part:
        return number
    return number + int(caches["bursts"].get(f"{asker}:others", 0))


def _count(key: str) -> int:
    cache = caches["bursts"]
    cache.add(key, 0, 2 * MINUTE)
    try:
        return int(cache.incr(key))
    except ValueError:  # memory was full, and it fell out between the two
        return 1


def forget_bursts() -> None:
    """What was counted long ago; usually whoever counts next forgets it."""
    Burst.forget_before(int(timezone.now().timestamp()) // MINUTE)
