"""Look-alike letters in titles and names are pointed at, at the desk and where editors read (check 55)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.practices.writing import Desk, city, desk, editor

pytestmark = pytest.mark.django_db

# The second letter is Cyrillic.
TITLE = "Mentors in Aаrhus"
SENTENCE = "“Aаrhus” mixes letters of several alphabets: а (Cyrillic)."


@pytest.fixture
def record(official: Desk) -> Any:
    found = official.begin()
    official.write_note(found)
    official.write(found, "basics", title=TITLE, summary="Mentors meet young people every week.")
    return found


def test_the_desk_says_so_before_sending_and_leads_to_the_field(
    official: Desk, record: Any
) -> None:
    page = official.client.get(official.record_at(record, "check/")).content.decode()
    assert SENTENCE in page
    assert "Type them anew in one alphabet" in page
    assert 'write/work/#field_title">' in page
    assert official.send(record).status_code == 302


def test_editors_see_it_in_the_queue_and_on_the_review(official: Desk, record: Any) -> None:
    official.send(record)
    client, _user = editor("editor@example.org")
    assert SENTENCE in client.get("/admin/moderation/").content.decode()
    assert SENTENCE in client.get(f"/admin/moderation/{record.pk}/").content.decode()


def test_names_of_organisations_and_of_writers_are_looked_at_too(site_tree: Any) -> None:
    official = desk(city(site_tree, "aarhus"), "a@aarhus.example", first_name="Jеns")
    record = official.begin()
    official.write_note(record)
    official.write(
        record, "time-and-place",
        lead_organisation="Сity of Aarhus", year_from="2020", status="ongoing",
    )  # fmt: skip
    official.send(record)
    official.client.post(official.record_at(record, "message/"), {"text": "A word to you."})
    client, _user = editor("editor@example.org")
    page = client.get(f"/admin/moderation/{record.pk}/").content.decode()
    assert "“Сity” mixes letters of several alphabets: С (Cyrillic)." in page
    assert "Name: “Jеns” mixes letters of several alphabets: е (Cyrillic)." in page


def test_nothing_is_said_of_words_of_one_alphabet(official: Desk) -> None:
    record = official.begin()
    official.write_note(record)
    check = official.client.get(official.record_at(record, "check/")).content.decode()
    official.send(record)
    client, _user = editor("editor@example.org")
    review = client.get(f"/admin/moderation/{record.pk}/").content.decode()
    for page in (check, review):
        assert "Letters that look like others" not in page
