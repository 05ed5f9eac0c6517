"""Which point of a document is answered from which country: the table, and what is missing in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from declarations.models import DocumentPage, Provision
from kb.texts.csv_files import csv_file
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key
from search import services as search
from search.answer.results import Link

# From so many records on a cell has the next deeper shade; the number always stands in it.
SHADES = (1, 3, 6, 12)


@dataclass(frozen=True)
class Cell:
    """How many records there are, and the search that finds them. An empty cell has no address."""

    count: int
    url: str = ""

    @property
    def shade(self) -> int:
        return sum(self.count >= least for least in SHADES)


@dataclass(frozen=True)
class Row:
    """A provision with its records in all and from each country."""

    provision: Provision
    total: Cell
    cells: list[Cell]

    @property
    def depth(self) -> int:
        return min(self.provision.depth, 3)


@dataclass(frozen=True)
class Column:
    """A country with its records that answer the document at all."""

    code: str
    label: str
    total: Cell


@dataclass(frozen=True)
class Matrix:
    """Provisions by countries, and the orphans: provisions without a record, countries without an answer.

    A record from two countries, or to two provisions, counts in each of their cells and once in a total.
    """

    columns: list[Column]
    rows: list[Row]
    total: Cell
    unanswered: list[Provision]
    silent: list[Link]
    asked: int


def matrix_of(page: DocumentPage) -> Matrix:
    """Count everything; two questions to the search table, however many records there are."""
    language = current_language()
    points = page.points()
    crossed = search.cross_counts(
        "provision", "country", [page.code, *(code for code, _provision in points)]
    )
    totals = search.counts("provision")
    labels = search.terms().labels("country", language)
    by_country = {code: n for code, n in crossed.get(page.code, {}).items() if code in labels}

    def cell(count: int, provision: str, country: str = "") -> Cell:
        if not count:
            return Cell(0)
        chosen = {"provision": [provision], **({"country": [country]} if country else {})}
        return Cell(count, search.url_for(facets=chosen))

    columns = [
        Column(code, labels[code], cell(by_country[code], page.code, code))
        for code in sorted(by_country, key=lambda code: (-by_country[code], name_key(labels[code])))
    ]
    rows = [
        Row(
            provision,
            cell(totals.get(code, 0), code),
            [
                cell(crossed.get(code, {}).get(column.code, 0), code, column.code)
                for column in columns
            ],
        )
        for code, provision in points
    ]
    asking = [row for row in rows if row.provision.asks_for_answers]
    return Matrix(
        columns=columns,
        rows=rows,
        total=cell(totals.get(page.code, 0), page.code),
        unanswered=[row.provision for row in asking if not row.total.count],
        silent=[
            Link(labels[code], search.url_for(facets={"country": [code]}))
            for code in sorted(_countries_of_the_base(), key=lambda code: name_key(labels[code]))
            if code not in by_country
        ],
        asked=len(asking),
    )


def _countries_of_the_base() -> set[str]:
    """The countries that have a public record or a public city."""
    terms = search.terms()
    cities = {term.within for term in terms.all() if term.facet == "city" and term.within}
    known = set(terms.codes("country"))
    return (cities | set(search.counts("country"))) & known


def matrix_context(page: DocumentPage, request: HttpRequest) -> dict[str, Any]:
    """What the page of the table takes."""
    path = request.path
    return {
        "matrix": matrix_of(page),
        "document_url": path.removesuffix("matrix/"),
        "csv_url": f"{path}csv/",
    }


def matrix_csv(page: DocumentPage) -> bytes:
    """The table for a spreadsheet: one line per provision, totals first, in the active language."""
    return csv_file(_csv_rows(matrix_of(page)))


def _csv_rows(matrix: Matrix) -> Iterator[list[str | int]]:
    yield [
        _("Point"),
        _("Heading"),
        _("Kind"),
        _("All countries"),
        *(column.label for column in matrix.columns),
    ]
    totals = [column.total.count for column in matrix.columns]
    yield ["", _("All points"), "", matrix.total.count, *totals]
    for row in matrix.rows:
        provision = row.provision
        yield [
            provision.code,
            provision.heading,
            str(provision.get_kind_display()),
            row.total.count,
            *(cell.count for cell in row.cells),
        ]
