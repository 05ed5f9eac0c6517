"""A line of JSON that describes a work, and the ids of the records that look alike, as a line again."""

from __future__ import annotations

import json
from typing import Any

from kb.models import CityPage
from kb.texts.sorting import folded
from practices.submission.guard.duplicates import Work, likely_duplicates_of
from search import services as search
from search.analysis import LANGUAGES
from search.terms import names

FIELDS = ("title", "summary", "description", "language", "city")
MOST_LETTERS = 50_000


class NoWorkError(ValueError):
    """A line that describes no work; its words say why."""


def duplicates_of_line(line: bytes) -> dict[str, list[str]]:
    """``{"duplicates": [ids]}``, best first; an id is what the search and its API give as a record's ``id``.

    Raises ``NoWorkError``.
    """
    asked = _work(line)
    work = Work(
        asked["title"],
        asked["summary"],
        asked["description"],
        asked["language"],
        _city(asked["city"]),
    )
    return {"duplicates": [likely.key for likely in likely_duplicates_of(work)]}


def _work(line: bytes) -> dict[str, str]:
    try:
        asked: Any = json.loads(line.decode().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise NoWorkError("not a line of JSON in UTF-8") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("title"), str):
        raise NoWorkError('not an object with a "title"')
    given = {name: asked.get(name) or "" for name in FIELDS}
    if not all(isinstance(value, str) for value in given.values()):
        raise NoWorkError(f"{', '.join(FIELDS)} are texts")
    if sum(map(len, given.values())) > MOST_LETTERS:
        raise NoWorkError(f"more than {MOST_LETTERS} characters")
    given["language"] = given["language"].lower()[:2] or "en"
    if given["language"] not in LANGUAGES:
        raise NoWorkError(f'"language" is one of {", ".join(LANGUAGES)}')
    return given


def _city(named: str) -> CityPage | None:
    """The city with a code, or with a name in any language; None of one that the site does not know."""
    if not named:
        return None
    terms = search.terms()
    code = terms.current_code("city", named.lower()) or next(
        (
            code
            for code in terms.codes("city")
            if (term := terms.get("city", code))
            and any(folded(name) == folded(named) for _language, name in names(term))
        ),
        None,
    )
    return CityPage.objects.filter(city__code=code).order_by("pk").first() if code else None
