"""Which pages not everybody may read: restricted ones, their aliases, and what stands below either.

Wagtail's ``public()`` leaves the aliases out, though its pages ask their sources before they are served: a
translation below the alias of a private city would be listed by its title and refused when opened.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import F, Q
from django.db.models.functions import Left
from django.db.models.lookups import In
from wagtail.models import Page, PageViewRestriction

from search.table.state import kept_with_vocabulary

# From a restriction to the pages that it closes; an alias may itself have one.
_CLOSED = ("page__path", "page__aliases__path", "page__aliases__aliases__path")
# No page stands there.
_NOWHERE = Q(path="")


def is_closed() -> Q:
    """Of a query for pages: whether the page or one above it is restricted, or an alias of what is.

    The closed places stand in the statement, one comparison for each depth at which there are any: asked of
    each row with EXISTS, whoever lists pages paid for rows times restrictions. They are those of now, so a
    query is made where it is asked.
    """
    by_depth: dict[int, list[str]] = defaultdict(list)
    for path in _kept_closed_paths():
        by_depth[len(path)].append(path)
    closed = [Q(In(Left(F("path"), length), paths)) for length, paths in sorted(by_depth.items())]
    return reduce(or_, closed) if closed else _NOWHERE


def closed_paths() -> tuple[str, ...]:
    """The paths below which nobody finds anything; none of them stands below another."""
    rows = PageViewRestriction.objects.values_list(*_CLOSED).order_by("pk")
    tops: list[str] = []
    for path in sorted({path for row in rows for path in row if path}):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tuple(tops)


@kept_with_vocabulary
def _kept_closed_paths() -> tuple[str, ...]:
    """:func:`closed_paths`, until ``search.signal_handlers`` hear of what may change it."""
    return closed_paths()


def with_aliases(page: Page) -> Iterator[Page]:
    """The page and all that repeat it elsewhere in the tree."""
    yield page
    for alias in page.aliases.all():
        yield from with_aliases(alias)
