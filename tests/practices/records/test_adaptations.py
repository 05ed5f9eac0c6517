"""“Mine is an adaptation of it” becomes a link of both records, once everybody may read both."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase

from practices.models import PracticePage, RecordLink
from practices.records.withdrawal import take_down
from practices.submission.guard.duplicates import likely_duplicates
from practices.submission.writing.drafts import newest
from tests.factories import PracticePageFactory, locale
from tests.practices.moderation.test_two_persons import begin as begin_translation
from tests.practices.moderation.test_two_persons import press_publish, translator
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = pytest.mark.django_db

ORIGIN = "/en/cities/ghent/mentors-in-ghent/"


@pytest.fixture
def official(aarhus: Any) -> Desk:
    return desk(aarhus, "official@aarhus.example")


@pytest.fixture
def origin(site_tree: Any) -> PracticePage:
    """A public record of another city, public in French too."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = PracticePageFactory(
            parent=city(site_tree, "ghent"),
            title="Mentors in Ghent",
            summary="Mentors meet young people every week.",
            source_language="en",
        )
        french = page.copy_for_translation(locale("fr"), copy_parents=True)
        french.title, french.summary = "Des mentors à Gand", "Des mentors rencontrent des jeunes."
        french.save_revision().publish()
    return page


def answer(official: Desk, record: Any, said: str) -> Any:
    given = {f"duplicate_{one.key}": said for one in likely_duplicates(newest(record))}
    assert given
    return official.send(record, **given)


def send(official: Desk, said: str = "adaptation") -> PracticePage:
    record = official.begin()
    official.write_note(record)
    assert answer(official, record, said).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def publish(record: PracticePage) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        review(editor("editor@example.org")[0], record, "publish")


def linked(path: str) -> list[tuple[str, str]]:
    """The works that a page says to be adapted from or to, each with the words around it."""
    answer = Client().get(path)
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    part = page.select(".part--adaptations h3, .part--adaptations .plain-list li")
    return [(" ".join(item.get_text().split()), str(item.a["href"])) for item in part if item.a]


def test_the_link_is_public_with_the_version_that_was_sent(
    official: Desk, origin: PracticePage
) -> None:
    record = send(official)
    assert linked(ORIGIN) == []
    publish(record)
    path = PracticePage.objects.get(pk=record.pk).url
    assert linked(path) == [("Adapted from: Mentors in Ghent (Ghent)", ORIGIN)]
    assert linked(ORIGIN) == [("Mentors in Aarhus (Aarhus)", path)]


def test_it_is_shown_in_every_language_of_both(official: Desk, origin: PracticePage) -> None:
    record = send(official)
    publish(record)
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    press_publish(reader, begin_translation(writer, PracticePage.objects.get(pk=record.pk)))
    french = PracticePage.objects.get(translation_key=record.translation_key, locale=locale("fr"))
    assert french.live
    origin_in_french = origin.get_translation(locale("fr")).url
    assert [where for _words, where in linked(french.url)] == [origin_in_french]
    assert [where for _words, where in linked(origin_in_french)] == [french.url]
    # Where a work has no version in the reader's language, the oldest is named.
    german = ORIGIN.replace("/en/", "/de/")
    assert [where for _words, where in linked(german)] == [record.url.replace("/en/", "/de/")]


def test_a_version_translated_before_shows_it_too(official: Desk, origin: PracticePage) -> None:
    record = send(official)
    publish(record)
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = PracticePage.objects.get(pk=record.pk)
        turkish = page.copy_for_translation(locale("tr"), copy_parents=True)
        turkish.links.all().delete()
        turkish.save_revision().publish()
    assert RecordLink.objects.filter(page=turkish.pk).count() == 0
    assert [where for _words, where in linked(turkish.url)] == [ORIGIN.replace("/en/", "/tr/")]


def test_what_is_taken_down_is_named_nowhere(official: Desk, origin: PracticePage) -> None:
    record = send(official)
    publish(record)
    path = PracticePage.objects.get(pk=record.pk).url
    _client, second = editor("second@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(origin, second, "The work has ended badly.")
    assert linked(path) == []
    page = Client().get(path).content.decode()
    assert "Ghent" not in page


def test_an_adaptation_that_is_taken_down_is_named_no_longer(
    official: Desk, origin: PracticePage
) -> None:
    record = send(official)
    publish(record)
    _client, second = editor("second@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(PracticePage.objects.get(pk=record.pk), second, "The work has ended badly.")
    assert linked(ORIGIN) == []


def test_other_answers_make_no_link(official: Desk, origin: PracticePage) -> None:
    record = send(official, "update")
    publish(record)
    assert linked(ORIGIN) == []
    assert RecordLink.objects.count() == 0


def test_another_answer_takes_the_link_away_and_the_same_makes_one(
    official: Desk, origin: PracticePage
) -> None:
    record = send(official)
    for said, links in (("adaptation", 1), ("different", 0), ("adaptation", 1)):
        official.client.post(official.record_at(record, "take-back/"))
        assert not newest(record).workflow_in_progress
        assert answer(official, record, said).status_code == 302
        assert newest(record).links.count() == links
