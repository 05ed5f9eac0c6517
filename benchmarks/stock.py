"""Pages of a stock Wagtail site beside ours, on the same records: what its documentation leads to.

``python -m benchmarks.stock`` in a database that ``benchmarks.filling`` filled. Of the stock way only the
questions and the objects are measured, no template; ours are whole pages with empty caches.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any

from benchmarks.pages import addresses, ask, browsers
from benchmarks.tables import table

REPEATED = 5
SHOWN = 20
IN_A_PART = 5_000


def menus() -> None:
    """The menu and a page's way up, as in the tutorial."""
    from wagtail.models import Site

    root = Site.objects.get(is_default_site=True).root_page
    list(root.get_children().live().public().in_menu().specific())


def city() -> None:
    """The first twenty records below a city, with their number for the pagination."""
    from django.core.paginator import Paginator

    from kb.models import CityPage
    from practices.models import RecordPage

    place = CityPage.objects.filter(city__code="synthetic-000").order_by("pk").first()
    records = RecordPage.objects.live().public().child_of(place).order_by("-first_published_at")
    list(Paginator(records.specific(), SHOWN).page(1))


def cities() -> None:
    """All cities with the number of their records."""
    from kb.models import CityPage

    for place in CityPage.objects.live().public().filter(locale__language_code="en"):
        place.get_children().live().public().count()


def home() -> None:
    """The newest records, how many there are, and how many of each theme."""
    from django.db.models import Count

    from practices.models import RecordPage

    records = RecordPage.objects.live().public()
    records.count()
    list(records.order_by("-first_published_at").specific()[:SHOWN])
    list(records.filter(concepts__facet="theme").values("concepts").annotate(Count("pk")))


def sitemap() -> None:
    """Wagtail's own sitemap: as many addresses as ours has in a part."""
    from django.test import RequestFactory
    from wagtail.contrib.sitemaps.sitemap_generator import Sitemap

    whole = Sitemap(RequestFactory().get("/sitemap.xml", headers={"host": "localhost"}))
    whole.limit = IN_A_PART
    whole._urls(1, "https", "localhost")


WAYS: dict[str, tuple[Callable[[], None], str | None]] = {
    "home": (home, "home"),
    "city with its records": (city, "large city"),
    "cities with numbers": (cities, "cities"),
    "menu": (menus, None),
    "sitemap, first part": (sitemap, "sitemap of pages"),
}


def measured(way: Callable[[], None]) -> float:
    """Median milliseconds."""
    times = []
    for _ in range(REPEATED):
        start = time.perf_counter()
        way()
        times.append((time.perf_counter() - start) * 1_000)
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.dev")
    os.environ["DEBUG"] = "false"
    import django

    django.setup()
    found, clients = addresses(), browsers()
    rows: list[list[Any]] = []
    for name, (way, page) in WAYS.items():
        stock = measured(way)
        person, address = found[page] if page else ("", "")
        ours = f"{ask(clients[person], address).ms:.1f}" if page else "in each page"
        rows.append([name, f"{stock:.1f}", ours])
        print(rows[-1], flush=True)
    print(table(["page", "stock Wagtail, ms (no template)", "here, ms (whole page)"], rows))


if __name__ == "__main__":
    main()
