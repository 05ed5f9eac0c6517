"""Questions to cities and needs of cities, for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from exchange.models import Need, Question
from kb.models import City
from practices.models import Record
from tests.exchange.visiting import theme


def question(record: Record, **values: Any) -> Question:
    """A published question with its answer, both in English."""
    made: Question = Question.objects.create(
        record=record,
        **{
            "part": "description", "words": "How many mentors are there?", "language": "en",
            "email": "reader@ribe.example", "reply": "There are twelve mentors.",
            "reply_language": "en", "state": "public", "published_at": timezone.now(),
            "confirmed_at": timezone.now(), "sent_at": timezone.now(), **values,
        },
    )  # fmt: skip
    return made


def need(city: City, **values: Any) -> Need:
    """What a city asks others, open."""
    themes = values.pop("themes", None) or [theme()]
    facts = {
        "title": "How to begin with prisons?",
        "words": "We have no contact.",
        "language": "en",
    }
    made: Need = Need.objects.create(city=city, **{**facts, **values})
    made.themes.set(themes)
    return made
