"""Cities that offer and make study visits, for tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from exchange.models import VisitOffer
from kb.models import City, Concept
from tests.factories import ConceptFactory

TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=120)


def theme(code: str = "mentoring") -> Concept:
    concept: Concept = ConceptFactory(code=code, facet="theme")
    return concept


def typed(**values: Any) -> dict[str, Any]:
    """What a browser posts of the form of an offer."""
    return {
        "title": "How mentors work",
        "words": "You meet the mentors and the office that leads them.",
        "language": "en",
        "themes": [theme().pk],
        "months": ["3", "10"],
        "languages": ["en", "da"],
        "group_size": "8",
        "who_pays": "visitors",
        "open_until": str(SOON),
        **values,
    }


def offer(city: City, **values: Any) -> VisitOffer:
    """A public offer of a city."""
    themes = values.pop("themes", None) or [theme()]
    facts = {
        "title": "How mentors work",
        "words": "You meet the mentors.",
        "language": "en",
        "months": ["3", "10"],
        "languages": ["en", "da"],
        "group_size": 8,
        "who_pays": "visitors",
        "open_until": SOON,
        "state": "public",
        "published_at": timezone.now(),
        **values,
    }
    made = VisitOffer.objects.create(city=city, **facts)
    made.themes.set(themes)
    return made


def text_of(path: str, client: Client | None = None, status: int = 200, **asked: str) -> str:
    """What a person reads in the main part of a page."""
    answer = (client or Client()).get(path, asked)
    assert answer.status_code == status, answer.status_code
    page = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert page is not None
    return " ".join(page.get_text(" ").split())


def day(number: int) -> date:
    """So many days from today."""
    return TODAY + timedelta(days=number)
