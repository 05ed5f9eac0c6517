"""The sitemap: live, public pages, each with its language versions, in parts by the pages' numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page

from kb.models.visibility import public
from kb.site.addresses import absolute
from kb.site.frame import home_pages

PART = 5_000
# A sitemap's index may name so many (https://www.sitemaps.org/protocol.html).
MOST_PARTS = 50_000
SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, slots=True)
class Place:
    """One address with when it was published last, and the addresses of all versions by their languages."""

    address: str
    published_at: datetime | None = None
    versions: Mapping[str, str] = field(default_factory=dict)


class PageSitemap:
    """All pages that anybody may read, with ``hreflang`` alternates.

    A part has the pages with numbers up to 5,000, from there to 10,000 and so on: it is found however many
    lie before it, and a page stays in its part for ever. Addresses are built on ``BASE_URL``, never on the
    Host header. Rows are read, not pages, which take ten times as long to make.
    """

    # What stands behind the address of each page.
    suffix = ""

    def pages(self) -> QuerySet[Page]:
        pages = Page.objects.none()
        for home in home_pages():
            pages |= Page.objects.descendant_of(home, inclusive=True)
        return public(pages)

    def parts(self) -> list[int]:
        """The parts in which there is a live page, from one to the next by way of the primary key."""
        pages = f"FROM {Page._meta.db_table} WHERE live"
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE part(first) AS (SELECT MIN(id) {pages} UNION ALL "  # noqa: S608
                f"SELECT (SELECT MIN(id) {pages} AND id > ((first + %s - 1) / %s) * %s) "
                "FROM part WHERE first IS NOT NULL) SELECT first FROM part WHERE first IS NOT NULL",
                [PART] * 3,
            )
            return [(first + PART - 1) // PART for (first,) in cursor.fetchall()]

    def places(self, part: int) -> list[Place]:
        """The pages of a part; with their versions in one statement."""
        last = part * PART
        return self.places_of(self.pages().filter(pk__gt=last - PART, pk__lte=last))

    def places_of(self, pages: QuerySet[Page]) -> list[Place]:
        """These pages by number, each with all its public versions, wherever they stand."""
        shown = set(pages.values_list("pk", flat=True))
        versions: dict[Any, dict[str, str]] = defaultdict(dict)
        places: list[tuple[Any, str, datetime | None]] = []
        rows = self.pages().filter(translation_key__in=pages.values("translation_key"))
        for number, key, language, path, moment in rows.order_by("pk").values_list(
            "pk", "translation_key", "locale__language_code", "url_path", "last_published_at"
        ):
            below = path.split("/", 2)[2]
            versions[key][language] = absolute(f"/{language}/{below}{self.suffix}")
            if number in shown:
                places.append((key, language, moment))
        return [
            Place(versions[key][language], moment, versions[key])
            for key, language, moment in places
        ]


class ViewSitemap:
    """What is worth finding and no page of the tree, in each language."""

    names = (
        "mapping:evidence_map",
        "joining:join",
        "doors:doors",
        "doors:finder",
        "submission:what_was_checked",
    )

    def parts(self) -> list[int]:
        return [1]

    def places(self, part: int) -> list[Place]:
        """Each address in each language."""
        names = self.names if part == 1 else ()
        return [place for name in names for place in places_of_view(name)]


def places_of_view(name: str, arguments: Sequence[str] = ()) -> list[Place]:
    """An address that is no page of the tree in each language, English as the one for all others."""
    versions = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            versions[language] = absolute(reverse(name, args=arguments))
    others = {"x-default": versions[settings.LANGUAGE_CODE]}
    return [Place(one, None, versions | others) for one in versions.values()]


def sitemap_index(request: HttpRequest, sitemaps: Mapping[str, Any]) -> HttpResponse:
    """The parts of all sitemaps; one statement, however many pages there are.

    Django's own index counts all pages and reads when each was published.
    """
    addresses = (
        absolute(reverse("sitemap", args=[section]) + (f"?p={part}" if part > 1 else ""))
        for section, sitemap in sitemaps.items()
        for part in sitemap().parts() or [1]
    )
    lines = (f"<sitemap><loc>{escape(one)}</loc></sitemap>\n" for one in addresses)
    return _xml("sitemapindex", SCHEMA, lines)


def sitemap_part(request: HttpRequest, sitemaps: Mapping[str, Any], section: str) -> HttpResponse:
    """One part of a sitemap. Raises ``Http404`` for what is none."""
    typed = request.GET.get("p", "1")
    part = int(typed) if typed.isdecimal() and len(typed) <= len(str(MOST_PARTS)) else 0
    if section not in sitemaps or not 1 <= part <= MOST_PARTS:
        raise Http404
    places = sitemaps[section]().places(part)
    if not places and part > 1:
        raise Http404
    return _xml("urlset", f"{SCHEMA} {LINKS}", _lines(places))


def _lines(places: Iterable[Place]) -> Iterator[str]:
    """One page a line. Not by a template, which takes seconds for five thousand pages in six languages."""
    for place in places:
        moment = f"<lastmod>{place.published_at:%Y-%m-%d}</lastmod>" if place.published_at else ""
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(address)}/>'
            for language, address in place.versions.items()
            if len(place.versions) > 1
        )
        yield f"<url><loc>{escape(place.address)}</loc>{moment}{links}</url>\n"


def _xml(name: str, attributes: str, lines: Iterable[str]) -> HttpResponse:
    """A sitemap is read by search engines and is no result of one."""
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {attributes}>\n{"".join(lines)}</{name}>\n',
        content_type="application/xml",
        headers={"X-Robots-Tag": "noindex, noodp, noarchive"},
    )
