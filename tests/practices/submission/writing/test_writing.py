"""An official writes a record at the city's desk: nothing is asked too early, nothing typed is lost."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from declarations.models import Provision
from declarations.services import provision_in_words
from practices.models import PracticePage, RecordPage, StudyVisitReportPage, TrainingProgrammePage
from practices.submission.writing.drafts import newest
from tests.factories import ConceptFactory, DocumentPageFactory, PracticePageFactory
from tests.practices.writing import Desk, city, desk, filled, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


# Beginning


def test_a_record_is_begun_below_the_city_in_the_chosen_language(official: Desk) -> None:
    record = official.begin(language="tr", title="Aarhus'ta mentorluk")
    assert (record.locale.language_code, record.live) == ("tr", False)
    assert record.get_parent().specific.code == "aarhus"
    assert record.owner == official.user
    assert record.source_language == "tr"
    assert submission_of(record).reference == f"AX-{submission_of(record).pk:06d}"


def test_the_citys_page_in_a_new_language_stays_hidden(official: Desk, client: Client) -> None:
    record = official.begin(language="tr", title="Aarhus'ta mentorluk")
    assert record.get_parent().live is False
    assert client.get(official.city.url.replace("/en/", "/tr/")).status_code == 200


def test_a_form_sent_twice_begins_one_record(official: Desk) -> None:
    key = str(uuid.uuid4())
    first, second = official.begin(key=key), official.begin(key=key)
    assert first.pk == second.pk
    other = official.client.post(
        official.at("new/"),
        {"kind": "practice", "size": "note", "language": "en", "title": "Other", "key": key},
    )
    assert other.status_code == 409


def test_a_record_takes_no_address_that_leads_elsewhere(official: Desk) -> None:
    # The letter to the city stands at …/aarhus/contact/.
    assert official.begin(title="Contact").slug == "contact-2"
    assert official.begin(title="Contact").slug == "contact-3"


@pytest.mark.parametrize("kind", ["practice", "training", "study-visit"])
@pytest.mark.parametrize("size", ["note", "full"])
def test_each_chapter_of_each_kind_opens_and_saves(official: Desk, kind: str, size: str) -> None:
    record = official.begin(kind=kind, size=size, title="A title")
    page = official.client.get(official.record_at(record))
    chapters = [part.chapter.code for part in page.context["completeness"].chapters]
    expected = {("practice", "note"): 4, ("practice", "full"): 10}
    assert len(chapters) == expected.get((kind, size), len(chapters))
    for chapter in chapters:
        address = official.record_at(record, f"write/{chapter}/")
        assert official.client.get(address).status_code == 200
        answer = official.write(record, chapter)
        assert answer.status_code == 302, answer.content.decode()
    models = {"training": TrainingProgrammePage, "study-visit": StudyVisitReportPage}
    assert isinstance(newest(record), models.get(kind, PracticePage))


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "novel"}, {"language": "xx"}, {"title": ""}, {"title": "x" * 5_000_00},
        {"title": "\u200b"}, {"key": "1"}, {"size": "huge"},
    ],
)  # fmt: skip
def test_a_wrong_beginning_is_said_and_begins_nothing(
    official: Desk, values: dict[str, str]
) -> None:
    form = {
        "kind": "practice", "size": "note", "language": "en", "title": "T",
        "key": str(uuid.uuid4()), **values,
    }  # fmt: skip
    answer = official.client.post(official.at("new/"), form)
    assert answer.status_code == 400
    assert not RecordPage.objects.exists()


def test_forged_fields_change_nothing(official: Desk, site_tree: Any) -> None:
    ghent = city(site_tree, "ghent")
    record = official.begin(
        live="on", owner="1", city="ghent", slug="admin", path="0001", locale="2",
        **{"action-publish": "1", "go_live_at": "2020-01-01"},
    )  # fmt: skip
    official.write(
        record, "basics", title="T", live="on", owner="1", slug="x", evidence_level="1",
        scrutiny="evaluated", is_editor_summary="on", has_unpublished_changes="", path="0001",
        review_by="2099-01-01", taken_down_on="2020-01-01", first_published_at="2020-01-01",
    )  # fmt: skip
    now = newest(record)
    assert now.get_parent().pk == official.city.pk != ghent.pk
    assert (now.live, now.owner, now.slug) == (False, official.user, "mentors-in-aarhus")
    assert (now.scrutiny, now.is_editor_summary, now.evidence_level) == ("submitted", False, None)
    assert (now.review_by, now.taken_down_on, now.first_published_at) == (None, None, None)


# Saving


def test_what_is_typed_becomes_safe_text(official: Desk) -> None:
    record = official.begin()
    typed = (
        "First **strong**.\n\n- one\n- two <script>alert(1)</script>\n\n[here](javascript:alert(1))"
    )
    assert official.write(record, "work", description=typed).status_code == 302
    assert newest(record).description == (
        "<p>First <strong>strong</strong>.</p>\n<ul>\n<li>one</li>\n"
        "<li>two &lt;script&gt;alert(1)&lt;/script&gt;</li>\n</ul>\n<p>[here](javascript:alert(1))</p>"
    )
    page = official.client.get(official.record_at(record, "write/work/")).content.decode()
    assert "First **strong**.\n\n- one\n- two &lt;script&gt;" in page


def test_a_box_that_nobody_wrote_in_stays_as_it_is_stored(official: Desk) -> None:
    record = official.begin()
    stored = '<p data-block-key="a1b2c"><b>P</b>rogramme <a linktype="page" id="1">home</a></p>'
    now = newest(record)
    now.description = stored
    now.save_revision()
    page = official.client.get(official.record_at(record, "write/work/"))
    shown = page.context["form"]["description"].value().replace("\n", "\r\n")
    assert "rogramme" in shown
    official.write(record, "work", description=shown)
    assert newest(record).description == stored
    official.write(record, "work", description="24. November 2015, Lehrer*innen und Schüler*innen")
    assert newest(record).description == (
        "<p>24. November 2015, Lehrer*innen und Schüler*innen</p>"
    )


def test_each_save_is_a_revision_by_its_writer(official: Desk) -> None:
    record = official.begin()
    before = record.revisions.count()
    official.write(record, "basics", summary="Short.")
    record.refresh_from_db()
    assert record.revisions.count() == before + 1
    assert record.latest_revision.user == official.user
    assert record.title == "Mentors in Aarhus"


def test_saving_while_writing_makes_no_heap_of_revisions(official: Desk) -> None:
    record = official.begin()
    before = record.revisions.count()
    for text in ("One.", "One two.", "One two three."):
        answer = official.client.post(
            official.record_at(record, "write/basics/"),
            filled(record, "basics", {"summary": text}),
            headers={"X-Autosave": "1"},
        )
        assert answer.json()["saved"].startswith("Saved at")
    assert newest(record).summary == "One two three."
    assert record.revisions.count() == before


def test_too_long_a_text_is_said_at_its_box_and_stays_in_it(official: Desk) -> None:
    record = official.begin()
    long = "word " * 2_100
    answer = official.write(record, "work", description=long)
    assert answer.status_code == 400
    assert "At most 10000 characters" in answer.content.decode().replace(",", "")
    assert long.strip() in answer.content.decode()
    assert newest(record).description == ""


def test_five_megabytes_are_refused_with_a_clear_answer(official: Desk) -> None:
    record = official.begin()
    answer = official.write(record, "work", description="x" * 5_000_000)
    assert answer.status_code in (400, 413)
    assert newest(record).description == ""


def test_rows_are_kept_and_removed(official: Desk) -> None:
    record = official.begin(size="full")
    rows = {
        "sources-TOTAL_FORMS": "2",
        "sources-0-url": "https://example.org/a",
        "sources-1-title": "",
    }
    assert official.write(record, "sources", **rows).status_code == 302
    assert [source.url for source in newest(record).sources.all()] == ["https://example.org/a"]
    official.write(record, "sources", **{"sources-0-DELETE": "on"})
    assert list(newest(record).sources.all()) == []


def test_one_more_row_stores_nothing_and_loses_nothing(official: Desk) -> None:
    record = official.begin(size="full")
    answer = official.write(
        record, "sources", **{"sources-0-url": "https://example.org/typed", "add_row": "sources"}
    )
    assert answer.status_code == 200
    assert 'value="https://example.org/typed"' in answer.content.decode()
    assert 'name="sources-2-url"' in answer.content.decode()
    assert list(newest(record).sources.all()) == []


@pytest.mark.parametrize(
    "rows",
    [
        {"sources-TOTAL_FORMS": "100000"}, {"sources-TOTAL_FORMS": "-1"}, {"sources-TOTAL_FORMS": "x"},
        {"sources-TOTAL_FORMS": ""}, {"sources-INITIAL_FORMS": "5", "sources-TOTAL_FORMS": "5"},
        {"sources-INITIAL_FORMS": "1", "sources-0-id": "999999"},
        {"sources-INITIAL_FORMS": "1", "sources-0-id": "x"},
        {"sources-0-url": "javascript:alert(1)"}, {"sources-0-url": "x" * 2_000},
        {"sources-0-year": "99999999999999999999"}, {"based_on": "[1"}, {"based_on": "[]"},
        {"based_on": "{}"}, {"source_language": "x" * 500}, {"source_language": "d\x00a"},
    ],
)  # fmt: skip
def test_broken_forms_are_answered_and_store_nothing_wrong(
    official: Desk, rows: dict[str, str]
) -> None:
    record = official.begin(size="full")
    answer = official.write(record, "sources", **rows)
    assert answer.status_code in (302, 400)
    assert list(newest(record).sources.all()) == []


def test_a_row_of_another_record_cannot_be_taken(official: Desk, aarhus: Any) -> None:
    other = PracticePageFactory(parent=aarhus, title="Other")
    source = other.sources.get()
    record = official.begin(size="full")
    official.write(
        record, "sources",
        **{
            "sources-TOTAL_FORMS": "1", "sources-INITIAL_FORMS": "1", "sources-0-id": str(source.pk),
            "sources-0-url": "https://evil.example/",
        },
    )  # fmt: skip
    source.refresh_from_db()
    assert source.url == "https://example.org/source"


# Two people


def test_two_who_write_in_different_boxes_do_not_disturb_one_another(official: Desk) -> None:
    record = official.begin(size="full")
    other = desk(official.city, "other@aarhus.example")
    mine = filled(record, "work", {"challenge": "Mine."})
    other.write(record, "work", objectives="Theirs.")
    answer = official.client.post(official.record_at(record, "write/work/"), mine)
    assert answer.status_code == 302
    assert newest(record).challenge == "<p>Mine.</p>"
    assert newest(record).objectives == "<p>Theirs.</p>"


def test_two_who_write_in_the_same_box_see_both_texts_and_nothing_is_overwritten(
    official: Desk,
) -> None:
    record = official.begin(size="full")
    other = desk(official.city, "other@aarhus.example")
    mine = filled(record, "work", {"challenge": "What I typed."})
    other.write(record, "work", challenge="What a colleague typed.")
    answer = official.client.post(official.record_at(record, "write/work/"), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "What I typed." in page
    assert "What a colleague typed." in page
    assert newest(record).challenge == "<p>What a colleague typed.</p>"
    again = {**mine, "based_on": answer.context["form"]["based_on"].value()}
    assert official.client.post(official.record_at(record, "write/work/"), again).status_code == 302
    assert newest(record).challenge == "<p>What I typed.</p>"


def test_the_page_that_saves_itself_hears_of_a_conflict(official: Desk) -> None:
    record = official.begin()
    other = desk(official.city, "other@aarhus.example")
    mine = filled(record, "basics", {"summary": "Mine."})
    other.write(record, "basics", summary="Theirs.")
    answer = official.client.post(
        official.record_at(record, "write/basics/"), mine, headers={"X-Autosave": "1"}
    )
    told = answer.json()
    assert (answer.status_code, told["conflict"]) == (409, True)
    assert told["fields"] == [{"place": "field_summary", "label": "Summary"}]
    assert newest(record).summary == "Theirs."


# Signed out


def test_words_typed_after_the_session_has_ended_come_back(official: Desk) -> None:
    record = official.begin()
    typed = filled(record, "basics", {"summary": "Long thought about."})
    official.client.logout()
    answer = official.client.post(official.record_at(record, "write/basics/"), typed)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Long thought about." in page
    assert "/en/account/login/" in page
    assert newest(record).summary == ""
    official.client.force_login(official.user)
    assert (
        official.client.post(official.record_at(record, "write/basics/"), typed).status_code == 302
    )
    assert newest(record).summary == "Long thought about."


def test_a_form_with_an_old_token_comes_back_to_this_site_only(official: Desk) -> None:
    record = official.begin()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(official.user)
    typed = filled(record, "basics", {"summary": "Long thought about."})
    address = official.record_at(record, "write/basics/")
    own = strict.post(address, typed, headers={"Origin": "http://testserver"})
    assert (own.status_code, b"Long thought about." in own.content) == (403, True)
    for headers in ({"Origin": "https://evil.example"}, {}):
        foreign = strict.post(address, typed, headers=headers)
        assert (foreign.status_code, b"Long thought about." in foreign.content) == (403, False)
    assert newest(record).summary == ""


# Chapters and growing


def test_a_short_note_grows_into_a_full_case(official: Desk) -> None:
    record = official.begin()
    official.write(record, "work", description="Something.")
    official.client.post(official.record_at(record, "grow/"))
    page = official.client.get(official.record_at(record))
    assert len(page.context["completeness"].chapters) == 10
    assert newest(record).description == "<p>Something.</p>"


def test_a_draft_is_deleted_only_after_asking(official: Desk) -> None:
    record = official.begin()
    assert official.client.get(official.record_at(record, "delete/")).status_code == 200
    assert Page.objects.filter(pk=record.pk).exists()
    official.client.post(official.record_at(record, "delete/"))
    assert not Page.objects.filter(pk=record.pk).exists()


def test_what_was_public_once_cannot_be_deleted(official: Desk, aarhus: Any) -> None:
    record = PracticePageFactory(parent=aarhus, title="Public")
    assert official.client.post(official.record_at(record, "delete/")).status_code == 404
    assert Page.objects.filter(pk=record.pk).exists()


def test_the_questions_come_as_a_word_document_in_the_readers_language(client: Client) -> None:
    answer = client.get("/de/my-city/questions/practice.docx")
    assert answer["Content-Disposition"] == 'attachment; filename="practice-de.docx"'
    assert answer.content[:2] == b"PK"
    assert client.get("/en/my-city/questions/novel.docx").status_code == 404


def test_concepts_of_other_facets_stay_when_one_facet_is_chosen(official: Desk) -> None:
    record = official.begin()
    theme = ConceptFactory(code="mentoring", facet="theme")
    youth = ConceptFactory(code="youth", facet="audience")
    official.write(record, "subjects", concepts_theme=[theme.pk], concepts_audience=[youth.pk])
    official.write(record, "subjects", concepts_theme=[])
    assert [concept.code for concept in newest(record).concepts.all()] == ["youth"]


def test_a_private_address_is_refused_at_its_box(official: Desk) -> None:
    record = official.begin()
    answer = official.write(
        record, "contact", contact_email="someone@gmail.com", contact_agreed="on"
    )
    assert answer.status_code == 400
    assert b"not a private address" in answer.content


def test_labels_and_help_are_in_the_language_of_the_page(official: Desk) -> None:
    record = official.begin(size="full")
    for language, label, advice in (
        ("de", "Ergebnisse", "Etwa"),
        ("fr", "Résultats", "Environ"),
        ("tr", "Sonuçlar", "Yaklaşık"),
    ):
        official.language = language
        page = official.client.get(official.record_at(record, "write/results/")).content.decode()
        assert f">{label}" in page
        assert advice in page
    subjects = [
        Desk(official.client, official.user, official.city, language).record_at(
            record, "write/subjects/"
        )
        for language in ("de", "ru")
    ]
    german, russian = (official.client.get(address).content.decode() for address in subjects)
    assert "Bis zu 3" in german
    assert "Bis zu 3" not in russian


def test_narrower_subjects_stand_right_below_their_broader_one(official: Desk) -> None:
    work = ConceptFactory(code="youth-work", facet="theme", sort_order=1)
    ConceptFactory(code="prisons", facet="theme", sort_order=2)
    sport = ConceptFactory(code="sport", facet="theme", sort_order=9, broader=work)
    ConceptFactory(code="mentoring", facet="theme", sort_order=3, broader=work)
    boxing = ConceptFactory(code="boxing", facet="theme", sort_order=4, broader=sport)
    ConceptFactory(code="boxing-at-night", facet="theme", sort_order=1, broader=boxing)
    page = official.client.get(official.record_at(official.begin(), "write/subjects/"))
    boxes = BeautifulSoup(page.content, "html.parser").select("[name=concepts_theme]")
    assert [
        (box.parent.get_text(strip=True), box["data-depth"]) for box in boxes if box.parent
    ] == [
        ("Youth Work", "0"),
        ("Mentoring", "1"),
        ("Sport", "1"),
        ("Boxing", "2"),
        ("Boxing At Night", "3"),
        ("Prisons", "0"),
    ]


def test_a_subject_says_what_belongs_to_it_in_the_readers_language(official: Desk) -> None:
    ConceptFactory(
        code="mentoring",
        facet="theme",
        labels={"en": "Mentoring", "de": "Mentoring"},
        definitions={
            "en": "One adult, one young person.",
            "de": "Eine Person begleitet eine andere.",
        },
    )
    record = official.begin()
    address = official.record_at(record, "write/subjects/")
    assert "One adult, one young person." in official.client.get(address).content.decode()
    german = official.client.get(address.replace("/en/", "/de/", 1)).content.decode()
    assert "Eine Person begleitet eine andere." in german
    assert "One adult" not in german


def test_subjects_that_the_text_names_are_proposed(official: Desk) -> None:
    ConceptFactory(code="youth-work", facet="theme", labels={"en": "Youth work"})
    ConceptFactory(code="prisons", facet="theme", labels={"en": "Prisons"})
    record = official.begin(title="Aarhus")
    official.write(record, "work", summary="Youth work every week, and more youth work.")
    page = official.client.get(official.record_at(record, "write/subjects/"))
    proposed = BeautifulSoup(page.content, "html.parser").select(".subjects__proposed label")
    assert [label.get_text(strip=True) for label in proposed] == ["Youth work"]


def test_a_point_of_a_document_is_named_by_title_and_point(official: Desk, site_tree: Any) -> None:
    document = DocumentPageFactory(
        parent=site_tree.documents, code="declaration", title="Declaration"
    )
    document.provisions.add(
        Provision(
            locale=document.locale,
            code="p1",
            kind="recital",
            heading="After the attacks",
            text="Words.",
        ),
        Provision(
            locale=document.locale, code="2", kind="commitment", heading="Exchange", text="Words."
        ),
    )
    document.save_revision().publish()
    assert provision_in_words("declaration/p1") == (
        "Declaration, Preamble, paragraph 1: After the attacks"
    )
    assert provision_in_words("declaration/2") == "Declaration, Point 2: Exchange"


def test_the_language_of_the_work_is_read_by_its_name_before_sending(official: Desk) -> None:
    record = official.begin(size="full", language="tr", title="Aarhus’ta mentorluk")
    page = official.client.get(official.record_at(record, "check/")).content.decode()
    assert "<p>Turkish</p>" in page
