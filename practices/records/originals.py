"""Which language version of a record is the original: that in ``Record.original_language``, else the oldest.

A version whose description nobody has translated has its words from another one, so it becomes none.

One rule, asked of pages at hand and of the database. From what wagtail-localize translates is another
question (:func:`practices.records.translated_parts.translated_from`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Page

from kb.models.pages import version_in
from practices.models import PublicTranslation, Record, RecordPage

STORY = "description"
P = TypeVar("P", bound=Page)


# Of pages in the database, for one whose record has a page in that language.
IS_ORIGINAL = Q(locale__language_code=F("record__original_language"))


def original_of(pages: Iterable[P], language: str) -> P:
    """The original, in ``language``, among versions of one record, of which there is at least one."""
    return version_in(language, sorted(pages, key=lambda page: page.pk))


def has_borrowed_story(page: RecordPage) -> bool:
    """Whether what is done is told in the words of another language version."""
    state = page.translation_state
    return state is not None and STORY in state.untranslated


def original_of_record(pages: Sequence[Any]) -> Any:
    """The original among all language versions at hand of one record."""
    return original_of(pages, pages[0].original_language)


def original_page(row: Record) -> RecordPage:
    """The original of a record, public or not."""
    found: RecordPage = original_of_record(list(row.pages.select_related("locale", "record")))
    return found


def only_originals(pages: QuerySet[P]) -> QuerySet[P]:
    """One page of each record that is among these: its original, else the oldest that is."""
    chosen = (
        pages.order_by()
        .values("translation_key")
        .annotate(chosen=Coalesce(Min("pk", filter=IS_ORIGINAL), Min("pk")))
    )
    return pages.model._default_manager.filter(pk__in=chosen.values("chosen"))


def originals_of_all() -> QuerySet[RecordPage]:
    """The original of every record, public or not; asked of each page alone, not of its versions."""
    return RecordPage.objects.filter(IS_ORIGINAL)


def choose_original_again(row: Record) -> None:
    """A record whose original is gone has its oldest version as the original."""
    languages = list(row.pages.order_by("pk").values_list("locale__language_code", flat=True))
    if languages and row.original_language not in languages:
        row.change(original_language=languages[0])


def note_original(page: RecordPage) -> None:
    """A version in the language of the work is the original, as soon as what is public says so.

    Only the original says which language that is: a translation may still have what was said before. A work
    in a language that the site does not speak keeps the original that it has.
    """
    family = list(
        RecordPage.objects.filter(record=page.record_id).select_related("locale", "record")
    )
    original = original_of_record(family)
    borrowed = PublicTranslation.objects.filter(page__in=family, untranslated__has_key=STORY)
    without = set(borrowed.values_list("page", flat=True))
    languages = {version.locale.language_code for version in family if version.pk not in without}
    language = original.source_language if original.source_language in languages else ""
    if language not in ("", original.original_language):
        original.record.change(original_language=language)
