"""Keeping the result of a search, and what has become of it since."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kb.contact.persons import names_in, persons_in
from kb.site.release import release
from opendata.models import KeptSearch, packed
from opendata.requests import whole_list
from search import services as search
from search.request.request import SearchRequest

# One with more records is too much to be read by a review, and to be stored for everybody who asks.
MOST_KEYS = 10_000
# On one day, by all readers together.
MOST_A_DAY = 500
MOST_STEPS = 12
# Words of a search that are first names somewhere; more of them are a list of people.
MOST_NAMES = 8
MOST_SHOWN = 50
# Records of a kept result that are read at once for a file.
AT_ONCE = 500
REMEMBERED_SECONDS = 60 * 60


class NotKept(Exception):
    """This result is not kept; the text says why in the reader's language."""


def keep(asked: SearchRequest) -> KeptSearch:
    """Keep what a search finds now. Raises :class:`NotKept`."""
    asked = whole_list(asked)
    if _may_name_somebody(asked):
        raise NotKept(
            _(
                "The words of this search may name a person, and a kept result stands for good. Take the "
                "name out, then keep it."
            )
        )
    found = search.found_keys(asked, MOST_KEYS + 1)
    if len(found.keys) > MOST_KEYS:
        raise NotKept(_("Only results of up to 10,000 records can be kept. Add words or filters."))
    today = timezone.localdate()
    vocabulary = str(search.state().terms_stamp)
    parts = [
        today.isoformat(),
        asked.language,
        asked.query_string,
        vocabulary,
        found.engine,
        [str(key) for key in found.keys],
    ]
    digest = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    with transaction.atomic():
        if kept := KeptSearch.objects.filter(digest=digest).first():
            return kept
        if KeptSearch.objects.filter(kept_on=today).count() >= MOST_A_DAY:
            raise NotKept(_("Too many results were kept today. Please come back tomorrow."))
        kept, _new = KeptSearch.objects.get_or_create(
            digest=digest,
            defaults={
                "kept_on": today,
                "language": asked.language,
                "query": asked.query_string.removeprefix("?"),
                "words": _in_all_languages(asked),
                "steps": list(_steps(asked, len(found.keys))),
                "relaxed": found.relaxed,
                "engine": found.engine,
                "table_version": search.state().version,
                "vocabulary": vocabulary,
                "release": release(),
                "packed_keys": packed(found.keys),
            },
        )
    return kept


def _may_name_somebody(asked: SearchRequest) -> bool:
    """Whether typed words could lead to a person: by the guard, or by a first name that no public text has.

    Many words are first names somewhere (“mentors”, “Milan”); what records say has passed the guard already.
    """
    typed = [asked.q, *(row.words for row in asked.rows)]
    if any(persons_in(words, "") for words in typed):
        return True
    names = {name for words in typed for name in names_in(words)}
    everything = SearchRequest(language=asked.language, archived=True)
    return len(names) > MOST_NAMES or any(
        not search.count(replace(everything, q=name)) for name in sorted(names)
    )


def _steps(asked: SearchRequest, last: int) -> Iterator[dict[str, object]]:
    """How many records were left after each condition, beginning with all; the last is the result itself."""
    so_far = SearchRequest(language=asked.language, archived=asked.archived)
    pieces = _pieces(asked)
    yield {"words": {}, "number": search.count(so_far) if pieces else last}
    for place, piece in enumerate(pieces, start=1):
        so_far = replace(
            so_far,
            q=piece.q or so_far.q,
            rows=piece.rows or so_far.rows,
            facets={**so_far.facets, **piece.facets},
            all_of=so_far.all_of | piece.all_of,
            year_from=piece.year_from or so_far.year_from,
            year_to=piece.year_to or so_far.year_to,
        )
        number = last if place == len(pieces) else search.count(so_far)
        yield {"words": _in_all_languages(piece), "number": number}


def _pieces(asked: SearchRequest) -> list[SearchRequest]:
    """The conditions of a search one by one; of very many the last ones together."""
    empty = SearchRequest(language=asked.language)
    pieces = [replace(empty, q=asked.q, rows=asked.rows)] if asked.has_words else []
    names = sorted(asked.facets)
    groups = [[name] for name in names[: MOST_STEPS - 1]]
    if rest := names[MOST_STEPS - 1 :]:
        groups.append(rest)
    for group in groups:
        chosen = {name: asked.facets[name] for name in group}
        pieces.append(replace(empty, facets=chosen, all_of=asked.all_of & {*group}))
    if asked.has_years:
        pieces.append(replace(empty, year_from=asked.year_from, year_to=asked.year_to))
    return pieces


def _in_all_languages(asked: SearchRequest) -> dict[str, str]:
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = search.in_words(replace(asked, language=code))
    return said


def request_of(kept: KeptSearch, language: str) -> SearchRequest:
    """The same search, asked in a reader's language; what it does not know any longer is left out."""
    return search.parse(QueryDict(kept.query), language)


@dataclass(frozen=True)
class Since:
    """What has become of a kept result. Of what is no longer public nothing but the number is known."""

    still: int
    no_longer_found: int
    withdrawn: int
    added: int
    added_is_least: bool
    newly_found: list[uuid.UUID]
    kept: list[uuid.UUID]


def since(kept: KeptSearch) -> Since:
    """The same search, asked now in the language in which it was kept, and what of the result is left.

    Gone through once for each state of the table, not for each reader: thousands of keys are compared.
    """
    name = f"kept:{kept.pk}:{search.state().stamp}"
    known: Since | None = cache.get(name)
    if known is None:
        known = _compared(kept)
        cache.set(name, known, REMEMBERED_SECONDS)
    return known


def _compared(kept: KeptSearch) -> Since:
    then = kept.keys
    public = search.public_among(then)
    found = search.found_keys(request_of(kept, kept.language), MOST_KEYS + 1)
    now, before = set(found.keys), set(then)
    new = [key for key in found.keys if key not in before]
    left = [key for key in then if key in public]
    return Since(
        still=len(public & now),
        no_longer_found=len(public - now),
        withdrawn=len(then) - len(public),
        added=len(new),
        added_is_least=len(found.keys) > MOST_KEYS,
        newly_found=new[:MOST_SHOWN],
        kept=left[:MOST_SHOWN],
    )
