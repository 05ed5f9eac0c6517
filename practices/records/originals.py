"""Which language version of a record is the original: that in the language of the work, else the oldest.

One rule, asked of pages at hand and of the database; a work in a language that the site does not speak has
its oldest version for an original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from wagtail.models import Page

P = TypeVar("P", bound=Page)


def original_of(pages: Iterable[P], language: str) -> P:
    """The original among the versions of a work in ``language``, of which there is at least one."""
    ordered = sorted(pages, key=lambda page: page.pk)
    return next((page for page in ordered if page.locale.language_code == language), ordered[0])


def original_of_record(pages: Sequence[Any]) -> Any:
    """The original among all language versions at hand of one record."""
    return original_of(pages, pages[0].source_language)


def only_originals(pages: QuerySet[P]) -> QuerySet[P]:
    """One page of each record that is among these: its original, else the oldest that is."""
    own = Q(locale__language_code=F("source_language"))
    chosen = (
        pages.order_by()
        .values("translation_key")
        .annotate(chosen=Coalesce(Min("pk", filter=own), Min("pk")))
    )
    return pages.model._default_manager.filter(pk__in=chosen.values("chosen"))
