"""Collecting: each source that is switched on is read once a day, within bounds, and its entries kept."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction

from kb.contact.persons import persons_in
from opendata.collecting.entries import Entry, Unreadable, address_digest
from opendata.collecting.forms import MOST_ENTRIES, from_feed, from_oai, from_table
from opendata.models import CollectedEntry, CollectedSource, SourceForm, Trouble
from practices.link_checks.opening import Closed, NoAnswer, TooLarge, read
from search import services as search

MOST_BYTES = 5 * 1024 * 1024
# For one answer, and for all of a source.
SECONDS, MOST_SECONDS = 30, 120
MOST_ANSWERS = 20
LONGEST_TOKEN = 1_000
AGAIN_AFTER = timedelta(hours=20)
# A day more than passed: what changed while it was read last is read again.
OVERLAP = timedelta(days=1)


@search.kept_with_vocabulary
def are_collected() -> bool:
    """Whether anything of others is shown; asked by each page of results, so told like the vocabulary."""
    return CollectedSource.objects.filter(is_on=True).exists()


@transaction.atomic
def sources_changed(**kwargs: object) -> None:
    """Somebody named a source, or switched one on or off."""
    search.vocabulary_changed()


def collect_all(now: datetime) -> int:
    """Read the sources that are on and due; how many entries are new."""
    due = CollectedSource.objects.filter(is_on=True).exclude(read_at__gt=now - AGAIN_AFTER)
    return sum(collect(source, now) for source in due.order_by("pk"))


def collect(source: CollectedSource, now: datetime) -> int:
    """Read one source; what hinders it stands at it, for the secretariat, and hinders no other."""
    trouble, new = "", 0
    try:
        new = keep(source, _entries(source))
    except Closed:
        trouble = Trouble.CLOSED
    except TooLarge:
        trouble = Trouble.TOO_LARGE
    except NoAnswer:
        trouble = Trouble.NO_ANSWER
    except Unreadable:
        trouble = Trouble.UNREADABLE
    CollectedSource.objects.filter(pk=source.pk).update(
        tried_at=now, trouble=trouble, **({} if trouble else {"read_at": now})
    )
    return new


def _entries(source: CollectedSource) -> list[Entry]:
    """What the source has, all of it before anything is kept: half a list is none."""
    if source.form == SourceForm.FEED:
        return from_feed(read(source.address, most=MOST_BYTES, seconds=SECONDS))
    if source.form == SourceForm.TABLE:
        return from_table(read(source.address, most=MOST_BYTES, seconds=SECONDS))
    return list(_of_oai(source))


def _of_oai(source: CollectedSource) -> Iterator[Entry]:
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    if source.read_at:
        asked["from"] = f"{source.read_at - OVERLAP:%Y-%m-%d}"
    end, number = time.monotonic() + MOST_SECONDS, 0
    for _answer in range(MOST_ANSWERS):
        if time.monotonic() > end:
            raise NoAnswer("too slow")
        joint = "&" if urlsplit(source.address).query else "?"
        content = read(
            f"{source.address}{joint}{urlencode(asked)}", most=MOST_BYTES, seconds=SECONDS
        )
        entries, token = from_oai(content)
        yield from entries[: MOST_ENTRIES - number]
        number += len(entries)
        if not token or number >= MOST_ENTRIES:
            return
        if len(token) > LONGEST_TOKEN:
            raise Unreadable("a token without end")
        asked = {"verb": "ListRecords", "resumptionToken": token}


@transaction.atomic
def keep(source: CollectedSource, entries: Iterable[Entry]) -> int:
    """Keep what can be shown, once whoever names it, and nothing that could lead to a person."""
    new = 0
    own_site = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    for one in entries:
        rows = CollectedEntry.objects.filter(source=source, name=one.name)
        if one.gone:
            rows.delete()
            continue
        if not one.is_usable or urlsplit(one.address).hostname == own_site:
            continue
        if persons_in(f"{one.title}. {one.summary}", ""):
            rows.delete()
            continue
        digest = address_digest(one.address)
        if CollectedEntry.objects.filter(address_digest=digest).exclude(
            source=source, name=one.name
        ):
            continue
        _row, is_new = CollectedEntry.objects.update_or_create(
            source=source,
            name=one.name,
            defaults={
                "title": one.title,
                "summary": one.summary,
                "address": one.address,
                "address_digest": digest,
                "language": one.language,
                "published": one.published,
            },
        )
        new += is_new
    return new
