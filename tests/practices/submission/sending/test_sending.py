"""Before sending: what is missing, what could lead to persons, what is described already; then it is sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail

from practices.submission.guard.duplicates import likely_duplicates
from practices.submission.guard.privacy import findings
from practices.submission.guard.wording import hints
from practices.submission.sending.sending import readiness, working_days_after
from practices.submission.writing.drafts import newest
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, city, desk, editor, submission_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example", language="tr")


def test_all_that_is_missing_is_named_with_a_link_to_its_box(official: Desk) -> None:
    record = official.begin()
    answer = official.send(record)
    page = answer.content.decode()
    assert answer.status_code == 400
    missing = {part.field for part, _chapter in answer.context["missing"]}
    assert missing == {
        "summary", "status", "year_from", "description", "safeguards", "unintended_effects", "contact_email",
        "concepts_theme", "concepts_audience",
    }  # fmt: skip
    assert f"/en/my-city/aarhus/records/{record.pk}/write/work/#field_description" in page
    assert not newest(record).workflow_in_progress


def test_a_full_note_is_sent_and_the_sender_gets_a_receipt_in_her_language(
    official: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    editor("editor@example.org", language="fr")
    record = official.begin()
    official.write_note(record)
    with django_capture_on_commit_callbacks(execute=True):
        answer = official.send(record)
    assert answer["Location"].endswith(f"/records/{record.pk}/sent/")
    submission = submission_of(record)
    assert newest(record).workflow_in_progress
    assert newest(record).last_confirmed_on is None
    assert (submission.sent_by, submission.declaration_version) == (official.user, "2026-11")
    assert submission.due_on is not None
    by = {message.to[0]: message for message in mail.outbox}
    assert sorted(by) == ["editor@example.org", "official@aarhus.example"]
    assert submission.reference in by["official@aarhus.example"].subject
    assert by["official@aarhus.example"].alternatives[0].mimetype == "text/html"
    assert f"/admin/moderation/{record.pk}/" in by["editor@example.org"].body
    confirmation = official.client.get(answer["Location"]).content.decode()
    assert submission.reference in confirmation


def test_sending_twice_sends_once(official: Desk, django_capture_on_commit_callbacks: Any) -> None:
    editor("editor@example.org")
    record = official.begin()
    official.write_note(record)
    with django_capture_on_commit_callbacks(execute=True):
        official.send(record)
        assert official.send(record).status_code == 302
    assert len(mail.outbox) == 2
    assert newest(record).workflow_states.count() == 1


def test_without_the_declaration_nothing_is_sent(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    answer = official.send(record, **{"declare_no-persons": ""})
    assert answer.status_code == 400
    assert not newest(record).workflow_in_progress


def test_while_editors_read_nothing_changes_and_what_was_typed_is_shown(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    answer = official.write(record, "basics", summary="Too late.")
    assert (answer.status_code, b"Too late." in answer.content) == (409, True)
    assert newest(record).summary == "Mentors meet young people every week."
    opened = official.client.get(official.record_at(record, "write/basics/"))
    assert opened["Location"] == official.record_at(record)


def test_the_city_takes_back_what_was_not_answered(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.send(record)
    assert official.client.get(official.record_at(record, "take-back/")).status_code == 200
    official.client.post(official.record_at(record, "take-back/"))
    assert not newest(record).workflow_in_progress
    assert official.write(record, "basics", summary="Changed.").status_code == 302
    assert official.send(record).status_code == 302


# Persons


def found(record: Any) -> list[tuple[str, str]]:
    return [(finding.kind, finding.excerpt) for finding in findings(newest(record))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to jens.hansen@mail.example for more.", [("email", "jens.hansen@mail.example")]),
        ("Call Jens on 86 12 34 56.", [("phone", "86 12 34 56")]),
        ("Call +49 30 901820 in Berlin.", [("phone", "+49 30 901820")]),
        ("His number was 211062-5629.", [("national-number", "211062-5629")]),
        ("Kimlik no 17291716060 olan genç.", [("national-number", "17291716060")]),
        ("Yusuf (17) came every week.", [("name-and-age", "Yusuf (17)")]),
        ("Amira, 16 ans, venait.", [("name-and-age", "Amira, 16 ans")]),
        ("Born 3 May 2004 in Aarhus.", [("birth", "Born 3 May 2004")]),
        ("Er wurde geboren am 3.5.2004.", [("birth", "geboren am 3.5.2004")]),
        ("Дата рождения 03.05.2004.", [("birth", "Дата рождения 03.05.2004")]),
        ("Follow @aarhus_mentor there.", [("handle", "@aarhus_mentor")]),
        ("From 2016 to 2020, 120 young people aged 15 to 17; 40 % stayed.", []),
        ("In Aarhus, 15 schools and 1,200 pupils took part in 2015-2016.", []),
        ("Budget 250.000 euros in 2019, see https://example.org/2019/05/12345678.", []),
        ("Der Aktionsplan 2015–2017 umfasst 12 Maßnahmen (Stand 01.01.2016).", []),
    ],
)
def test_what_could_lead_to_a_person_is_found_and_other_numbers_are_not(
    official: Desk, text: str, expected: list[tuple[str, str]]
) -> None:
    record = official.begin()
    official.write(record, "work", description=text)
    assert found(record) == expected


def test_the_offices_own_address_is_no_finding(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.write(record, "work", description="Ask prevention@aarhus.example.")
    assert found(record) == []


def test_a_finding_is_solved_or_explained_and_editors_read_the_words(
    official: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    reader, _user = editor("editor@example.org")
    record = official.begin()
    official.write_note(record)
    official.write(record, "work", description="Call the hotline: 86 12 34 56.")
    refused = official.send(record)
    assert (refused.status_code, b"86 12 34 56" in refused.content) == (400, True)
    (finding,) = readiness(newest(record)).findings
    assert (
        official.send(record, **{f"finding_{finding.id}": "The public hotline."}).status_code == 302
    )
    page = reader.get(f"/admin/moderation/{record.pk}/").content.decode()
    assert "86 12 34 56" in page
    assert "The public hotline." in page


def test_a_long_text_is_looked_through_in_good_time(official: Desk) -> None:
    record = newest(official.begin())
    record.description = "<p>" + "A1 (" * 4_000 + "</p>"
    record.challenge = "<p>" + "1 " * 8_000 + "</p>"
    record.is_short_note = False
    assert findings(record) == []


def test_all_findings_are_listed_and_the_last_says_where_there_are_too_many(official: Desk) -> None:
    record = newest(official.begin())
    record.description = " ".join(f"m{n}@b.org" for n in range(60))
    assert [finding.kind for finding in findings(record)] == ["email"] * 60
    record.description = " ".join(f"m{n}@b.org" for n in range(600))
    assert [finding.kind for finding in findings(record)] == [*["email"] * 499, "more"]


# Words


def test_words_that_stigmatise_are_hinted_at_and_do_not_block(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    official.write(record, "basics", summary="Work in a problem neighbourhood.")
    assert [(hint.field, hint.word) for hint in hints(newest(record))] == [
        ("summary", "problem neighbourhood")
    ]
    page = official.client.get(official.record_at(record, "check/")).content.decode()
    assert "the name of the neighbourhood" in page
    assert official.send(record).status_code == 302


def test_words_are_looked_for_in_the_records_language(official: Desk) -> None:
    record = official.begin(language="de", title="Arbeit im Stadtteil")
    official.write(record, "basics", summary="Arbeit in Problemvierteln; ein Problemviertel.")
    assert [hint.instead for hint in hints(newest(record))] == ["der Name des Stadtteils"]


# Duplicates


def test_a_likely_duplicate_is_asked_about_and_the_answer_reaches_the_editors(
    official: Desk, aarhus: Any
) -> None:
    reader, _user = editor("editor@example.org")
    before = PracticePageFactory(parent=aarhus, title="Mentors of Aarhus")
    PracticePageFactory(parent=aarhus, title="Training of prison staff")
    record = official.begin()
    official.write_note(record)
    (likely,) = likely_duplicates(newest(record))
    assert (likely.title, likely.own_city) == ("Mentors of Aarhus", True)
    refused = official.send(record)
    assert (refused.status_code, b"Mentors of Aarhus" in refused.content) == (400, True)
    key = str(before.translation_key)
    sent = official.send(
        record, **{f"duplicate_{key}": "update", f"words_{key}": "The new form since 2024."}
    )
    assert sent.status_code == 302
    page = reader.get(f"/admin/moderation/{record.pk}/").content.decode()
    assert "It is the same; mine is newer" in page
    assert "The new form since 2024." in page


def test_drafts_of_other_cities_are_no_duplicates(official: Desk, site_tree: Any) -> None:
    ghent = city(site_tree, "ghent")
    PracticePageFactory(parent=ghent, title="Mentors in Aarhus", live=False)
    record = official.begin()
    assert likely_duplicates(newest(record)) == []


def test_public_records_of_other_cities_are(
    official: Desk, site_tree: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ghent = city(site_tree, "ghent")
    with django_capture_on_commit_callbacks(execute=True):
        PracticePageFactory(parent=ghent, title="Mentors in Aarhus and Ghent")
    record = official.begin()
    (likely,) = likely_duplicates(newest(record))
    assert (likely.own_city, likely.url) == (False, "/en/cities/ghent/mentors-in-aarhus-and-ghent/")


def test_working_days_leave_out_the_weekend() -> None:
    assert working_days_after(date(2026, 11, 25), 10) == date(2026, 12, 9)
    assert working_days_after(date(2026, 11, 27), 1) == date(2026, 11, 30)
