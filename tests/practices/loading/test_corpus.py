"""Synthetic records: the same for the same seed, a sound tree, gone without a trace."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import Locale, Page

from kb.models import CityPage
from practices.models import RecordPage
from search.models import SearchDocument
from search.table.writing import differences
from tests.factories import ConceptFactory
from tests.practices.writing import desk

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def vocabulary(site_tree: Any) -> None:
    for code in ("fr", "de", "it", "ru", "tr"):
        site_tree.cities.copy_for_translation(Locale.objects.get(language_code=code))
    for facet in ("theme", "audience", "setting", "prevention_level", "method", "ideology"):
        for number in range(3):
            ConceptFactory(code=f"{facet.replace('_', '-')}-{number}", facet=facet)


def make(*arguments: Any) -> str:
    out = StringIO()
    call_command("make_corpus", *arguments, "--force", stdout=out, stderr=StringIO())
    return out.getvalue()


def described() -> list[tuple[str, str, str, bool]]:
    return list(
        RecordPage.objects.order_by("slug", "locale").values_list(
            "slug", "title", "summary", "live"
        )
    )


def test_the_same_seed_gives_the_same_records() -> None:
    assert make(40) == "40 synthetic records made.\n"
    first = described()
    make(40)
    assert described() == first
    make(40, "--seed", "1")
    assert described() != first


def test_the_tree_is_sound_and_the_search_knows_what_is_public() -> None:
    make(120)
    assert Page.find_problems() == ([], [], [], [], [])
    assert differences() == []
    live = SearchDocument.objects.filter(deleted=False).count()
    assert 100 <= live < 120
    titles = set(RecordPage.objects.values_list("locale__language_code", flat=True))
    assert titles == {"en", "fr", "de", "it", "ru", "tr"}


def test_it_leaves_no_trace() -> None:
    pages = Page.objects.count()
    make(40)
    assert make("--clear") == "40 synthetic records removed.\n"
    assert Page.objects.count() == pages
    assert SearchDocument.objects.filter(deleted=False).count() == 0
    assert Page.find_problems() == ([], [], [], [], [])


def test_it_says_what_has_to_be_there_first(site_tree: Any) -> None:
    site_tree.cities.get_translations().first().delete()
    with pytest.raises(CommandError, match="run manage"):
        make(10)


def test_it_is_refused_on_a_real_site(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only with DEBUG on"):
        call_command("make_corpus", 10)


def test_it_goes_though_somebody_has_worked_at_one_of_its_cities() -> None:
    make(40)
    city = CityPage.objects.filter(city__code="synthetic-000").order_by("pk")[0]
    official = desk(city, "official@example.org")
    record = RecordPage.objects.filter(path__startswith=city.path)[0]
    assert official.client.get(official.record_at(record)).status_code == 200
    make("--clear")
    connection.check_constraints()
    assert not CityPage.objects.filter(city__code="synthetic-000").exists()
