"""Template tags of open data: the formats in which a list can be taken away, and its feed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from opendata import linked_data
from opendata.alerts.services import is_narrow
from opendata.collecting.services import are_collected
from opendata.exports.registry import FORMS
from opendata.requests import whole_list
from search.request.request import CHOSEN, SearchRequest

register = template.Library()
for _tag in (
    linked_data.city_data,
    linked_data.document_data,
    linked_data.event_data,
    linked_data.dataset_data,
):
    register.simple_tag(_tag)


@register.inclusion_tag("opendata/_take_away.html")
def take_away(asked: SearchRequest) -> dict[str, Any]:
    """One link for each format, to all records of a search."""
    query = whole_list(asked).query_string
    return {
        "feed": reverse("opendata:feed") + query,
        "keep": reverse("opendata:keep") + query,
        "elsewhere": reverse("opendata:elsewhere") if are_collected() else "",
        "alert": reverse("opendata:alert") + query if is_narrow(asked) else "",
        "forms": [
            {"label": form.name, "url": reverse("opendata:export", args=[ending]) + query}
            for ending, form in FORMS.items()
        ],
    }


@register.inclusion_tag("opendata/_take_away.html")
def take_records_away(keys: Sequence[str]) -> dict[str, Any]:
    """One link for each format, to the records with these numbers."""
    query = "?" + urlencode([(CHOSEN, key) for key in keys])
    return {
        "forms": [
            {"label": form.name, "url": reverse("opendata:export", args=[ending]) + query}
            for ending, form in FORMS.items()
        ]
    }


@register.simple_tag
def feed_url(**facets: str) -> str:
    """The address of the feed of what has these codes: ``{% feed_url city=page.code %}``."""
    return f"{reverse('opendata:feed')}?{urlencode(facets)}"


@register.simple_tag
def feed_of(asked: SearchRequest) -> str:
    """The address of the feed of a search."""
    return reverse("opendata:feed") + whole_list(asked).query_string
