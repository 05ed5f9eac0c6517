"""The progress report: point of a document by place by year, what records say to each point, and the gaps.

Counted are records whose work had begun by the end of a year, as they are kept counted
(``search.services.spread``): three questions to the table and one to the engine, however many records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from declarations.models import DocumentPage, Endorsement, Provision
from kb.texts.sorting import name_key
from opendata.progress.sentences import Sentence, sentences_of
from search import services as search
from search.answer.hits import Hit
from search.request.request import SearchRequest

PLACES = ("country", "city")
BY = "year_from"
YEARS = 10
# Records that are named for each point; all others are behind the number.
TOLD = 3
# From so many records on a cell has the next deeper shade; the number always stands in it.
SHADES = (1, 3, 6, 12)


@dataclass(frozen=True)
class Place:
    """Whose report it is; no ``facet``: that of all."""

    facet: str = ""
    code: str = ""
    name: str = ""

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """What a search is narrowed by."""
        return {self.facet: (self.code,)} if self.facet else {}


@dataclass(frozen=True)
class Cell:
    """How many records had begun by the end of a year, or in all, and the search that finds them."""

    number: int
    url: str = ""

    @property
    def shade(self) -> int:
        return sum(self.number >= least for least in SHADES)


@dataclass(frozen=True)
class Told:
    """A record that answers a point, with the sentence that says how, if it has one."""

    hit: Hit
    sentence: Sentence | None


@dataclass(frozen=True)
class Endorser:
    """A city that stands behind the document."""

    name: str
    since: date | None
    note: str


@dataclass(frozen=True)
class Row:
    """A point that can be answered: its numbers by year and in all, and the newest records."""

    provision: Provision
    cells: Sequence[Cell]
    total: Cell
    told: Sequence[Told]


@dataclass(frozen=True)
class Report:
    """All that is said of a document's answers from one place. ``undated``: records that name no year."""

    place: Place
    years: Sequence[int]
    rows: Sequence[Row]
    total: Cell
    undated: int
    endorsers: Sequence[Endorser]

    @property
    def answered(self) -> list[Row]:
        return [row for row in self.rows if row.total.number]

    @property
    def gaps(self) -> list[Row]:
        """The points of which nothing is told here."""
        return [row for row in self.rows if not row.total.number]


def report_of(page: DocumentPage, place: Place, language: str) -> Report:
    """Count and tell; of the whole document (no place) no single records are told."""
    points = [(code, one) for code, one in page.points() if one.asks_for_answers]
    codes = [code for code, _provision in points]
    last = timezone.localdate().year
    years = range(last - YEARS + 1, last + 1)
    found = search.spread(
        ("provision", [page.code, *codes]),
        (place.facet or PLACES[0], [place.code] if place.facet else []),
        BY,
    )

    def begun(code: str) -> Mapping[str, int]:
        return found.cells.get((code, place.code), {}) if place.facet else found.rows.get(code, {})

    def cell(number: int, code: str, year: int | None) -> Cell:
        if not number:
            return Cell(0)
        asked = SearchRequest(language=language, facets={**place.chosen, "provision": (code,)})
        return Cell(number, search.address(replace(asked, year_to=year)))

    def in_all(code: str) -> Cell:
        return cell(sum(begun(code).values()), code, None)

    told = _told([code for code in codes if begun(code)], place, language) if place.facet else {}
    return Report(
        place=place,
        years=years,
        rows=[
            Row(
                provision,
                [cell(_by_end_of(year, begun(code)), code, year) for year in years],
                in_all(code),
                told.get(code, ()),
            )
            for code, provision in points
        ],
        total=in_all(page.code),
        undated=begun(page.code).get("", 0),
        endorsers=_endorsers(page, place, language),
    )


def _by_end_of(year: int, begun: Mapping[str, int]) -> int:
    return sum(number for first, number in begun.items() if first and int(first) <= year)


def _told(codes: Sequence[str], place: Place, language: str) -> dict[str, list[Told]]:
    if not codes:
        return {}
    hits = search.records_by_code(
        "provision", codes, language=language, size=TOLD, within=place.chosen
    )
    said = sentences_of({hit.id for found in hits.values() for hit in found}, language)
    return {
        code: [Told(hit, said.get((hit.id, code))) for hit in found] for code, found in hits.items()
    }


def _endorsers(page: DocumentPage, place: Place, language: str) -> list[Endorser]:
    """The cities of the place that stand behind the document, by name; those of a public page only."""
    if not place.facet:
        return []
    terms = search.terms()
    # Endorsements stand at one language version; the others are parallel texts of the same document.
    rows = Endorsement.objects.filter(page__translation_key=page.translation_key)
    known: dict[str, Endorser] = {}
    for one in rows.select_related("city").order_by("city__code", "date"):
        term = terms.get("city", one.city.code)
        if term and place.code in (term.within if place.facet == "country" else term.code,):
            name = terms.label("city", term.code, language)
            known.setdefault(term.code, Endorser(name, one.date, one.note))
    return sorted(known.values(), key=lambda one: name_key(one.name))
