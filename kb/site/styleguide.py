"""The style guide: each part of the pages with contents that try it hard."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

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
STRENGTHS = ("unknown", "weak", "moderate", "strong")
# Long words and long sentences are what breaks a layout; these are ours, written for the purpose.
GERMAN = (
    "Extremismuspräventionsbeauftragtenkonferenz: "
    "Zusammenarbeit von Jugendgerichtshilfe und Schulsozialarbeit"
)
RUSSIAN = "Межведомственное взаимодействие муниципальных служб в работе с несовершеннолетними и их семьями"


class SampleForm(forms.Form):
    """One field of each kind that the site uses."""

    title = forms.CharField(label=GERMAN, help_text=RUSSIAN)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    tick = forms.BooleanField(label=RUSSIAN)
    one = forms.ChoiceField(choices=[("a", "A"), ("b", GERMAN)], widget=forms.RadioSelect)


@never_cache
@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """All parts on one page, for those who may enter the admin; raises ``Http404`` for others."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    return render(
        request,
        "kb/styleguide.html",
        {
            "colours": COLOURS,
            "strengths": STRENGTHS,
            "judged": {"effect": "weak", "mechanism": "strong", "economics": "moderate"},
            "german": GERMAN,
            "russian": RUSSIAN,
            "hits": [_card("de", GERMAN), _card("ru", RUSSIAN), _card("tr", "Kısa")],
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
