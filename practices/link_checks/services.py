"""Which addresses public records name, asking them, and what is broken. ``manage.py check_links`` runs it."""

from __future__ import annotations

import hashlib
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from practices.link_checks.opening import LONGEST, Closed, NoAnswer, status_of
from practices.models import BROKEN, LinkState, LinkUse, RecordPage, WatchedLink

AT_ONCE = 4
CHUNK = 200
AGAIN_AFTER = timedelta(days=7)
BROKEN_AGAIN_AFTER = timedelta(days=1)
# Between two questions to the same server.
PAUSE_SECONDS = 1.0
_HREF = re.compile(r'href="(https?://[^"]+)"')


def addresses_in(record: RecordPage) -> set[str]:
    """Every address elsewhere that a record names: in its fields, its lists and its texts."""
    found: set[str] = set()
    rows: Iterable[models.Model] = [
        record,
        *(
            row
            for relation in record._meta.related_objects
            if relation.one_to_many and _has_addresses(relation.related_model)
            for row in getattr(record, relation.get_accessor_name()).all()
        ),
    ]
    for row in rows:
        for field in row._meta.concrete_fields:
            if isinstance(field, models.URLField):
                found.add(getattr(row, field.attname))
    for name in record.parts:
        found.update(unescape(url) for url in _HREF.findall(getattr(record, name)))
    return {url for url in found if url.startswith(("http://", "https://")) and len(url) <= LONGEST}


def _has_addresses(model: Any) -> bool:
    return model._meta.app_label == "practices" and any(
        isinstance(field, models.URLField) for field in model._meta.concrete_fields
    )


def collect() -> int:
    """Bring the list of addresses up to date with what is public; how many there are."""
    for kind in RecordPage.__subclasses__():
        lists = [
            relation.get_accessor_name()
            for relation in kind._meta.related_objects
            if relation.one_to_many and _has_addresses(relation.related_model)
        ]
        last = 0
        while records := list(
            kind.objects.live().filter(pk__gt=last).order_by("pk").prefetch_related(*lists)[:CHUNK]
        ):
            _note({record.pk: addresses_in(record) for record in records})
            last = records[-1].pk
    LinkUse.objects.exclude(record__live=True).delete()
    WatchedLink.objects.filter(~Exists(LinkUse.objects.filter(link=OuterRef("pk")))).delete()
    return WatchedLink.objects.count()


@transaction.atomic
def _note(named: dict[int, set[str]]) -> None:
    keys = {
        hashlib.sha256(url.encode()).hexdigest(): url for urls in named.values() for url in urls
    }
    WatchedLink.objects.bulk_create(
        [WatchedLink(key=key, url=url) for key, url in sorted(keys.items())], ignore_conflicts=True
    )
    numbers = dict(WatchedLink.objects.filter(key__in=keys).values_list("url", "pk"))
    wanted = {(record, numbers[url]) for record, urls in named.items() for url in urls}
    uses = LinkUse.objects.filter(record__in=named)
    there = {(record, link): pk for record, link, pk in uses.values_list("record", "link", "pk")}
    LinkUse.objects.filter(pk__in=[pk for use, pk in there.items() if use not in wanted]).delete()
    LinkUse.objects.bulk_create(
        [LinkUse(record_id=record, link_id=link) for record, link in sorted(wanted - there.keys())],
        ignore_conflicts=True,
    )


def due(now: datetime) -> QuerySet[WatchedLink]:
    """What is to be asked: what never was, then the longest ago; broken ones daily, others weekly."""
    return WatchedLink.objects.filter(
        Q(asked_at=None)
        | Q(asked_at__lt=now - AGAIN_AFTER)
        | Q(asked_at__lt=now - BROKEN_AGAIN_AFTER, state__in=BROKEN)
    ).order_by(F("asked_at").asc(nulls_first=True), "pk")


def check(*, most: int, seconds: float, pause: float = PAUSE_SECONDS) -> int:
    """Ask what is due; how many were asked. Each answer is kept at once, so a broken run loses nothing."""
    end = time.monotonic() + seconds
    servers: dict[str, list[WatchedLink]] = defaultdict(list)
    for link in due(timezone.now())[:most]:
        servers[_server(link.url)].append(link)
    asked = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_ask_one, links, end, pause) for links in servers.values()]
        for done in as_completed(waiting):
            for link, state, status in done.result():
                _keep(link, state, status)
                asked += 1
    return asked


def _server(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _ask_one(
    links: list[WatchedLink], end: float, pause: float
) -> list[tuple[WatchedLink, LinkState, int | None]]:
    """One server's addresses, one after the other; no database in this thread."""
    return list(_answers(links, end, pause))


def _answers(
    links: list[WatchedLink], end: float, pause: float
) -> Iterator[tuple[WatchedLink, LinkState, int | None]]:
    for place, link in enumerate(links):
        if time.monotonic() >= end:
            return
        if place:
            time.sleep(pause)
        yield (link, *state_of(link.url))


def state_of(url: str) -> tuple[LinkState, int | None]:
    """Ask one address. Servers that refuse robots say nothing of what people see."""
    try:
        status = status_of(url)
    except Closed:
        return LinkState.CLOSED, None
    except NoAnswer:
        return LinkState.NO_ANSWER, None
    if status in (404, 410):
        return LinkState.GONE, status
    if status >= 500 and status != 503:
        return LinkState.FAILS, status
    return (LinkState.WORKS if status < 400 else LinkState.UNCLEAR), status


def _keep(link: WatchedLink, state: LinkState, status: int | None) -> None:
    now = timezone.now()
    since = link.since if link.state == state and link.since else now
    WatchedLink.objects.filter(pk=link.pk).update(
        state=state, status=status, since=since, asked_at=now
    )


def broken_uses() -> QuerySet[LinkUse]:
    """Broken addresses in public records, the longest broken first."""
    return (
        LinkUse.objects.filter(link__state__in=BROKEN, record__live=True)
        .select_related("link", "record__locale")
        .order_by("link__since", "record", "link")
    )
