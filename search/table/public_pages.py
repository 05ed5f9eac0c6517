"""Which pages not everybody may read: restricted ones, their aliases, and what stands below either.

Wagtail's ``public()`` leaves the aliases out, though its pages ask their sources before they are served: a
translation below the alias of a private city would be listed by its title and refused when opened.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Left, Length
from wagtail.models import Page, PageViewRestriction

# From a restriction to the pages that it closes; an alias may itself have one.
_CLOSED = ("page__path", "page__aliases__path", "page__aliases__aliases__path")


def is_closed() -> Q:
    """Of a query for pages: whether the page or one above it is restricted, or an alias of what is."""
    closed = Q()
    for name in _CLOSED:
        tops = PageViewRestriction.objects.annotate(top=F(name))
        closed |= Q(Exists(tops.filter(top=Left(OuterRef("path"), Length("top")))))
    return closed


def closed_paths() -> tuple[str, ...]:
    """The paths below which nobody finds anything."""
    rows = PageViewRestriction.objects.values_list(*_CLOSED).order_by("pk")
    return tuple(sorted({path for row in rows for path in row if path}))


def with_aliases(page: Page) -> Iterator[Page]:
    """The page and all that repeat it elsewhere in the tree."""
    yield page
    for alias in page.aliases.all():
        yield from with_aliases(alias)
