"""What the other rooms know of search: the small contract it exports.

A page type takes part by inheriting :class:`Indexed` and answering three questions about itself; a room
that owns codes (concepts, cities, provisions, states) registers a :class:`Facet` that knows their
labels. Search itself knows no page type, no concept and no city by name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

Labels = Mapping[str, str]
"""A label per language code, ``{"en": "Rotterdam", "ru": "Роттердам"}``; English always present."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One code of a facet with what people call it in each language.

    ``match`` says whether typed words may be recognised as this term (concepts, cities) or whether it
    only labels a filter (a state, a kind). ``path`` is an address below a language prefix
    (``"cities/aarhus/"``) for terms that have a page of their own, ``place`` the latitude and longitude
    of those that can be shown on a map, ``within`` the code of the country in which they lie.
    ``singular`` is what one record of it is called where the label speaks of many ("Practices").
    ``former`` are codes that were merged into this one; addresses with them go on working. ``exonyms``: names
    by which it is recognised, and that are looked for in no text.
    """

    facet: str
    code: str
    labels: Labels
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    broader: str | None = None
    order: int = 0
    match: bool = False
    path: str | None = None
    place: tuple[float, float] | None = None
    within: str = ""
    singular: Labels = field(default_factory=dict)
    former: Sequence[str] = ()
    exonyms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """One side from which results can be narrowed.

    ``name`` is the parameter in addresses and the key in the index. ``terms`` yields every term there
    is; it is called once per change of the vocabulary, not once per request. ``chip`` is the phrase
    a chosen value is read out with, such as "in %(value)s". A ``tree`` facet counts a record for the
    broader terms of its codes as well. A ``collapsed`` one is folded on the page until something in
    it is chosen. Of a ``multiple`` one a record may have several codes, so that a visitor may ask for
    all chosen ones instead of any.

    ``column``: its place among the columns of the results as a table, from 1 on; 0 for none. ``likeness``:
    how much a shared code counts where records like another are looked for. ``place``: its codes are places;
    one that is typed among the words is offered as a filter. ``followed``: a page kept ready may
    show the records of one of its codes; it is told when one changes (``search.table.topics``).
    ``crossed``: how many records have one of its codes together with a code of any other facet is kept
    counted (``search.table.counts``); where its codes are places, also how many have one of several.
    """

    name: str
    label: str | Promise
    terms: Callable[[], Iterable[Term]]
    chip: str | Promise
    order: int
    tree: bool = False
    collapsed: bool = False
    multiple: bool = False
    column: int = 0
    likeness: int = 0
    place: bool = False
    followed: bool = False
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class FileWords:
    """An attached file whose words stand in a record's body from ``start`` to ``end``; where it is fetched.

    ``kind`` is what readers call it (PDF), ``language`` its code as far as known. ``pages``: where in the
    body each page begins, the first of them page 1; empty where the file has no pages. Nothing from
    ``paged`` on is on a page.
    """

    title: str
    kind: str
    url: str
    start: int
    end: int
    pages: tuple[int, ...] = ()
    paged: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A record's words in one language. Plain text, no markup; ``url`` is a path on this site.

    One that is not ``whole`` has only title and summary in this language: it is found and shown by them, but
    the record does not count as one that can be read in it. ``changed_at``: when what the public reads in
    this language changed last; never the day of a rebuild. ``files``: whose words are among the body's.
    ``names``: of organisations that take part. A record is found by them where one has all that was typed,
    not by a word here and one there: not all that a prison service helped with is about prisons.
    """

    title: str
    summary: str
    body: str
    url: str
    tags: tuple[str, ...] = ()
    whole: bool = True
    changed_at: datetime | None = None
    files: tuple[FileWords, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What holds for a record in all its languages.

    ``codes`` maps a facet's name to the record's codes in it. ``year_from`` and ``year_to`` are the
    first and last year of the work (``year_to`` None: still going on, or not known). ``weight`` breaks
    ties between equal matches: 1.0, or a little more for a record that is better founded. ``card``
    holds small facts for a line under a result; JSON types only. An ``archived`` record is found only where
    archived ones are asked for. ``licence``: the code of the licence of the text; ``author``: the code of the
    city whose words it is, empty where they are the editors'.
    """

    codes: Mapping[str, Sequence[str]]
    published_at: datetime | None = None
    reviewed_on: date | None = None
    year_from: int | None = None
    year_to: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    weight: float = 1.0
    archived: bool = False
    licence: str = ""
    author: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


class Indexed:
    """Marks page types whose live, public pages are found by the public search.

    Set ``indexed_kind`` to the code of the kind (``"practice"``); the room registers a :class:`SearchSource`.
    """

    indexed_kind: str | None


@dataclass(frozen=True)
class SearchSource:
    """How the search reads pages of a type.

    ``batch``: the pages of a queryset with what the other two need, fetched for all at once. ``text``: one
    language version's words. ``facts``: what is the same in all languages. ``original``: which of a record's
    language versions (by age) the others are translated from.
    """

    batch: Callable[[Any], Iterable[Any]]
    text: Callable[[Any], DocumentText]
    facts: Callable[[Any], DocumentFacts]
    original: Callable[[Sequence[Any]], Any]


_sources: dict[type[Indexed], SearchSource] = {}


def register_source(model: type[Indexed], source: SearchSource) -> None:
    """Say how pages of this type, and of those made from it, are read; from ``AppConfig.ready``."""
    _sources[model] = source


def source_of(model: type) -> SearchSource:
    """How pages of a type are read. Raises ``LookupError`` where its room has not said so."""
    for one in model.__mro__:
        if one in _sources:
            return _sources[one]
    raise LookupError(f"Nobody has registered how the search reads {model.__name__}.")


# All that an address of a search may hold beside the facets; the last two belong to its forms alone.
PARAMETERS = (
    "q",
    "all",
    "field",
    "operator",
    "words",
    "year_from",
    "year_to",
    "archived",
    "sort",
    "page",
    "size",
    "view",
    "area",
    "at",
    "step",
    "column",
    "find",
    "more",
)
_facets: dict[str, Facet] = {}


def register_facet(facet: Facet) -> None:
    """Add a facet. Called once, from ``AppConfig.ready`` of the room that owns its codes.

    Raises ``ValueError`` for a name that is taken: by another facet, or by a parameter of the search.
    """
    if facet.name in PARAMETERS:
        raise ValueError(f"A facet cannot be named {facet.name!r}: addresses of searches use it.")
    if facet.name in _facets:
        raise ValueError(f"The facet {facet.name!r} is registered twice.")
    _facets[facet.name] = facet


def facets() -> list[Facet]:
    """All facets in the order in which they are shown."""
    return sorted(_facets.values(), key=lambda facet: facet.order)


# Pairs of facets whose codes are counted together, each by a third facet: ``{(first, second): third}``.
_spreads: dict[tuple[str, str], str] = {}


def register_spread(rows: Sequence[str], columns: Sequence[str], by: str) -> None:
    """Have records counted per code of each of ``rows`` and of each of ``columns``, by a third facet.

    Once, from ``AppConfig.ready``. Whoever changes what is registered raises ``search.models.EMBEDDED_FORM``.
    """
    _spreads.update({(row, column): by for row in rows for column in columns if row != column})


def spreads() -> Mapping[tuple[str, str], str]:
    """All pairs of facets that are counted by a third one."""
    return _spreads


def crossed_facets() -> frozenset[str]:
    """The facets whose codes are counted together with those of every other."""
    return frozenset(facet.name for facet in _facets.values() if facet.crossed)


def place_facets() -> frozenset[str]:
    """The facets whose codes are places."""
    return frozenset(facet.name for facet in _facets.values() if facet.place)


def joined_facets() -> frozenset[str]:
    """The crossed facets of which several codes at once are counted: places; few records have several."""
    return crossed_facets() & place_facets()


@dataclass(frozen=True, slots=True)
class Journeys:
    """Records that lead from other cities to their own: those with a code of a facet.

    ``origins``: the codes of the cities from which each of these records leads, in one question.
    """

    facet: str
    code: str
    origins: Callable[[Sequence[uuid.UUID]], Mapping[uuid.UUID, Sequence[str]]]


_journeys: list[Journeys] = []


def register_journeys(found: Journeys) -> None:
    """Have such records drawn on the map as lines; from ``AppConfig.ready``."""
    _journeys.append(found)


def journeys() -> Sequence[Journeys]:
    """All records that the map draws as lines."""
    return _journeys


class Word(Protocol):
    """One sense of an ordinary word: its forms in each language, the commonest first.

    No facet: no record is filed under it. A query with one of the forms is looked for with the others too;
    ``weight`` below 1 where it is unsure that they mean the same. ``related``: codes of other rows by which a
    right record may be told instead; looked for where hardly any record has all words.
    """

    @property
    def code(self) -> str: ...

    @property
    def forms(self) -> Mapping[str, Sequence[str]]: ...

    @property
    def weight(self) -> float: ...

    @property
    def related(self) -> Sequence[str]: ...


Listener = Callable[[Any, str, str, int], None]
"""Hears of a search: the request, its language, the words, how many records have all of them."""

_listeners: list[Listener] = []


def register_listener(listener: Listener) -> None:
    """Be told of each search on the results page; from ``AppConfig.ready``."""
    _listeners.append(listener)


def tell_listeners(request: Any, language: str, typed: str, found: int) -> None:
    """Somebody has searched."""
    for listener in _listeners:
        listener(request, language, typed, found)


_word_lists: list[Callable[[], Iterable[Word]]] = []


def register_words(words: Callable[[], Iterable[Word]]) -> None:
    """Add a list of words; from ``AppConfig.ready``. Read once per change of the vocabulary and process."""
    _word_lists.append(words)


def registered_words() -> tuple[Word, ...]:
    """The words of all lists."""
    return tuple(word for words in _word_lists for word in words())
