"""What is published at once stays small: the guard is asked, slices counted, links lead where they led."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from kb.models import EditorRemit, RoleKind
from practices.models import (
    PracticePage,
    RecordSource,
)
from practices.submission.sending.small_changes import NotSmall, is_minor, small_change
from practices.submission.writing.drafts import newest, store
from tests.factories import PracticePageFactory
from tests.practices.writing import Desk, desk, editor, review

pytestmark = pytest.mark.django_db

SUMMARY = "Mentors meet young people every week."
KNOWN = '<p>Read <a href="https://aarhus.example/mentors">more</a> about it.</p>'
TODAY = timezone.localdate()


@pytest.fixture
def coordinator(aarhus: Any) -> Desk:
    return desk(aarhus, "coordinator@aarhus.example", RoleKind.COORDINATOR)


@pytest.fixture
def public(coordinator: Desk) -> Any:
    """A record that an editor has read and published."""
    record = coordinator.begin()
    coordinator.write_note(record)
    coordinator.send(record)
    page = PracticePage.objects.get(pk=record.pk)
    assert review(editor("reader@example.org")[0], page, "publish").status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def press(coordinator: Desk, record: Any) -> Any:
    answer = coordinator.client.post(coordinator.record_at(record, "publish-small-change/"))
    record.refresh_from_db()
    return answer


def change(record: Any, user: Any, **values: Any) -> Any:
    """A newer draft in which these fields are other ones."""
    now = newest(record)
    for name, value in values.items():
        setattr(now, name, value)
    store(now, user)
    return type(record).objects.get(pk=record.pk)


# Persons


@pytest.mark.parametrize(
    "words",
    [
        "Call 0045 20212223.",
        "Ask Karim B., aged 17.",
        "Karim, born 1.2.1999.",
        "karim.b@aarhus.example",
    ],
)
def test_a_person_is_not_published_at_once(coordinator: Desk, public: Any, words: str) -> None:
    coordinator.write(public, "basics", summary=f"{SUMMARY} {words}")
    answer = press(coordinator, public)
    assert answer["Location"] == coordinator.record_at(public, "check/")
    assert public.summary == SUMMARY
    asked = coordinator.client.get(answer["Location"]).content.decode()
    assert "This could identify someone" in asked
    assert words.split()[-1].rstrip(".") in asked
    assert (
        "Publish the small change"
        not in coordinator.client.get(coordinator.record_at(public)).content.decode()
    )


def test_what_was_explained_and_read_does_not_stop_later_small_changes(
    coordinator: Desk, public: Any
) -> None:
    coordinator.write(public, "basics", summary=f"{SUMMARY} Call 0045 20212223.")
    check = coordinator.client.get(coordinator.record_at(public, "check/")).content.decode()
    explanation = re.search(r'name="(finding_[0-9a-f]+)"', check)
    assert explanation is not None
    answer = coordinator.send(public, **{explanation[1]: "The office's own number."})
    assert answer.status_code == 302
    review(editor("other@example.org")[0], public, "publish")
    coordinator.write(
        public, "basics", summary="Mentors meet young people each week. Call 0045 20212223."
    )
    press(coordinator, public)
    assert public.summary == "Mentors meet young people each week. Call 0045 20212223."


def test_the_contact_is_not_exchanged_unread_and_may_be_taken_away(
    coordinator: Desk, public: Any
) -> None:
    coordinator.write(public, "contact", contact_email="karim@aarhus.example")
    press(coordinator, public)
    assert public.contact_email == "prevention@aarhus.example"
    coordinator.write(public, "contact", contact_email="", contact_office="", contact_agreed="")
    press(coordinator, public)
    assert (public.contact_email, public.live) == ("", True)


# Slices


def test_small_changes_together_stay_small_until_an_editor_reads_again(
    coordinator: Desk, public: Any
) -> None:
    for summary in (f"{SUMMARY} In schools, too.", f"{SUMMARY} In schools, and clubs."):
        coordinator.write(public, "basics", summary=summary)
        press(coordinator, public)
        assert public.summary == summary
    # 17 and 9 letters are spent.
    coordinator.write(public, "basics", summary=f"{SUMMARY} Quite other words.")
    answer = coordinator.client.post(
        coordinator.record_at(public, "publish-small-change/"), follow=True
    )
    assert "have become too many" in answer.content.decode()
    public.refresh_from_db()
    assert public.summary == f"{SUMMARY} In schools, and clubs."
    assert [
        entry.data["letters"]
        for entry in PageLogEntry.objects.filter(action="practices.minor").order_by("pk")
    ] == [17, 9]
    coordinator.send(public)
    review(editor("other@example.org")[0], public, "publish")
    coordinator.write(public, "basics", summary=f"{SUMMARY} Quite other letters, now.")
    press(coordinator, public)
    assert public.summary == f"{SUMMARY} Quite other letters, now."


def test_forty_letters_a_press_do_not_rewrite_a_text(coordinator: Desk, public: Any) -> None:
    text = SUMMARY
    published = []
    for number in range(6):
        text = f"{text} {chr(97 + number) * 30}"
        coordinator.write(public, "basics", summary=text)
        press(coordinator, public)
        published.append(public.summary == text)
    assert published == [True, False, False, False, False, False]


# Lists and links


@pytest.fixture
def sourced(aarhus: Any, coordinator: Desk) -> Any:
    page = PracticePageFactory(parent=aarhus, title="Talks", description=KNOWN, summary=SUMMARY)
    page.sources = [RecordSource(title="Report", url="https://example.org/source")]
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    ("rows", "small"),
    [
        ([("Report", "https://example.org/other")], True),
        ([("Reports", "https://aarhus.example/source")], True),
        ([("Report", "https://evil.example/")], False),
        ([("Report", "https://example.org@evil.example/")], False),
        (
            [
                (
                    "The mayor of Ghent is a crook, says everybody who knows",
                    "https://example.org/source",
                )
            ],
            False,
        ),
        ([("Report", "https://example.org/source"), ("B", "https://example.org/b")], False),
        ([], False),
    ],
)
def test_rows_of_sources_are_as_many_and_lead_to_where_readers_were_led(
    sourced: Any, coordinator: Desk, rows: list[tuple[str, str]], small: bool
) -> None:
    sources = [RecordSource(title=title, url=url) for title, url in rows]
    assert is_minor(change(sourced, coordinator.user, sources=sources)) is small


@pytest.mark.parametrize(
    ("html", "small"),
    [
        (KNOWN.replace("/mentors", "/mentoring"), True),
        (KNOWN.replace("Read", "<b>Read</b>"), True),
        (KNOWN.replace("<p>", '<p data-block-key="abcde">'), True),
        (KNOWN.replace("aarhus.example", "evil.example"), False),
        (KNOWN.replace("https://aarhus.example/mentors", "mailto:karim@aarhus.example"), False),
        (KNOWN.replace("</p>", ' <a href="https://evil.example">Us</a></p>'), False),
        (KNOWN.replace("/mentors", f"/{'x' * 41}"), False),
    ],
)
def test_targets_of_links_in_texts_count_as_letters_and_lead_nowhere_new(
    sourced: Any, coordinator: Desk, html: str, small: bool
) -> None:
    assert is_minor(change(sourced, coordinator.user, description=html)) is small


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seo_title", "Something else altogether, which nobody has read yet"),
        ("search_description", "Something else altogether, which nobody has read yet"),
        ("slug", "other"),
        ("expire_at", timezone.now() + timedelta(days=1)),
        ("go_live_at", timezone.now() + timedelta(days=1)),
        ("show_in_menus", True),
        ("licence", "cc-by-nd-4.0"),
        ("is_editor_summary", False),
        ("internal_notes", "x"),
        ("evaluation_report", "https://evil.example/report.pdf"),
    ],
)
def test_no_other_field_changes_unread(
    sourced: Any, coordinator: Desk, field: str, value: Any
) -> None:
    changed = change(sourced, coordinator.user, **{field: value})
    with pytest.raises(NotSmall):
        small_change(changed)


# Editors


def test_a_remit_holds_for_an_editors_own_small_change(sourced: Any) -> None:
    client, user = editor("remitted@example.org")
    EditorRemit.objects.create(user=user, countries=["IS"])
    change(sourced, user, title="Talk")
    client.post(f"/admin/api/main/pages/{sourced.pk}/action/publish/", {})
    sourced.refresh_from_db()
    assert sourced.title == "Talks"


def test_an_editors_own_small_changes_are_listed_and_counted_too(sourced: Any) -> None:
    client, user = editor("writer@example.org")
    for title, public in (
        ("Talks, held by a mentor", True),
        ("Quite another series, led by somebody else", False),
    ):
        change(sourced, user, title=title)
        client.post(f"/admin/api/main/pages/{sourced.pk}/action/publish/", {})
        sourced.refresh_from_db()
        assert (sourced.title == title) is public
    entry = PageLogEntry.objects.get(action="practices.minor")
    assert (entry.user, entry.data["letters"]) == (user, 18)


def test_long_texts_made_to_be_slow_are_compared_at_once(sourced: Any, coordinator: Desk) -> None:
    old, new = (f"<p>{words * 2_400}</p>" for words in ("abc ", "bca "))
    PracticePage.objects.filter(pk=sourced.pk).update(description=old)
    page = PracticePage.objects.get(pk=sourced.pk)
    page.save_revision().publish()
    changed = change(page, coordinator.user, description=new)
    began = time.perf_counter()
    assert not is_minor(changed)
    assert time.perf_counter() - began < 2
