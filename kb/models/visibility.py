"""Public pages: which of some pages anybody may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from wagtail.models import Page

from search import services as search


def public(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of these pages that anybody may read: live, and neither they nor what is above them restricted.

    Instead of Wagtail's ``live().public()``, which lists what stands below the alias of a private page.
    """
    return pages.filter(~search.is_closed(), live=True)


def with_access(pages: QuerySet[Any], depth: int) -> QuerySet[Any]:
    """Annotate ``is_public``, as :func:`public` says it, and ``is_unrestricted``.

    The latter says of pages down to ``depth`` that Wagtail, asked for their restrictions, would find none;
    where the source of an alias is one itself, Wagtail is to be asked.
    """
    levels = [Left(OuterRef("path"), Page.steplen * level) for level in range(1, depth + 1)]
    chained = Page.objects.filter(alias_of__alias_of__isnull=False, path__in=levels)
    return pages.annotate(
        is_public=Q(~search.is_closed(), live=True),
        is_unrestricted=Q(~search.is_closed(), ~Exists(chained), depth__lte=depth),
    )
