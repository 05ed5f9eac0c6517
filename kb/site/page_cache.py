"""Pages that are the same for every reader are kept ready, and dropped when what they show changes.

A kept page remembers the topics of what it shows (``search.table.topics``). Whoever changes something
writes down so in the same transaction (:func:`public_pages_changed`), by topics or without. A page is served
while no change since touches it: one that is withdrawn is gone with the commit, in every process.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from wagtail.models import Page

from kb.http.tags import content_tag
from kb.models import PublicChange
from kb.site.changes_since import Mark, mark_now, rows_since
from kb.site.release import release
from search import services as search

View = Callable[..., HttpResponse]
CACHE = "pages"
# Nothing older is shown, nor anything of yesterday, because some sentences follow the calendar.
KEPT_SECONDS = 60 * 60
MOST_BYTES = 512 * 1024
# What touches more than this is written down as touching everything; what shows more follows all records.
MOST_TOPICS = 300
_touched: dict[type[Page], Callable[[Any], Iterable[str]]] = {}


@dataclass(frozen=True)
class Kept:
    """An answer as it is kept: of which moment, what it shows, and itself, pressed."""

    mark: Mark
    vocabulary: str
    topics: list[str]
    headers: dict[str, str]
    content: bytes

    @property
    def holds_lists(self) -> bool:
        """Whether it shows lists or counts of the search table, which follow a publication a moment later."""
        return any(not topic.startswith(("record:", "address:")) for topic in self.topics)

    def packed(self) -> bytes:
        """For any cache, without pickling: a line of JSON, then the content."""
        head = {name: value for name, value in asdict(self).items() if name != "content"}
        return json.dumps(head).encode() + b"\n" + self.content

    @classmethod
    def unpacked(cls, packed: bytes) -> Kept:
        head, _line, content = packed.partition(b"\n")
        values = json.loads(head)
        return cls(**{**values, "mark": Mark(**values["mark"])}, content=content)


def public_pages_changed(topics: Iterable[str] = ()) -> None:
    """Write down that something which everybody may read has changed: pages that show it are dropped.

    Without topics, or with more than anybody looks through, all pages are.
    """
    touched = sorted(set(topics))
    if len(touched) > MOST_TOPICS:
        touched = []
    PublicChange.write(touched)


def register_touched(model: type[Page], topics: Callable[[Any], Iterable[str]]) -> None:
    """Which topics a publication of a page of this type touches; from ``AppConfig.ready``.

    Publications of all other types drop all pages kept.
    """
    _touched[model] = topics


def page_changed(page: Page) -> None:
    """What a public page says has changed, or it is public now."""
    found = next((_touched[model] for model in type(page).__mro__ if model in _touched), None)
    public_pages_changed(found(page) if found else ())


def same_for_every_reader(view: View) -> View:
    """A view whose answer depends on the address alone, once nobody is signed in.

    Addresses with a question (``?``) are answered afresh: there are more of them than memory holds. So is
    whatever turned out to be personal while it was made: a cookie, a form's token, a session.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_a_plain_reader(request):
            return view(request, *args, **kwargs)
        key = _key(request)
        packed = caches[CACHE].get(key)
        kept = Kept.unpacked(packed) if packed else None
        # The mark is older than the state, the state older than what the page shows.
        mark, touched = rows_since(kept.mark, kept.topics) if kept else (mark_now(), True)
        state = search.state()
        vocabulary = str(state.terms_stamp)
        # What is still to be built for the search is built by the view that shows it.
        late = bool(kept and state.waiting and kept.holds_lists)
        if kept and not touched and not late and kept.vocabulary == vocabulary:
            return _conditional(request, kept, "hit")
        lasts = min(KEPT_SECONDS, _seconds_of_today())
        with search.noting() as noted:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        if not _is_for_everybody(request, response):
            return response
        kept = _kept(response, mark, vocabulary, noted)
        if not kept.holds_lists or (not state.waiting and search.is_settled()):
            caches[CACHE].set(key, kept.packed(), lasts)
        return _conditional(request, kept, "fwd=stale" if packed else "fwd=uri-miss")

    return answer


def _seconds_of_today() -> int:
    now = timezone.localtime()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return max(1, int((tomorrow - now).total_seconds()))


def _kept(response: HttpResponse, mark: Mark, vocabulary: str, noted: search.Noted) -> Kept:
    topics = noted.topics if noted.complete else {*noted.topics, search.RECORDS}
    if len(topics) > MOST_TOPICS:
        topics = {search.RECORDS}
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["ETag"] = content_tag(response.content)
    return Kept(
        mark=mark,
        vocabulary=vocabulary,
        topics=sorted(topics),
        headers=dict(response.items()),
        content=zlib.compress(response.content, 1),
    )


def _is_a_plain_reader(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    control = response.headers.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE")
        and not request.session.accessed
        and getattr(request, "_csp_nonce", None) is None
        and "no-store" not in control
        and "private" not in control
        and len(response.content) <= MOST_BYTES
    )


def _key(request: HttpRequest) -> str:
    parts = (release(), request.build_absolute_uri())
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _conditional(request: HttpRequest, kept: Kept, how: str) -> HttpResponse:
    """Anybody may keep the page, and asks each time whether it is still the same.

    ``how`` it came is said as RFC 9211 has it.
    """
    response = HttpResponse(zlib.decompress(kept.content), headers=kept.headers)
    response.headers["Cache-Status"] = f"{CACHE}; {how}"
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return answer or response
