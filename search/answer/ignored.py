"""What a search left out, in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from search.contract import facets
from search.request.reading import FIRST_YEAR, LAST_YEAR, Ignored
from search.request.request import SearchRequest


def in_words(request: SearchRequest) -> list[str]:
    """Each thing that was asked for and not used: which field it was for, and what was typed there."""
    labels = {
        **{facet.name: str(facet.label) for facet in facets()},
        "q": _("Words"),
        "words": _("Words"),
        "field": _("Where"),
        "operator": _("How"),
        "year_from": _("From"),
        "year_to": _("To"),
        "sort": _("Order"),
        "view": _("Shown as"),
        "area": _("Part of the map"),
        "at": _("City"),
        "column": _("Columns of the table"),
    }
    return [_phrase(one, labels.get(one.name, one.name)) for one in request.ignored]


def _phrase(one: Ignored, label: str) -> str:
    said = {"name": label, "value": one.value}
    if one.name in ("year_from", "year_to"):
        return _("%(name)s: “%(value)s” (a year from %(first)s to %(last)s was expected)") % {
            **said,
            "first": FIRST_YEAR,
            "last": LAST_YEAR,
        }
    return _("%(name)s: “%(value)s”") % said
