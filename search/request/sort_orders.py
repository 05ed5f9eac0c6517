"""What the orders of results are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from search.request.request import SORTS, SearchRequest


def sort_labels(request: SearchRequest) -> list[tuple[str, str]]:
    """The orders that make sense for a request, in words; the best match only where words are given."""
    labels = {
        "relevance": _("Best match"),
        "newest": _("Newest"),
        "reviewed": _("Reviewed most recently"),
        "founded": _("Best founded"),
        "title": _("Title"),
    }
    return [(code, labels[code]) for code in SORTS if code != "relevance" or request.has_words]
