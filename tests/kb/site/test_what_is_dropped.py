"""A publication drops the kept pages that show what it changes, and no others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kb.models import PublicChange
from kb.site.addresses import language_path
from kb.site.page_cache import public_pages_changed
from practices.models import (
    PartnerCity,
    PracticePage,
    ProvisionAnswer,
    RecordLink,
    StudyVisitReportPage,
    VisitingCity,
)
from practices.records.freshness import bring_back
from practices.records.life import tell_readers
from tests.factories import DocumentPageFactory, InformationPageFactory
from tests.kb.site.test_ready_pages import pages_are_kept  # noqa: F401  (a fixture for each test)
from tests.practices.writing import editor
from tests.search.conftest import Library

pytestmark = [pytest.mark.django_db, pytest.mark.both]

RECORD, OTHER = "/en/cities/aarhus/mentors/", "/en/cities/milan/teachers/"
AARHUS, MILAN, GHENT = "/en/cities/aarhus/", "/en/cities/milan/", "/en/cities/ghent/"
DECLARATION, PLAN = "/en/documents/aarhus-declaration/", "/en/documents/action-plan/"
LISTS = [
    "/en/",
    "/de/",
    "/en/cities/",
    "/en/evidence-map/",
    f"{DECLARATION}matrix/",
    "/en/compare/",
    "/en/browse/",
    "/en/browse/theme/exit/",
]
ABOUT = "/en/about/"
ALL = [RECORD, OTHER, AARHUS, MILAN, GHENT, DECLARATION, PLAN, *LISTS, ABOUT]


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    """Two records with nothing in common, two documents, a page of information."""
    library = Library(site_tree, django_capture_on_commit_callbacks)
    InformationPageFactory(parent=site_tree.home, title="About", slug="about")
    DocumentPageFactory(parent=site_tree.documents, slug="action-plan", code="action-plan")
    library.record("Mentors", slug="mentors", concepts=(library.exit,))
    library.record("Teachers", slug="teachers", city=library.milan, concepts=(library.school,))
    return library


def mentors() -> Any:
    return PracticePage.objects.get(slug="mentors", locale__language_code="en")


def keep(addresses: list[str]) -> None:
    for address in addresses:
        assert Client().get(address).status_code == 200, address
        assert is_kept(address), address


def is_kept(address: str) -> bool:
    return bool(Client().get(address).headers.get("Cache-Status") == "pages; hit")


def dropped(library: Library, change: Any) -> set[str]:
    """The pages that are made anew after a change, of all that were kept before it."""
    keep(ALL)
    with library.run_callbacks(execute=True):
        change()
    return {address for address in ALL if not is_kept(address)}


def publish(**changes: Any) -> Any:
    page = mentors()
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision().publish


def test_new_words_of_a_record(library: Library) -> None:
    found = dropped(library, publish(summary="Said in other words."))
    assert found == {RECORD, AARHUS, *LISTS}


def test_all_languages_of_a_record(library: Library) -> None:
    german = language_path(library.translation(mentors(), "de", title="Mentoren"))
    keep([german, "/fr/cities/aarhus/mentors/"])
    publish(summary="Said in other words.")()
    assert not is_kept(german)
    assert not is_kept("/fr/cities/aarhus/mentors/")


def test_another_record_that_is_published_at_an_address_where_this_one_stood_in(
    library: Library,
) -> None:
    german = language_path(library.translation(mentors(), "de", title="Mentoren"))
    assert german == "/de/cities/aarhus/mentors/"
    italian = library.translation(mentors(), "it", title="Mentori", slug="mentori").get_parent()
    teachers = "/it/cities/aarhus/teachers/"
    library.record("Teachers", slug="teachers", city=library.aarhus)
    keep([teachers])
    library.record("Insegnanti", slug="teachers", city=italian, locale=italian.locale)
    assert "Insegnanti" in Client().get(teachers).content.decode()


def test_a_partner_city_before_and_after(library: Library) -> None:
    partners = [PartnerCity(city=library.ghent.city)]
    assert GHENT in dropped(library, publish(partner_cities=partners))
    assert dropped(library, publish(summary="Words.")) >= {RECORD, AARHUS, GHENT}
    assert GHENT in dropped(library, publish(partner_cities=[]))
    assert GHENT not in dropped(library, publish(summary="Other words."))


def test_the_document_that_it_answers_and_no_longer_does(library: Library) -> None:
    answers = [ProvisionAnswer(provision="aarhus-declaration/1")]
    found = dropped(library, publish(provision_answers=answers))
    assert DECLARATION in found
    assert PLAN not in found
    assert DECLARATION in dropped(library, publish(provision_answers=[]))
    assert DECLARATION not in dropped(library, publish(summary="Words."))


def test_a_record_that_it_names_and_no_longer_does(library: Library) -> None:
    other = PracticePage.objects.get(slug="teachers")
    link = RecordLink(target=other.record, relation=RecordLink.Relation.ADAPTED_FROM)
    assert OTHER in dropped(library, publish(links=[link]))
    assert "Mentors" in Client().get(OTHER).content.decode()
    assert OTHER in dropped(library, publish(title="Mentors anew"))
    assert "Mentors anew" in Client().get(OTHER).content.decode()
    assert OTHER in dropped(library, publish(links=[]))
    assert OTHER not in dropped(library, publish(summary="Words."))


def test_the_city_whose_people_visited_another(library: Library) -> None:
    visit = library.record("Visit", kind="study-visit", city=library.aarhus)
    page = StudyVisitReportPage.objects.get(pk=visit.pk)
    page.visiting_cities = [VisitingCity(city=library.ghent.city)]
    assert GHENT in dropped(library, page.save_revision().publish)
    page.title = "Visit anew"
    assert GHENT in dropped(library, page.save_revision().publish)
    assert "Visit anew" in Client().get(GHENT).content.decode()


def test_a_record_that_it_is_shown_beside_as_similar(library: Library) -> None:
    library.record("Exit", city=library.milan, slug="leaving", concepts=(library.exit,))
    caches["pages"].clear()
    beside = "/en/cities/milan/leaving/"
    assert "Mentors" in Client().get(beside).content.decode()
    assert is_kept(beside)
    publish(title="Mentors anew")()
    assert not is_kept(beside)


def test_a_new_record_in_another_city(library: Library) -> None:
    found = dropped(library, lambda: library.record("Police", city=library.ghent))
    assert found == {GHENT, *LISTS}


def test_a_verb(library: Library) -> None:
    mentors().record.change(archived_on=date(2026, 5, 4))
    tell_readers(mentors().record)
    someone = editor("reader@example.org")[1]
    assert dropped(library, lambda: bring_back(mentors(), someone)) == {RECORD, AARHUS, *LISTS}


def test_a_draft_drops_nothing(library: Library) -> None:
    def write() -> None:
        page = mentors()
        page.summary = "Not yet for everybody."
        page.save_revision()

    assert dropped(library, write) == set()


@pytest.mark.parametrize(
    "way", ["unpublished", "deleted", "private", "moved", "concept", "city", "document"]
)
def test_what_is_rare_or_dangerous_drops_all(library: Library, way: str) -> None:
    def change() -> None:
        if way == "private":
            PageViewRestriction.objects.create(page=mentors(), restriction_type="login")
        elif way == "moved":
            mentors().move(library.ghent, pos="last-child")
        elif way == "concept":
            library.exit.save()
        elif way in ("city", "document"):
            getattr(library, {"city": "ghent"}.get(way, way)).save_revision().publish()
        else:
            page = mentors()
            (page.unpublish if way == "unpublished" else page.delete)()

    assert dropped(library, change) == set(ALL)


def test_a_change_while_a_page_is_made_is_not_missed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = PracticePage.get_template

    def changes_meanwhile(page: Any, *args: Any, **kwargs: Any) -> str:
        public_pages_changed([f"record:{page.translation_key}"])
        return real(page, *args, **kwargs)

    monkeypatch.setattr(PracticePage, "get_template", changes_meanwhile)
    Client().get(RECORD)
    monkeypatch.undo()
    assert not is_kept(RECORD)
    assert is_kept(RECORD)


def test_a_change_that_was_begun_before_and_is_committed_after_is_not_missed(
    library: Library,
) -> None:
    last = PublicChange.objects.latest("pk")
    PublicChange.objects.bulk_create([PublicChange(pk=last.pk + 2, topic="record:another")])
    keep([RECORD])
    PublicChange.objects.bulk_create(
        [PublicChange(pk=last.pk + 1, topic=f"record:{mentors().translation_key}")]
    )
    assert not is_kept(RECORD)


def test_nothing_of_yesterday_is_shown(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 27, 23, 59, 50, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    began = datetime.now(tz=UTC).timestamp()
    Client().get(ABOUT)
    (until,) = caches["pages"]._expire_info.values()
    assert 9 <= until - began <= 60
