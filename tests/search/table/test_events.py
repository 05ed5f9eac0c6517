"""The table follows the site: each event that changes what the public may read is heard at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.models import CityPage
from kb.vocabulary.merging import merge_concepts
from practices.models import PracticePage
from search import services as search
from search.engines.base import uses_elasticsearch
from search.engines.elasticsearch import comparing
from search.models import SearchDocument
from search.table.counts import wrong_counts
from search.table.writing import differences
from tests.search.conftest import Library, counts, push, titles

pytestmark = [pytest.mark.django_db, pytest.mark.both, pytest.mark.usefixtures("engine")]


@pytest.fixture(autouse=True)
def the_table_is_right_at_the_end(library: Library, engine: str) -> Any:
    """Whatever a test does, the table agrees with the pages afterwards, and the index with the table."""
    yield
    assert differences() == []
    assert wrong_counts() == []
    if uses_elasticsearch():
        assert comparing.differences() == []


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """``with committed():`` runs what waits for the commit."""

    @contextmanager
    def run() -> Iterator[None]:
        with django_capture_on_commit_callbacks(execute=True):
            yield
        push()

    return run


def test_unpublishing_and_publishing_again(library: Library, find: Any, committed: Any) -> None:
    page = library.record("A record")
    with committed():
        page.unpublish()
    assert find("record").total == 0
    with committed():
        page.get_latest_revision().publish()
    assert find("record").total == 1


def test_a_new_version_replaces_the_old_one(library: Library, find: Any, committed: Any) -> None:
    page = library.record("The old title")
    page.title = "The fresh title"
    page.save_revision()
    assert titles(find("old")) == ["The old title"]
    with committed():
        page.save_revision().publish()
    assert find("old").total == 0
    assert titles(find("fresh")) == ["The fresh title"]


def test_a_schedule_that_comes_due(library: Library, find: Any, committed: Any) -> None:
    page = library.record("A record")
    page.expire_at = timezone.now() + timedelta(hours=1)
    with committed():
        page.save_revision().publish()
    assert find("record").total == 1
    PracticePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    with committed():
        call_command("publish_scheduled", verbosity=0)
    assert find("record").total == 0


def test_moving_a_city_moves_its_records(library: Library, find: Any, committed: Any) -> None:
    page = library.record("A record", city=library.aarhus)
    with committed():
        PracticePage.objects.get(pk=page.pk).move(
            CityPage.objects.get(pk=library.milan.pk), pos="last-child"
        )
    results = find("record")
    assert results.hits[0].url == "/en/cities/milan/a-record/"
    assert counts(results, "country") == {"IT": 1}


def test_a_new_address_of_the_city_is_that_of_its_records(
    library: Library, find: Any, committed: Any
) -> None:
    library.record("A record", city=library.aarhus)
    city = CityPage.objects.get(pk=library.aarhus.pk)
    city.slug = "arhus"
    with committed():
        city.save_revision().publish()
    assert find("record").hits[0].url == "/en/cities/arhus/a-record/"


def test_unpublishing_a_city_does_not_hide_its_records_but_its_name_is_gone(
    library: Library, find: Any, committed: Any
) -> None:
    library.record("A record", city=library.aarhus)
    with committed():
        CityPage.objects.get(pk=library.aarhus.pk).unpublish()
    assert find("record").total == 1
    assert find("record").hits[0].city_label in ("aarhus", "")


def test_deleting_a_city_takes_its_records_out(library: Library, find: Any, committed: Any) -> None:
    library.record("A record", city=library.aarhus)
    with committed():
        CityPage.objects.get(pk=library.aarhus.pk).delete()
    assert find("record").total == 0
    assert SearchDocument.objects.get().deleted is True


def test_privacy_of_a_city_and_its_end(library: Library, find: Any, committed: Any) -> None:
    library.record("A record", city=library.aarhus)
    with committed():
        restriction = PageViewRestriction.objects.create(
            page=library.aarhus, restriction_type=PageViewRestriction.LOGIN
        )
    assert find("record").total == 0
    with committed():
        restriction.delete()
    assert find("record").total == 1


def test_a_city_with_another_country(library: Library, find: Any, committed: Any) -> None:
    library.record("A record", city=library.aarhus)
    city = CityPage.objects.get(pk=library.aarhus.pk)
    with committed():
        city.city.change(country="SE")
    assert counts(find("record"), "country") == {"SE": 1}


def test_a_concept_with_another_name_or_place(library: Library, find: Any, committed: Any) -> None:
    library.record("A record", concepts=(library.exit,))
    library.exit.labels = {"en": "Way out", "de": "Ausweg"}
    library.exit.broader = library.school
    with committed():
        library.exit.save()
    assert titles(find("Ausweg")) == ["A record"]
    assert counts(find(), "theme") == {"school": 1, "exit": 1}


def test_merged_concepts(library: Library, find: Any, committed: Any) -> None:
    library.record("A record", concepts=(library.exit,))
    with committed():
        merge_concepts(library.exit, library.school)
    assert counts(find(), "theme") == {"school": 1}
    assert titles(find("Ausstieg")) == ["A record"]


def test_an_unpublished_document_takes_its_provisions_with_it(
    library: Library, find: Any, committed: Any
) -> None:
    library.record("A record", provisions=("aarhus-declaration/1",))
    assert find(provision=["aarhus-declaration"]).total == 1
    with committed():
        library.document.unpublish()
    assert counts(find(), "provision") == {}


def test_a_change_that_is_rolled_back_leaves_no_trace(library: Library, find: Any) -> None:
    page = library.record("A record")
    version = SearchDocument.objects.get().version
    with transaction.atomic():
        page.unpublish()
        transaction.set_rollback(True)
    page.refresh_from_db()
    assert find("record").total == 1
    assert SearchDocument.objects.get().version == version


def test_what_has_not_changed_is_not_written(library: Library, committed: Any) -> None:
    page = library.record("A record")
    before = SearchDocument.objects.get()
    with committed():
        # Published again it would say so: when it changed last is a fact of its own.
        search.refresh([page.translation_key])
    after = SearchDocument.objects.get()
    assert (after.version, after.updated_at) == (before.version, before.updated_at)


def run(command: str, *options: str) -> str:
    out = StringIO()
    call_command(command, *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_check_names_what_differs_and_repairs_it(library: Library, find: Any) -> None:
    first = library.record("First")
    second = library.record("Second")
    third = library.record("Third")
    assert "0 differences" in run("search_check")
    PracticePage.objects.filter(pk=first.pk).update(title="First, edited behind our back")
    PracticePage.objects.filter(pk=second.pk).update(live=False)
    SearchDocument.objects.get(key=third.translation_key).delete()
    out = StringIO()
    with pytest.raises((CommandError, SystemExit)):
        call_command("search_check", stdout=out)
    text = out.getvalue()
    assert f"{first.translation_key}  differs from its page" in text
    assert f"{second.translation_key}  is in the table but not public" in text
    assert f"{third.translation_key}  is public but not in the table" in text
    run("search_check", "--repair")
    assert "0 differences" in run("search_check")
    assert sorted(titles(find())) == ["First, edited behind our back", "Third"]


def test_a_private_document_takes_its_provisions_with_it(
    library: Library, find: Any, committed: Any
) -> None:
    library.record("A record", provisions=("aarhus-declaration/2.1",))
    with committed():
        restriction = PageViewRestriction.objects.create(
            page=library.site_tree.documents, restriction_type=PageViewRestriction.LOGIN
        )
    assert counts(find(), "provision") == {}
    with committed():
        restriction.delete()
    assert counts(find(), "provision") == {
        "aarhus-declaration": 1,
        "aarhus-declaration/2": 1,
        "aarhus-declaration/2.1": 1,
    }


def test_a_provision_that_moves_moves_its_records(
    library: Library, find: Any, committed: Any
) -> None:
    library.record("A record", provisions=("aarhus-declaration/2.1",))
    provisions = list(library.document.provisions.all())
    provisions[2].parent_code = "1"
    library.document.provisions = provisions
    with committed():
        library.document.save_revision().publish()
    assert counts(find(), "provision") == {
        "aarhus-declaration": 1,
        "aarhus-declaration/1": 1,
        "aarhus-declaration/2.1": 1,
    }
