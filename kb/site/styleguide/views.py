"""The style guide: each part of the pages with contents that try it hard."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from kb.site.styleguide.samples import (
    GERMAN,
    LONG_GERMAN,
    LONG_RUSSIAN,
    RUSSIAN,
    SHORT,
    parts_in_their_states,
)
from search import services as search

# The names of the tokens of static/css/site.css, as `--paper`, with a class of pages/styleguide.css each.
COLOURS = (
    "paper",
    "surface",
    "surface-tint",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "brand",
    "brand-deep",
    "link",
    "accent",
    "accent-bright",
    "accent-tint",
    "mark",
)
# The sheets of the pages whose parts are shown.
SHEETS = tuple(
    f"css/pages/{name}.css"
    for name in ("search", "evidence_map", "document", "record", "event", "doors")
)
STRENGTHS = ("unknown", "weak", "moderate", "strong")


class SampleForm(forms.Form):
    """One field of each kind that the site uses."""

    title = forms.CharField(label=LONG_GERMAN, help_text=LONG_RUSSIAN)
    words = forms.CharField(label=gettext_lazy("Words"), widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("a", "A"), ("b", "B")])
    tick = forms.BooleanField(label=LONG_RUSSIAN)
    one = forms.ChoiceField(
        label=SHORT, choices=[("a", "A"), ("b", LONG_GERMAN)], widget=forms.RadioSelect
    )


@never_cache
def styleguide(request: HttpRequest) -> HttpResponse:
    """All parts on one page, for everybody who builds, edits, translates or asks."""
    hits = [_card("de", GERMAN), _card("ru", RUSSIAN), _card("tr", "Kısa")]
    return render(
        request,
        "kb/styleguide.html",
        {
            "colours": COLOURS,
            "strengths": STRENGTHS,
            "judged": {"effect": "weak", "mechanism": "strong", "economics": "moderate"},
            "german": LONG_GERMAN,
            "russian": LONG_RUSSIAN,
            "sheets": SHEETS,
            "hits": hits,
            **parts_in_their_states(hits),
            "facts": [
                {"label": _("Country"), "value": "Österreich", "lang": "de", "known": True},
                {"label": _("Population"), "value": _("not known"), "known": False},
                {"label": _("City"), "value": GERMAN, "lang": "de", "url": "#facts", "known": True},
            ],
            "contents": [
                {"id": part, "heading": heading}
                for part, heading in (
                    ("colours", _("Colours")),
                    ("type", _("Type")),
                    ("forms", _("Forms")),
                    ("evidence-map", _("Evidence map")),
                    ("map", _("Map")),
                    ("tray", _("Records put aside")),
                    ("shortlist", _("Shortlist")),
                    ("selections", _("Selections")),
                    ("points", _("Points of a document")),
                    ("versions", _("Versions")),
                    ("events", _("Events")),
                    ("visits", _("Study visits on offer")),
                    ("doors", _("Doors")),
                    ("finder", _("Finder")),
                )
            ],
            "sources": [
                SimpleNamespace(
                    url="https://example.org/",
                    title=GERMAN,
                    language="de",
                    language_name="",
                    year=2016,
                )
            ],
            "sample": SampleForm(data={"words": RUSSIAN, "kind": "a"}),
            "pages": _some_page(),
        },
    )


def _card(language: str, title: str) -> search.Hit:
    return search.Hit(
        id="sample",
        kind="practice",
        kind_label=search.terms().label_of_one("kind", "practice", language),
        title=title,
        summary=f"{title}. " * 3,
        text_language=language,
        url="#cards",
        city="",
        city_label="Frankfurt (Oder)",
        country="DE",
        country_label="Deutschland",
        languages=("de", "ru"),
        score=1.0,
        published_at=datetime(2026, 11, 27, tzinfo=UTC),
    )


def _some_page() -> Page[Any]:
    return Paginator(range(100), 10).page(5)
