"""Page views: how often a record or a city is read; robots and double clicks left out."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from kb.models import PageUse
from kb.usage.counting import Waiting
from kb.usage.shared_memory import TALLIES
from kb.usage.visitors import reader_of
from search.table.upserts import add_up

# Fewer say more of those who read than of what is read.
SHOWN_FROM = 10
# Who opens the same page again within it has clicked twice.
DOUBLE_CLICK_SECONDS = 30
MOST_PATHS = 20_000

# The page at an address, as it was last made in this process; one that is kept ready is not made again.
_pages: dict[str, UUID] = {}
_lock = threading.Lock()


def _write(counts: dict[tuple[UUID, date], int]) -> None:
    add_up(PageUse, ("key", "month"), "views", counts)


WAITING = Waiting(_write)


def counted(request: HttpRequest, page: Any) -> int | None:
    """Say that the answer to a request is this page; how often it was read so far, if that is shown."""
    with _lock:
        if len(_pages) >= MOST_PATHS:
            _pages.clear()
        _pages[request.path_info] = page.translation_key
    views: int = (
        PageUse.objects.filter(key=page.translation_key).aggregate(sum=Sum("views"))["sum"] or 0
    )
    return views if views >= SHOWN_FROM else None


def count(request: HttpRequest, response: HttpResponse) -> None:
    """Count an answer, if it was a page that is counted and a reader has it now."""
    key = _pages.get(request.path_info)
    if key is None or response.status_code not in (200, 304):
        return
    reader = reader_of(request)
    if reader and TALLIES.add("view", reader, str(key), seconds=DOUBLE_CLICK_SECONDS) == 1:
        WAITING.add((key, timezone.localdate().replace(day=1)))
