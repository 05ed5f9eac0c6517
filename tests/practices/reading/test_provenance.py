"""Whose words a record is: with counts where records are listed, and on the record by what its city did."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.translation import override
from wagtail.models import Locale

from declarations.models import DocumentPage, Provision
from practices.models import RecordPage
from practices.reading.provenance import provenance
from practices.records.freshness import confirm_record
from practices.submission.sending.small_changes import publish_minor
from search import services as search
from tests.factories import PracticePageFactory
from tests.practices.writing import desk
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    return Library(site_tree, django_capture_on_commit_callbacks)


def line(client: Client, address: str) -> str:
    found = BeautifulSoup(client.get(address).content, "html.parser").select_one(".provenance")
    return " ".join(found.text.split()) if found else ""


def notice(client: Client, page: Any) -> str:
    found = BeautifulSoup(client.get(page.url).content, "html.parser")
    return " ".join(found.get_text().split())


@pytest.mark.parametrize(
    ("language", "counts", "sentence"),
    [
        ("en", {}, ""),
        ("en", {"editors": 106},
         "106 summaries written by the editors from public sources; "
         "0 summaries confirmed by their city so far."),
        ("en", {"city": 1, "editors": 1, "confirmed": 1},
         "1 record written by its city; 2 summaries written by the editors from public sources; "
         "1 summary confirmed by its city so far."),
        ("en", {"city": 3}, "3 records written by their cities."),
        ("de", {"editors": 2},
         "2 Zusammenfassungen der Redaktion aus öffentlichen Quellen; "
         "bisher 0 Zusammenfassungen von der Stadt bestätigt."),
        ("ru", {"editors": 2, "confirmed": 1},
         "3 обзора редакции по открытым источникам; пока городами подтверждён 1 обзор."),
        ("ru", {"city": 22}, "22 записи, составленные самими городами."),
    ],
)  # fmt: skip
def test_the_line_counts_who_has_written(
    language: str, counts: dict[str, int], sentence: str
) -> None:
    with override(language):
        assert provenance(counts) == sentence


def test_pages_that_list_records_say_who_has_written_them(client: Client, library: Library) -> None:
    library.record("One", concepts=(library.exit,))
    library.record("Two", is_editor_summary=False)
    said = (
        "1 record written by its city; 1 summary written by the editors from public sources; "
        "0 summaries confirmed by their city so far. Is your city missing, or told wrongly?"
    )
    for address in ("/en/", "/en/search/", "/en/cities/", "/en/cities/aarhus/"):
        assert line(client, address) == said
    assert line(client, "/en/cities/milan/") == ""
    assert "There is no record of this city’s work here yet." in notice(client, library.milan)


def test_what_a_city_confirms_is_counted_at_once(client: Client, library: Library) -> None:
    page = library.record("One")
    official = desk(library.aarhus, "coordinator@aarhus.example")
    assert search.counts("origin") == {"editors": 1}
    confirm_record(page, official.user)
    assert search.counts("origin") == {"confirmed": 1}
    assert client.get("/api/v1/search?origin=confirmed").json()["total"] == 1
    assert "Its city confirmed it on" in notice(client, page)
    assert "has not confirmed" not in notice(client, page)


def test_a_record_that_its_city_changed_does_not_say_that_it_had_no_part_in_it(
    client: Client, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library.record("Mentors", summary="What mentors do in the city for young people.")
    translation = page.copy_for_translation(
        Locale.objects.get(language_code="de"), copy_parents=True
    )
    translation.save_revision().publish()
    assert "The city has not submitted it and has not confirmed it." in notice(client, page)
    official = desk(library.aarhus, "coordinator@aarhus.example")
    monkeypatch.setattr(
        "practices.submission.sending.small_changes.can_publish_minor_change", lambda *_args: True
    )
    page.summary = "What mentors do in the town for young people."
    page.save_revision(user=official.user)
    publish_minor(page, official.user)
    page.refresh_from_db()
    for version in (page, RecordPage.objects.get(pk=translation.pk)):
        assert version.city_edit_on is not None
    said = notice(client, page)
    assert "Its city last changed something in it on" in said
    assert "has not submitted it" not in said
    # A later version of the editors does not make it untrue.
    page.specific.save_revision().publish()
    page.refresh_from_db()
    assert page.city_edit_on is not None


def test_the_original_is_the_version_in_the_language_of_the_work(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors", source_language="de")
    library.translation(page, "de", title="Mentorinnen")
    evidence = BeautifulSoup(client.get("/en/evidence-map/").content, "html.parser")
    figures = [" ".join(row.stripped_strings) for row in evidence.select(".unknowns__figures li")]
    assert "German 1 original" in figures
    assert "English no original" in figures
    assert "Translated from German by people" in notice(client, page)


def test_a_list_shows_the_version_that_the_records_page_shows(
    client: Client, library: Library
) -> None:
    page = library.record("Mentors", source_language="de")
    library.translation(page, "de", title="Mentorinnen")
    found = search.records_by_key([page.translation_key], language="fr")
    assert [(hit.title, hit.text_language) for hit in found] == [("Mentors", "en")]
    shown = BeautifulSoup(client.get(f"/fr{page.url[3:]}").content, "html.parser").h1
    assert (shown.text.strip(), shown["lang"]) == ("Mentors", "en")


def test_a_work_in_a_language_of_no_version_has_its_oldest_version_for_an_original(
    library: Library,
) -> None:
    page = library.record("Mentors", source_language="da")
    library.translation(page, "fr", title="Mentors en ville")
    found = search.records_by_key([page.translation_key], language="de")
    assert [hit.text_language for hit in found] == ["en"]


def test_a_citys_provisions_are_counted_as_they_are_listed(
    client: Client, library: Library
) -> None:
    library.record("Mentors", provisions=("aarhus-declaration/2.1",), year_from=2007)
    library.record("Course", year_from=2010, year_to=2015)
    page = BeautifulSoup(client.get("/en/cities/aarhus/").content, "html.parser")
    figures = {
        figure.select_one(".city-figure__label").text: figure.select_one(".city-figure__value").text
        for figure in page.select(".city-figure")
    }
    assert figures["Point answered"] == "1"
    assert len(page.select(".city-provision__count[href]")) == 1
    assert figures["Years"] == "since 2007"


def test_the_list_of_documents_names_all_languages_of_each(
    client: Client, library: Library
) -> None:
    # Copied provisions would need translation keys of their own; this is about pages.
    Provision.objects.all().delete()
    french = DocumentPage.objects.get(pk=library.document.pk).copy_for_translation(
        Locale.objects.get(language_code="fr"), copy_parents=True
    )
    type(french).objects.filter(pk=french.pk).update(live=True)
    search.vocabulary_changed()
    page = BeautifulSoup(client.get("/en/documents/").content, "html.parser")
    facts = [" ".join(row.stripped_strings) for row in page.select(".document-card .dates div")]
    assert "Languages English, French" in facts


def test_the_way_to_figures_and_open_data_is_in_the_foot_of_each_page(
    client: Client, site_tree: Any
) -> None:
    PracticePageFactory(parent=site_tree.cities)
    page = BeautifulSoup(client.get("/en/search/").content, "html.parser")
    links = {link.text: link["href"] for link in page.select(".site-footer a")}
    assert links["How we moderate"] == "/en/moderation-in-figures/"
    assert links["Open data (API)"] == "/en/open-data/"
    assert client.get("/api/v1/docs").status_code == 200
