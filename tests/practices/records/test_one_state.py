"""Whatever is done to a record, in whatever order and language, it is in one state in all six languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.db import transaction
from django.test import Client, TestCase
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb.models import CityPage, OutgoingMail, User
from kb.site.addresses import path_below_language
from kb.site.moving import counterpart
from practices.models import PracticePage, Record, Submission
from practices.records import freshness, moving, withdrawal
from search.table.waiting import build_waiting
from search.table.writing import differences
from tests.factories import PracticePageFactory, locale
from tests.practices.writing import city, editor

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LANGUAGES = [code for code, _name in site_settings.LANGUAGES]
WRITTEN = ("en", "fr", "de")
CITIES = ("aarhus", "ghent")


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    """A city's record, public in English and in two translations; there is another city."""
    city(site_tree, "ghent", "BE")
    original: PracticePage = PracticePageFactory(
        parent=city(site_tree, "aarhus"),
        title="Mentors",
        slug="mentors",
        source_language="en",
        is_editor_summary=False,
        review_by=timezone.localdate() + timedelta(days=700),
    )
    for language in WRITTEN[1:]:
        other = original.copy_for_translation(locale(language), copy_parents=True)
        other.save_revision().publish()
    return original


@pytest.fixture
def reader(db: None) -> User:
    return editor("editor@example.org")[1]


def version(record: PracticePage, language: str) -> PracticePage:
    found: PracticePage = PracticePage.objects.get(
        translation_key=record.translation_key, locale__language_code=language
    )
    return found


def confirm(page: PracticePage, user: User) -> None:
    if page.live:
        freshness.confirm_record(page, user)


def a_year_after_the_review_date(page: PracticePage, user: User) -> None:
    """Nobody answered; ``manage.py keep_fresh`` runs as every day."""
    row = Record.objects.get(pages=page)
    if row.review_by:
        freshness.archive(row.review_by + timedelta(days=freshness.ARCHIVED_AFTER + 1))


def bring_back(page: PracticePage, user: User) -> None:
    if page.archived_on and page.live:
        freshness.bring_back(page, user)


def take_down(page: PracticePage, user: User) -> None:
    withdrawal.take_down(page, user, "The work has ended badly.")


def allow_again(page: PracticePage, user: User) -> None:
    if page.taken_down_on:
        withdrawal.allow_again(page, user)


def publish(page: PracticePage, user: User) -> None:
    if not page.taken_down_on:
        page.save_revision().publish()


def unpublish(page: PracticePage, user: User) -> None:
    page.unpublish()


def write_a_draft(page: PracticePage, user: User) -> None:
    page.summary = "Nobody has read this."
    page.save_revision()


def move_to_another_city(page: PracticePage, user: User) -> None:
    """To Ghent, which has a page in English only, or back to Aarhus."""
    there = "ghent" if page.city and page.city.code == "aarhus" else "aarhus"
    destination = counterpart(CityPage.objects.filter(city__code=there).earliest("pk"), page.locale)
    moving.move_to_city(page, destination, user)


def rename(page: PracticePage, user: User) -> None:
    """Its address in one language, and back."""
    if page.live:
        page.slug = "support" if page.slug == "mentors" else "mentors"
        page.save_revision().publish()


VERBS: tuple[Callable[[PracticePage, User], None], ...] = (
    confirm, a_year_after_the_review_date, bring_back, take_down, allow_again, publish, unpublish,
    write_a_draft, move_to_another_city, rename,
)  # fmt: skip


def what_readers_find(record: PracticePage) -> dict[str, Any]:
    """What each way to the record says, a set of answers for all six languages."""
    client = Client()
    build_waiting()
    paths = addresses(record)
    pages = [
        client.get(f"/{language}/{path}", follow=True) for language in LANGUAGES for path in paths
    ]
    listings = {
        code: [client.get(f"/{language}/cities/{code}/").content.decode() for language in LANGUAGES]
        for code in CITIES
    }
    archived = [
        client.get(f"/api/v1/search?q=mentors&archived=1&lang={language}").json()
        for language in LANGUAGES
    ]
    sitemap = client.get("/sitemap-pages.xml").content.decode()
    return {
        "addresses": {page.status_code for page in pages},
        "permanent address": {
            client.get(f"/{language}/record/{record.translation_key}/", follow=True).status_code
            for language in LANGUAGES
        },
        "notice of the archive": {"notice--archived" in page.content.decode() for page in pages},
        "found": {
            client.get(f"/api/v1/search?q=mentors&lang={language}").json()["total"]
            for language in LANGUAGES
        },
        "found with the archive": {answer["total"] for answer in archived},
        "found in": {hit["city"] for answer in archived for hit in answer["results"]},
        "on the pages of cities": {
            code: {any(path in listing for path in paths) for listing in listed}
            for code, listed in listings.items()
        },
        "in the sitemap": any(path in sitemap for path in paths),
    }


def addresses(record: PracticePage) -> set[str]:
    """Where its public versions stand, below a language; of a record that nobody reads, all versions."""
    pages = list(PracticePage.objects.filter(translation_key=record.translation_key))
    public = [page for page in pages if page.live] or pages
    return {path_below_language(page) for page in public}


def expected(record: PracticePage) -> dict[str, Any]:
    """What they are to say: of one row, and of whether any language is public."""
    row = Record.objects.get(pages=record)
    of = {page.city.code for page in PracticePage.objects.filter(record=row) if page.city}
    live = PracticePage.objects.filter(translation_key=record.translation_key, live=True).exists()
    current = live and row.archived_on is None
    status = 410 if row.taken_down_on else 200 if live else 404
    return {
        "addresses": {status},
        "permanent address": {status},
        "notice of the archive": {live and row.archived_on is not None},
        "found": {int(current)},
        "found with the archive": {int(live)},
        "found in": of if live else set(),
        "on the pages of cities": {code: {current and of == {code}} for code in CITIES},
        "in the sitemap": live,
    }


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(VERBS), st.sampled_from(WRITTEN)), min_size=1, max_size=7
    )
)
@example(steps=[(take_down, "fr")])
@example(steps=[(move_to_another_city, "fr"), (rename, "de"), (move_to_another_city, "en")])
@example(steps=[(rename, "fr"), (move_to_another_city, "de"), (unpublish, "fr"), (take_down, "de")])
@example(steps=[(rename, "en"), (rename, "en")])
@example(steps=[(confirm, "en"), (a_year_after_the_review_date, "de"), (confirm, "fr")])
def test_any_sequence_of_verbs_leaves_one_state_in_six_languages(
    record: PracticePage, reader: User, steps: Any
) -> None:
    with transaction.atomic():
        former = addresses(record)
        for verb, language in steps:
            # Wagtail notes an old address when a new one is certain.
            with TestCase.captureOnCommitCallbacks(execute=True):
                verb(version(record, language), reader)
            former |= addresses(record)
        assert what_readers_find(record) == expected(record)
        if all(version(record, language).live for language in WRITTEN):
            led = {f"/{language}/{path}" for language in LANGUAGES for path in former}
            assert {
                path: Client().get(path, follow=True).status_code for path in led
            } == dict.fromkeys(led, 200)
        assert differences() == []
        transaction.set_rollback(True)


def test_a_city_confirms_once_for_all_languages(record: PracticePage, reader: User) -> None:
    """Its stale translation does not drag the record into the archive a year later."""
    record.record.change(review_by=timezone.localdate() - timedelta(days=100))
    freshness.confirm_record(version(record, "en"), reader)
    later = timezone.localdate() + timedelta(days=300)
    assert freshness.archive(later) == 0
    assert freshness.remind(later) == 0
    assert [version(record, language).archived_on for language in WRITTEN] == [None] * 3


def test_one_reminder_and_one_submission_for_a_record_in_three_languages(
    record: PracticePage,
) -> None:
    record.record.change(review_by=timezone.localdate() + timedelta(days=10))
    assert freshness.remind(timezone.localdate()) <= 1
    keys = OutgoingMail.objects.filter(key__startswith="review-due").values_list("key", flat=True)
    assert all(f":{record.pk}:" in key for key in keys)
    assert Submission.objects.filter(record=record.record).count() == 1


def test_the_row_goes_with_the_last_page_and_a_copy_has_its_own(record: PracticePage) -> None:
    record.record.change(archived_on=timezone.localdate())
    copy = record.copy(update_attrs={"slug": "mentors-again"}, keep_live=False)
    assert copy.record_id == copy.translation_key != record.translation_key
    assert PracticePage.objects.get(pk=copy.pk).archived_on is None
    key = record.translation_key
    for language in WRITTEN[1:]:
        version(record, language).delete()
        assert Record.objects.filter(pk=key).exists()
    version(record, "en").delete()
    assert not Record.objects.filter(pk=key).exists()
