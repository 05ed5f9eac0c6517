"""The cities of several records, read by one question for all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from kb.models import CityPage
from practices.models import RecordPage


def know_cities(pages: Sequence[RecordPage]) -> None:
    """Give each page of a record its ``city``: the page of the record's city in the same language."""
    prefetch_related_objects(pages, "record")
    found = CityPage.objects.filter(
        city__in={page.record.city_id for page in pages} - {None},
        locale__in={page.locale_id for page in pages},
    )
    cities = {(city.city_id, city.locale_id): city for city in found}
    for page in pages:
        page.city = cities.get((page.record.city_id, page.locale_id))
