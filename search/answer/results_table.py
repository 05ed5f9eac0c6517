"""The results as a table, with the columns that the reader has chosen."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import pgettext

from search.answer.hits import Hit
from search.answer.results import Column, ResultTable, TableRow
from search.contract import facets
from search.request.addresses import address
from search.request.request import SearchRequest, column_names
from search.terms import Terms

# The order that a heading stands for, and the direction in which it sorts.
SORTED_BY = {
    "title": ("title", "ascending"),
    "evidence": ("founded", "descending"),
    "reviewed": ("reviewed", "descending"),
    "published": ("newest", "descending"),
}


def result_table(request: SearchRequest, hits: Sequence[Hit], terms: Terms) -> ResultTable:
    """The results of one page as rows."""
    labels = column_labels()
    shown = [name for name in request.columns if name in labels]
    return ResultTable(
        title=_column("title", pgettext("column", "Title"), request),
        columns=tuple(_column(name, labels[name], request) for name in shown),
        rows=tuple(
            TableRow(hit, tuple((name, cell(hit, name, request.language, terms)) for name in shown))
            for hit in hits
        ),
        choices=tuple((name, label, name in shown) for name, label in labels.items()),
    )


def column_labels() -> dict[str, str]:
    """What the columns are called, in the active language and in their order."""
    labels = {facet.name: str(facet.label) for facet in facets()}
    labels["reviewed"] = pgettext("column", "Reviewed")
    labels["published"] = pgettext("column", "Published")
    return {name: labels[name] for name in column_names(facets())}


def _column(name: str, label: str, request: SearchRequest) -> Column:
    sort, direction = SORTED_BY.get(name, ("", ""))
    return Column(
        code=name,
        label=label,
        sort_url=address(request.sorted_by(sort)) if sort else "",
        direction=direction if sort and sort == request.order else "",
    )


def cell(hit: Hit, name: str, language: str, terms: Terms) -> str:
    """What a table says of a record in one column; empty where nothing is known."""
    if name == "reviewed":
        return date_format(hit.reviewed_on, "SHORT_DATE_FORMAT") if hit.reviewed_on else ""
    if name == "published":
        return date_format(hit.published_at, "SHORT_DATE_FORMAT") if hit.published_at else ""
    own = {"city": hit.city_label, "country": hit.country_label, "kind": hit.kind_label}
    if own.get(name):
        return own[name]
    codes = hit.codes.get(name, ())
    # A record stands below the broader terms of its own ones too; those say nothing more here.
    broader = {other for code in codes for other in terms.ancestors(name, code)}
    labels = [terms.label(name, code, language) for code in codes if code not in broader]
    return ", ".join(labels)
