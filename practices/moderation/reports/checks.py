"""What each label of scrutiny means, and the checklist behind it, for everybody (criteria, public)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kb.site.addresses import absolute, alternates_of
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language
from practices.models.parts.choices import EvidenceDimension, Scrutiny
from practices.moderation.criteria import TIERS, VERSION, Tier
from search import services as search

NO_HARM, CORE, QUALIFIERS = TIERS
# Who gives a label, after having read what; and the parts of the checklist that they answer for it.
MEANINGS: dict[str, tuple[Any, tuple[Tier, ...]]] = {
    Scrutiny.SUBMITTED: (
        _(
            "The city has sent it, and an editor has let it through: nobody comes to harm by it. "
            "What it says of its results has not been checked."
        ),
        (NO_HARM,),
    ),
    Scrutiny.EDITOR_CHECKED: (
        _(
            "An editor has read it against what the record names beside the label. Of what a city sends, an "
            "editor who has not written it answers each question of the checklist."
        ),
        (NO_HARM, CORE),
    ),
    Scrutiny.PEER_REVIEWED: (
        _(
            "People of the field who are not editors have read it as well and were asked the same questions. "
            "The record says who has checked it."
        ),
        (NO_HARM, CORE, QUALIFIERS),
    ),
    Scrutiny.EVALUATED: (
        _(
            "The work itself was evaluated, and the evaluation is among the sources of the record. "
            "How far its results hold is judged apart, in five questions."
        ),
        (NO_HARM, CORE, QUALIFIERS),
    ),
}


@dataclass(frozen=True)
class Label:
    """One label with what it means, its checklist, and the records that have it."""

    code: str
    label: str
    meaning: str
    tiers: tuple[Tier, ...]
    count: int
    url: str


@require_safe
@same_for_every_reader
def what_was_checked(request: HttpRequest) -> HttpResponse:
    """The page to which the label of every record leads."""
    found = search.overview(language=current_language(), size=0)
    labels = [
        Label(
            code,
            str(Scrutiny(code).label),
            str(meaning),
            tiers,
            found.count("scrutiny", code),
            search.url_for(facets={"scrutiny": [code]}),
        )
        for code, (meaning, tiers) in MEANINGS.items()
    ]
    context = {
        "labels": labels,
        "version": VERSION,
        "dimensions": EvidenceDimension.labels,
        "canonical_url": absolute(reverse("submission:what_was_checked")),
        "alternates": alternates_of(request.path),
    }
    return render(request, "practices/what_was_checked.html", context)
