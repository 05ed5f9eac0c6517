"""With what a text is compared: works of its city, drafts too, and public ones that the search finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import strip_tags
from wagtail.models import Revision

from kb.models import CityPage
from kb.site.addresses import language_path
from practices.models import (
    PracticePage,
    RecordPage,
    StudyVisitReportPage,
    TrainingProgrammePage,
)
from practices.submission.desk.services import records_of
from practices.submission.guard.likeness.meaning import Senses, Token
from practices.submission.guard.likeness.scoring import Rarity, Words
from search import services as search

# Of the city's own works, of those that other cities did with it, and of those that the search finds.
MOST_OWN, MOST_PARTNERS, MOST_FOUND = 300, 50, 20
# The most telling words are asked for, and of fewer what they are called elsewhere: each word is looked for
# by its stems in all languages, a dozen lexemes, and the table reads every row that has one of them.
RARE_WORDS, NAMED_WORDS = 8, 3
MOST_ASKED = 24


@dataclass(frozen=True)
class Version:
    """A record's words in one language."""

    language: str
    title: str
    summary: str
    body: str
    url: str


@dataclass(frozen=True)
class Candidate:
    """A record to compare with, in all languages at hand; ``key`` is its translation key."""

    key: str
    own_city: bool
    versions: tuple[Version, ...]


def own_candidates(city: CityPage, without: str) -> list[Candidate]:
    """The city's newest records as they were last saved, drafts included; three statements."""
    pages = list(records_of(city).exclude(translation_key=without or None)[:MOST_OWN])
    newest = _newest_words([page for page in pages if page.latest_revision_id])
    found: dict[str, list[Version]] = {}
    for page in pages:
        title, summary, description = newest.get(
            page.latest_revision_id or 0, (page.title, page.summary, page.description)
        )
        found.setdefault(str(page.translation_key), []).append(
            Version(
                page.locale.language_code,
                title or page.title,
                summary or "",
                strip_tags(description or ""),
                language_path(page) if page.live else "",
            )
        )
    return [Candidate(key, True, tuple(versions)) for key, versions in found.items()]


def _newest_words(pages: list[RecordPage]) -> dict[int, tuple[str, str, str]]:
    """Title, summary and description of the newest versions that are not public yet, by their number."""
    numbers = [
        page.latest_revision_id
        for page in pages
        if page.latest_revision_id != page.live_revision_id
    ]
    rows = Revision.objects.filter(pk__in=numbers).values_list(
        "pk", "content__title", "content__summary", "content__description"
    )
    return {number: (title, summary, description) for number, title, summary, description in rows}


# What else is found, events and notes, is nobody's work.
RECORD_KINDS = [
    str(model.indexed_kind) for model in (PracticePage, TrainingProgrammePage, StudyVisitReportPage)
]


def public_candidates(
    senses: Senses, words: Words, rarity: Rarity, city_code: str
) -> Iterator[Candidate]:
    """What everybody may read and might be the same work; at most three questions to the search."""
    if city_code:
        yield from _found((), words.language, "anywhere", {"city": [city_code]}, MOST_PARTNERS)
    for field, tokens in (("title", words.title), ("anywhere", (*words.title, *words.summary))):
        asked = _asked(senses, tokens, rarity)
        if asked:
            yield from _found(asked, words.language, field, {}, MOST_FOUND)


def _asked(senses: Senses, tokens: tuple[Token, ...], rarity: Rarity) -> tuple[str, ...]:
    """The rarest words, and what they are called in the other languages."""
    rare = sorted(
        (token for token in dict.fromkeys(tokens) if token.typed), key=rarity.of, reverse=True
    )
    typed = [token.typed for token in rare[:RARE_WORDS]]
    known = [token for token in rare if token.meanings][:NAMED_WORDS]
    named = [name.lower() for token in known for name in senses.names(token)]
    return tuple(dict.fromkeys([*typed, *named]))[:MOST_ASKED]


def _found(
    words: tuple[str, ...], language: str, field: str, facets: dict[str, list[str]], size: int
) -> Iterator[Candidate]:
    facets = {"kind": RECORD_KINDS, **facets}
    found = search.texts_with_words(words, language=language, field=field, facets=facets, size=size)
    for one in found:
        yield Candidate(
            one.key,
            "city" in facets,
            tuple(
                Version(
                    code, text.title, text.summary, "\n".join([text.body, *text.names]), text.url
                )
                for code, text in one.texts.items()
            ),
        )
