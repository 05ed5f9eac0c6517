"""Pages kept ready for all readers: what they save, and that nobody sees what is no longer so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.models import PublicChange, User
from kb.site.page_cache import public_pages_changed
from tests.factories import ConceptFactory
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]

RECORD = "/en/cities/aarhus/mentors/"


@pytest.fixture(autouse=True)
def pages_are_kept(settings: Any) -> Any:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "test-pages",
        },
    }
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


@pytest.fixture
def record(library: Library) -> Any:
    return library.record("Mentors", slug="mentors", concepts=(library.exit,))


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/de/",
        RECORD,
        "/en/cities/",
        "/en/cities/aarhus/",
        "/en/documents/aarhus-declaration/",
    ],
)
def test_a_second_reader_costs_two_queries(client: Client, record: Any, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    assert cost(Client(), address) == 2
    assert Client().get(address).content == first.content


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client, record: Any) -> None:
    first = client.get(RECORD)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(RECORD, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(RECORD).headers["ETag"] == first.headers["ETag"]


def test_a_new_text_is_seen_at_once_and_the_old_answer_is_no_longer_good(
    client: Client, record: Any
) -> None:
    etag = client.get(RECORD).headers["ETag"]
    record.summary = "Every week a mentor comes."
    record.save_revision().publish()
    answer = client.get(RECORD, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Every week a mentor comes." in answer.content.decode()


def test_a_draft_of_a_published_page_drops_nothing(client: Client, record: Any) -> None:
    client.get(RECORD)
    record.summary = "Not yet for everybody."
    record.save_revision()
    assert cost(client, RECORD) == 2
    assert "Not yet for everybody." not in client.get(RECORD).content.decode()


@pytest.mark.parametrize("way", ["unpublished", "deleted", "private", "city private", "moved"])
def test_what_is_withdrawn_is_gone_with_the_next_request(
    client: Client, library: Library, record: Any, way: str
) -> None:
    assert client.get(RECORD).status_code == 200
    city = record.get_parent()
    if way == "unpublished":
        record.unpublish()
    elif way == "deleted":
        record.delete()
    elif way == "private":
        PageViewRestriction.objects.create(page=record, restriction_type="login")
    elif way == "city private":
        PageViewRestriction.objects.create(page=city, restriction_type="login")
    else:
        record.move(city.get_siblings().exclude(pk=city.pk).first() or city.get_parent())
    answer = client.get(RECORD)
    assert answer.status_code in (301, 302, 404)  # moved: to where it is now
    assert b"Mentors" not in answer.content


def test_lists_follow_what_is_published_elsewhere(client: Client, library: Library) -> None:
    assert "Mentors" not in client.get("/en/cities/aarhus/").content.decode()
    library.record("Mentors")
    assert "Mentors" in client.get("/en/cities/aarhus/").content.decode()


def test_a_new_label_of_a_concept_is_seen_on_records(client: Client, library: Library) -> None:
    concept = ConceptFactory(code="way-out", facet="theme", labels={"en": "Way out"})
    library.record("Mentors", slug="mentors", concepts=(concept,))
    assert "Way out" in client.get(RECORD).content.decode()
    concept.labels = {**concept.labels, "en": "Leaving for good"}
    concept.save()
    assert "Leaving for good" in client.get(RECORD).content.decode()


def test_whoever_is_signed_in_is_answered_afresh_and_leaves_nothing_behind(
    client: Client, record: Any, admin_user: User
) -> None:
    signed_in = Client()
    signed_in.force_login(admin_user)
    assert "ETag" not in signed_in.get(RECORD).headers
    assert cost(client, RECORD) > 2


def test_a_page_with_a_form_for_one_reader_is_not_kept(client: Client, record: Any) -> None:
    PageViewRestriction.objects.create(page=record, restriction_type="password", password="secret")
    first = client.get(RECORD)
    assert "csrfmiddlewaretoken" in first.content.decode()
    assert "ETag" not in first.headers
    assert client.get(RECORD).content != first.content


def test_questions_are_answered_afresh(client: Client, record: Any) -> None:
    client.get(f"{RECORD}?print=1")
    assert cost(client, f"{RECORD}?print=1") > 2


def test_each_host_has_its_own_pages(client: Client, record: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    client.get(RECORD)
    assert cost(Client(headers={"host": "localhost"}), RECORD) > 2


def test_the_clock_of_changes_stays_small() -> None:
    for hours in (5, 3):
        public_pages_changed([f"record:{number}" for number in range(300)])
        old = timezone.now() - timedelta(hours=hours)
        PublicChange.objects.filter(at__gt=old + timedelta(minutes=1)).update(at=old)
    for _number in range(256):
        public_pages_changed()
    hours_ago = timezone.now() - timedelta(hours=4)
    assert PublicChange.objects.filter(at__lt=hours_ago).count() == 0
    assert PublicChange.objects.count() == 300 + 256
