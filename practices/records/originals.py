"""Which language version of a record is the original: that in the language of the work, else the oldest.

A version whose description nobody has translated has its words from another one, so it is none.

One rule, asked of pages at hand and of the database; a work in a language that the site does not speak has
its oldest version for an original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Page

from practices.models import PublicTranslation, RecordPage

STORY = "description"
P = TypeVar("P", bound=Page)


def original_of(pages: Iterable[P], language: str) -> P:
    """The original among the versions of a work in ``language``, of which there is at least one."""
    oldest, *others = sorted(pages, key=lambda page: page.pk)
    if oldest.locale.language_code == language:
        return oldest
    own = next((page for page in others if page.locale.language_code == language), None)
    return oldest if own is None or has_borrowed_story(own) else own


def has_borrowed_story(page: Page) -> bool:
    """Whether what is done is told in the words of another language version."""
    state = (
        page.translation_state
        if isinstance(page, RecordPage)
        else PublicTranslation.objects.filter(page_id=page.pk).first()
    )
    return state is not None and STORY in state.untranslated


def original_of_record(pages: Sequence[Any]) -> Any:
    """The original among all language versions at hand of one record."""
    return original_of(pages, pages[0].source_language)


def only_originals(pages: QuerySet[P]) -> QuerySet[P]:
    """One page of each record that is among these: its original, else the oldest that is."""
    own = Q(locale__language_code=F("source_language")) & ~Q(
        public_translation__untranslated__has_key=STORY
    )
    chosen = (
        pages.order_by()
        .values("translation_key")
        .annotate(chosen=Coalesce(Min("pk", filter=own), Min("pk")))
    )
    return pages.model._default_manager.filter(pk__in=chosen.values("chosen"))
