"""Published versions of a record stay readable under their numbers, with what each changed; drafts do not."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from practices.models import PracticePage, PublicVersion, RecordSource
from practices.reading.versions.diffs import Piece, differences
from practices.records.public_versions import close_version, note_versions_that_lack
from tests.factories import CityPageFactory, ConceptFactory, PracticePageFactory

pytestmark = pytest.mark.django_db

SECRET = "zyxnever"


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    """Published twice; between the two a draft, a note for editors and a contact were typed."""
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    page: PracticePage = PracticePageFactory(
        parent=city,
        title="Mentors for pupils",
        summary="Older pupils help.",
        description="<p>Ten mentors meet twice a week.</p>",
        live=False,
        is_editor_summary=False,
    )
    assert not PublicVersion.objects.exists()
    page.save_revision().publish()
    page = PracticePage.objects.get(pk=page.pk)
    page.description = f"<p>{SECRET} draft</p>"
    page.internal_notes = f"{SECRET} note"
    page.contact_office = f"{SECRET} office"
    page.save_revision()
    page.description = "<p>Twelve mentors meet twice a week.</p>"
    page.year_from = 2019
    page.sources = [RecordSource(title="Report", url="https://example.org/report")]
    page.concepts.add(ConceptFactory(code="mentoring", facet="theme", labels={"en": "Mentoring"}))
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def at(record: PracticePage, number: int, prefix: str = "/en", query: str = "") -> str:
    return f"{prefix}/record/{record.translation_key}/v{number}/{query}"


def changes_on(page: Any) -> dict[str, list[tuple[str, str]]]:
    """The words taken out and put in, by the heading of their part."""
    return {
        heading.get_text(): [
            (one.name, [*one.stripped_strings][1])
            for one in heading.find_next_sibling("p").select("ins, del")
        ]
        for heading in page.select("#changed ~ h3")
    }


@pytest.mark.fast
def test_unchanged_words_far_from_a_change_are_left_out() -> None:
    many = " ".join(str(number) for number in range(40))
    assert differences(f"{many} old end.", f"{many} new end.") == [
        Piece("gap", "…"),
        Piece("same", " 28 29 30 31 32 33 34 35 36 37 38 39"),
        Piece("out", " old"),
        Piece("in", " new"),
        Piece("same", " end."),
    ]
    assert differences("same words", "same\n\nwords ") == []


def test_each_version_is_read_as_it_was_with_what_it_changed(client: Client, record: Any) -> None:
    first = BeautifulSoup(client.get(at(record, 1)).content, "html.parser")
    assert "Ten mentors meet twice a week." in first.get_text()
    assert "It is the first version in English." in first.get_text()
    second = BeautifulSoup(client.get(at(record, 2)).content, "html.parser")
    parts = [part.get_text(strip=True) for part in second.select(".prose")]
    assert "Twelve mentors meet twice a week." in parts
    assert changes_on(second) == {
        "What is done": [("del", "Ten"), ("ins", "Twelve")],
        "First year": [("ins", "2019")],
        "Theme": [("ins", "Mentoring")],
        "Sources": [
            ("del", "https://example.org/source"),
            ("ins", "Report · https://example.org/report"),
        ],
    }
    assert client.get(at(record, 2, query="?since=1")).status_code == 200
    assert client.get(at(record, 3)).status_code == 404


def test_nothing_that_was_not_published_stands_in_a_version(client: Client, record: Any) -> None:
    assert SECRET not in "".join(map(str, PublicVersion.objects.values_list("words", flat=True)))
    for address in (at(record, 1), at(record, 2), f"/en/record/{record.translation_key}/versions/"):
        assert SECRET not in client.get(address).content.decode()
    record.internal_notes = f"{SECRET} more"
    record.save_revision().publish()
    assert PublicVersion.objects.count() == 2


def test_the_record_lists_its_versions_and_each_is_cited_by_itself(
    client: Client, record: Any
) -> None:
    page = BeautifulSoup(client.get(record.url).content, "html.parser")
    listed = [link["href"] for link in page.select("section[aria-labelledby=versions] li a")]
    assert listed == [at(record, 2), at(record, 1)]
    everything = client.get(f"/en/record/{record.translation_key}/versions/").content.decode()
    assert everything.index(at(record, 2)) < everything.index(at(record, 1))
    ris = client.get(f"{at(record, 1)}cite/ris/").content.decode()
    assert f"UR  - http://localhost:8000{at(record, 1)}" in ris
    assert "TI  - Mentors for pupils" in ris
    answer = client.get(at(record, 1))
    assert f'<http://localhost:8000{at(record, 1)}>; rel="cite-as"' in answer["Link"]
    assert client.get(f"{at(record, 1)}cite/nosuch/").status_code == 404


def test_a_version_is_read_in_each_language_as_its_readers_met_it_then(
    client: Client, record: Any
) -> None:
    french = record.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    french.title, french.summary = "Des mentors", "Des élèves aident."
    french.description = "<p>Douze mentors.</p>"
    french.save_revision().publish()
    third = BeautifulSoup(client.get(at(record, 3, "/fr")).content, "html.parser")
    assert third.h1.get_text() == "Des mentors"
    second = BeautifulSoup(client.get(at(record, 2, "/fr")).content, "html.parser")
    assert (second.h1.get_text(), second.h1["lang"]) == ("Mentors for pupils", "en")
    assert [
        client.get(at(record, 3, f"/{code}")).status_code for code in ("de", "it", "ru", "tr")
    ] == [200] * 4
    bare = client.get(at(record, 3, ""), headers={"Accept-Language": "fr"})
    assert bare["Location"] == at(record, 3, "/fr")
    french.refresh_from_db()
    french.unpublish()
    assert client.get(at(record, 3)).status_code == 404
    assert client.get(at(record, 2)).status_code == 200


def test_versions_go_with_their_record(client: Client, record: Any) -> None:
    listing = f"/en/record/{record.translation_key}/versions/"
    restriction = PageViewRestriction.objects.create(
        page=record.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert [client.get(one).status_code for one in (at(record, 1), listing)] == [404, 404]
    restriction.delete()
    assert client.get(at(record, 1)).status_code == 200
    record.unpublish()
    record.record.change(taken_down_on=timezone.localdate(), taken_down_reason="It named somebody.")
    for address in (at(record, 1), at(record, 2, ""), listing):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "mentors" not in answer.content.decode().lower()
    assert client.get(f"{at(record, 1)}cite/ris/").status_code == 404


def test_what_was_published_in_private_is_no_version(client: Client, record: Any) -> None:
    restriction = PageViewRestriction.objects.create(
        page=record, restriction_type=PageViewRestriction.LOGIN
    )
    record.description = f"<p>{SECRET}</p>"
    record.save_revision().publish()
    record.description = "<p>For everybody.</p>"
    record.save_revision().publish()
    assert PublicVersion.objects.count() == 2
    restriction.delete()
    PublicVersion.objects.all().delete()
    assert note_versions_that_lack() == 1
    assert note_versions_that_lack() == 0
    assert "For everybody." in client.get(at(record, 1)).content.decode()


def test_a_closed_version_keeps_its_number_and_loses_its_words(client: Client, record: Any) -> None:
    call_command("close_version", str(record.translation_key), "1", verbosity=0)
    answer = client.get(at(record, 1))
    assert answer.status_code == 410
    assert "Ten mentors" not in answer.content.decode()
    assert PublicVersion.objects.get(number=1).words == {}
    assert "It is the first version" in client.get(at(record, 2)).content.decode()
    close_version(PublicVersion.objects.get(number=2))
    assert client.get(record.url).status_code == 200
    assert client.get(f"/en/record/{record.translation_key}/versions/").status_code == 200


@pytest.mark.parametrize("since", ["2", "3", "0", "-1", "x", "²", "9" * 40, "1;--", "1%00"])
def test_what_it_cannot_be_compared_with_is_refused(
    client: Client, record: Any, since: str
) -> None:
    assert client.get(at(record, 2, query=f"?since={since}")).status_code == 400
    assert client.get(f"/en/record/{uuid.uuid4()}/v1/").status_code == 404
    assert client.get(at(record, 10**17)).status_code == 404


def test_the_day_is_that_of_the_publication(record: Any) -> None:
    latest = PublicVersion.objects.get(number=2)
    assert abs(latest.published_at - record.last_published_at) < timedelta(seconds=1)
