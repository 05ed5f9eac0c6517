"""The secretariat's list of cities: people, open invitations, records, last activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import get_language
from django_countries import countries
from wagtail.models import Page as WagtailPage

from kb.models import CityPage, CityRole, Invitation
from kb.texts.current_language import current_language
from search import services as search

PER_PAGE = 25
FILTERS = ("", "without-people", "open-invitations")


@dataclass
class Row:
    """A city in the list."""

    city: CityPage
    name: str
    country: str
    people: list[CityRole] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    records: int = 0
    last: datetime | None = None


def cities_listed(find: str, chosen: str) -> QuerySet[CityPage]:
    """The first page of each city, by name: those with these words in name, country or a person's address."""
    earlier = CityPage.objects.filter(city=OuterRef("city"), pk__lt=OuterRef("pk"))
    cities = CityPage.objects.filter(~Exists(earlier))
    roles = CityRole.objects.filter(city=OuterRef("city"))
    invited = Invitation.objects.open().filter(city=OuterRef("city"))
    if find:
        words = find.casefold()
        codes = [code for code, name in countries if words in str(name).casefold()]
        named = Q(title__icontains=find) | Q(city__code__icontains=find)
        for code, _name in settings.LANGUAGES:
            # SQLite knows upper and lower case of English letters only.
            for typed in {find, find.capitalize()}:
                named |= Q(**{f"city__names__{code}__icontains": typed})
        if any(map(str.isalnum, find)):
            # As the public list of cities finds them: in other letters, by an old name.
            spelt = search.terms_beginning("city", find, current_language())
            named |= Q(city__code__in=[term.code for term in spelt])
        cities = cities.filter(
            named
            | Q(city__country__in=codes)
            | Exists(roles.filter(user__email__icontains=find))
            | Exists(invited.filter(email__icontains=find))
        )
    if chosen == "without-people":
        cities = cities.filter(~Exists(roles))
    elif chosen == "open-invitations":
        cities = cities.filter(Exists(invited))
    return cities.order_by("title", "pk")


def page_of_cities(find: str, chosen: str, number: Any) -> tuple[Page, list[Row]]:
    """One page of the list; it asks the database as often for many cities as for few."""
    page = Paginator(cities_listed(find, chosen), PER_PAGE).get_page(number)
    language = get_language()
    rows = {city.city_id: Row(city, city.name_in(language), city.country_name) for city in page}
    for role in CityRole.objects.filter(city__in=rows).select_related("user"):
        rows[role.city_id].people.append(role)
    for invitation in Invitation.objects.open().filter(city__in=rows).order_by("pk"):
        rows[invitation.city_id].invitations.append(invitation)
    _count_records(rows)
    return page, list(rows.values())


def _count_records(rows: dict[Any, Row]) -> None:
    """What stands directly below the cities' pages, drafts too; only these parts of the tree are read."""
    paths = dict(CityPage.objects.filter(city__in=rows).values_list("path", "city"))
    by_length: dict[int, list[str]] = defaultdict(list)
    for path in paths:
        by_length[len(path)].append(path)
    for length, known in by_length.items():
        below = Q()
        for path in known:
            below |= Q(path__range=WagtailPage._get_children_path_interval(path))
        found = (
            WagtailPage.objects.filter(below, depth=length // WagtailPage.steplen + 1)
            .annotate(city_path=Left(F("path"), length))
            .order_by()
            .values_list("city_path")
            .annotate(number=Count("pk"), last=Max("latest_revision_created_at"))
        )
        for path, number, last in found:
            row = rows[paths[path]]
            row.records += number
            row.last = max(filter(None, (row.last, last)), default=None)
