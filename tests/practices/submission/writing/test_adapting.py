"""“We adapted this”: a city begins from another's record and says what it kept; both records tell it."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.test import Client, TestCase

from kb.models import City, RoleKind
from practices.models import Adaptation, PracticePage, RecordLink
from practices.reading import adaptations
from practices.reading import family as tree
from practices.records.withdrawal import take_down
from practices.submission.guard.duplicates import likely_duplicates
from practices.submission.writing.drafts import newest
from search.models import SearchDocument
from search.services import vocabulary_changed
from tests.factories import CityPageFactory, PracticePageFactory, locale
from tests.practices.moderation.test_two_persons import begin as begin_translation
from tests.practices.moderation.test_two_persons import press_publish, translator
from tests.practices.writing import Desk, city, desk, editor, review

pytestmark = pytest.mark.django_db

ORIGIN = "/en/cities/ghent/mentors-in-ghent/"
GONE = "a record that is no longer public"
WORDS = {
    "links-0-kept": "The mentors and their weekly hour.",
    "links-0-changed": "Parents are asked first.",
    "links-0-reason": "Families here want to know.",
    "links-0-outcome": "Twelve mentors after a year.",
}


@pytest.fixture
def origin(site_tree: Any) -> PracticePage:
    """A public record of Ghent."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return PracticePageFactory(
            parent=city(site_tree, "ghent", "BE"),
            title="Mentors in Ghent",
            summary="Mentors meet young people every week.",
            source_language="en",
        )


def adapted(official: Desk, origin: PracticePage, size: str = "note") -> PracticePage:
    """A draft of Aarhus, begun from the record of Ghent, with words on what was kept and changed."""
    record = official.begin(adapts=str(origin.record_id), size=size)
    official.write_note(record)
    assert official.write(record, "relations", **WORDS).status_code == 302
    return PracticePage.objects.get(pk=record.pk)


def publish(official: Desk, record: PracticePage, reviewer: str = "editor@example.org") -> str:
    answers = {f"duplicate_{one.key}": "adaptation" for one in likely_duplicates(newest(record))}
    assert official.send(record, **answers).status_code == 302
    with TestCase.captureOnCommitCallbacks(execute=True):
        review(editor(reviewer)[0], record, "publish")
    return str(PracticePage.objects.get(pk=record.pk).url)


def page_of(path: str, client: Client | None = None) -> BeautifulSoup:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def words_in(path: str, selector: str) -> list[str]:
    return [item.get_text(" ", strip=True) for item in page_of(path).select(selector)]


def test_the_way_leads_from_any_record_to_the_desk_of_another_city(
    official: Desk, origin: PracticePage
) -> None:
    way = f"/en/adapt/{origin.record_id}/"
    assert way in [link["href"] for link in page_of(ORIGIN).select(".part--adaptations a")]
    # Nobody signed in: how a city takes part, without a cookie.
    answer = Client().get(way)
    assert not answer.cookies
    reader = BeautifulSoup(answer.content, "html.parser")
    assert {"/en/join/", f"/en/account/login/?next={way}"} <= {
        link["href"] for link in reader.select("main a")
    }
    answer = official.client.get(way)
    assert answer["Location"] == f"/en/my-city/aarhus/new/?adapts={origin.record_id}"
    start = page_of(answer["Location"], official.client)
    assert "Mentors in Ghent" in start.select_one(".notice").get_text()
    assert start.select_one("input[name=adapts]")["value"] == str(origin.record_id)
    # A city adapts others' work, not its own; what is not public is nowhere to be adapted.
    own = desk(origin.get_parent().specific, "official@ghent.example")
    assert "of your own city" in page_of(way, own.client).get_text()
    assert own.begin(adapts=str(origin.record_id)).links.count() == 0
    draft = PracticePageFactory(parent=origin.get_parent(), title="A draft", live=False)
    for key in (draft.record_id, uuid.uuid4()):
        assert official.client.get(f"/en/adapt/{key}/").status_code == 404
    assert official.begin(adapts=str(draft.record_id), key=str(uuid.uuid4())).links.count() == 0
    assert official.client.get("/en/my-city/aarhus/new/?adapts=%00x").status_code == 200


def test_what_was_kept_and_changed_is_read_on_both_records_and_by_the_other_city(
    official: Desk, origin: PracticePage
) -> None:
    desk(origin.get_parent().specific, "mayor@ghent.example", RoleKind.COORDINATOR, language="fr")
    record = adapted(official, origin)
    assert words_in(ORIGIN, ".part--adaptations h3") == []
    path = publish(official, record)
    assert words_in(path, ".part--adaptations h3") == ["Adapted from: Mentors in Ghent (Ghent)"]
    assert words_in(path, ".part--adaptations dd") == list(WORDS.values())
    assert words_in(ORIGIN, ".part--adaptations li") == ["Mentors in Aarhus (Aarhus)"]
    for place in ("aarhus", "ghent"):
        assert words_in(f"/en/cities/{place}/", "section[aria-labelledby=adapted] li") == [
            "Mentors in Aarhus (Aarhus), adapted from: Mentors in Ghent (Ghent)"
        ]
    # Found by what was changed.
    row = SearchDocument.objects.get(key=record.record_id)
    assert "Parents are asked first." in str(row.data)
    # The city of the origin hears of it once, in its language.
    letters = [letter for letter in mail.outbox if letter.to == ["mayor@ghent.example"]]
    assert len(letters) == 1
    assert "Aarhus" in letters[0].subject
    assert path.replace("/en/", "/fr/") in letters[0].body
    with TestCase.captureOnCommitCallbacks(execute=True):
        PracticePage.objects.get(pk=record.pk).save_revision().publish()
    assert len([letter for letter in mail.outbox if letter.to == ["mayor@ghent.example"]]) == 1


def test_an_origin_that_was_taken_down_leaves_its_place_without_its_words(
    official: Desk, origin: PracticePage
) -> None:
    path = publish(official, adapted(official, origin))
    _client, second = editor("second@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(origin, second, "The work has ended badly.")
    for address in (path, f"{path}family/", "/en/cities/aarhus/"):
        page = page_of(address).get_text(" ", strip=True)
        assert GONE in page, address
        assert "Ghent" not in page, address
    assert words_in(path, ".part--adaptations dd") == list(WORDS.values())
    # At the desk neither; the row can be saved as it stands, and has the lasting address.
    record = PracticePage.objects.get(url_path__endswith=path.removeprefix("/en/"))
    assert official.write(record, "relations", follow=True).status_code == 200
    link = newest(record).links.get()
    assert (link.target_id, link.kept) == (origin.record_id, WORDS["links-0-kept"])
    assert (
        "Mentors in Ghent"
        not in official.client.get(official.record_at(record, "check/")).content.decode()
    )


def test_a_deleted_origin_leaves_the_words_too(official: Desk, origin: PracticePage) -> None:
    path = publish(official, adapted(official, origin))
    with TestCase.captureOnCommitCallbacks(execute=True):
        origin.delete()
    assert words_in(path, ".part--adaptations h3") == [f"Adapted from: {GONE}"]
    assert words_in(path, ".part--adaptations dd") == list(WORDS.values())


def test_the_words_are_translated_with_the_record(official: Desk, origin: PracticePage) -> None:
    record = adapted(official, origin)
    publish(official, record)
    writer, _user = translator("writer@example.org")
    reader, _other = translator("reader@example.org")
    press_publish(reader, begin_translation(writer, PracticePage.objects.get(pk=record.pk)))
    french = PracticePage.objects.get(translation_key=record.translation_key, locale=locale("fr"))
    original = PracticePage.objects.get(pk=record.pk)
    link = french.links.get()
    assert (link.target_id, link.locale) == (origin.record_id, locale("fr"))
    assert link.translation_key == original.links.get().translation_key
    part = page_of(french.url).select_one(".part--adaptations")
    assert [dd.get_text(strip=True)[:14] for dd in part.select("dd")] == ["Texte français"] * 4
    assert {dd.get("lang") for dd in part.select("dd")} == {None}
    # Words that nobody translated stand in the language of the original, and the page says so.
    link.kept = WORDS["links-0-kept"]
    link.changed = link.reason = link.outcome = ""
    link.save()
    french.refresh_from_db()
    french.save_revision().publish()
    part = page_of(french.url).select_one(".part--adaptations")
    assert [dd.get_text(strip=True) for dd in part.select("dd")] == [WORDS["links-0-kept"]]
    assert [dd["lang"] for dd in part.select("dd")] == ["en"]
    # What a translation no longer says does not end the adaptation.
    french.links.all().delete()
    french.save_revision().publish()
    assert Adaptation.objects.count() == 1
    assert words_in(french.url, ".part--adaptations dd") == list(WORDS.values())


def test_the_guard_reads_what_was_kept_and_changed(official: Desk, origin: PracticePage) -> None:
    record = adapted(official, origin)
    told = {"links-0-changed": "Ask our colleague on +45 31 22 44 55 about it."}
    official.write(record, "relations", **told)
    page = page_of(official.record_at(record, "check/"), official.client)
    found = page.select("[name^=finding_]")
    assert len(found) == 1
    assert official.send(record).status_code == 400
    assert not newest(record).workflow_in_progress


@pytest.mark.parametrize(
    ("typed", "leads_there"),
    [
        ("{origin}", True),
        ("https://example.org{origin}?q=1#results", True),
        ("/de/cities/ghent/mentors-in-ghent", True),
        ("/fr/record/{key}/", True),
        ("/en/record/{draft}/", False),
        ("{hidden}", False),
        ("/en/cities/ghent/", False),
        ("Mentors in Ghent", False),
        ("http://[", False),
        ("/en/%00/", False),
        ("x" * 601, False),
    ],
)
def test_a_record_is_named_by_its_address(
    official: Desk, origin: PracticePage, typed: str, leads_there: bool
) -> None:
    draft = PracticePageFactory(parent=origin.get_parent(), title="A draft", live=False)
    record = official.begin(size="full")
    address = typed.format(
        origin=ORIGIN, key=origin.record_id, draft=draft.record_id, hidden=draft.url
    )
    row = {"links-0-relation": "adapted-from", "links-0-target": address}
    answer = official.write(record, "relations", follow=True, **row)
    assert answer.status_code in (200, 400)
    links = [(link.relation, link.target_id) for link in newest(record).links.all()]
    assert links == ([("adapted-from", origin.record_id)] if leads_there else [])
    if not leads_there and len(address) < 600:
        # What was typed is kept, with what is wrong with it.
        chapter = official.client.get(official.record_at(record, "write/relations/"))
        assert "There is no public record of this site at this address." in chapter.content.decode()


def test_words_of_an_adaptation_and_the_record_itself_are_refused_elsewhere(
    official: Desk, origin: PracticePage
) -> None:
    record = official.begin(size="full")
    row = {"links-0-relation": "related", "links-0-target": ORIGIN, "links-0-kept": "All of it."}
    official.write(record, "relations", **row)
    assert newest(record).links.count() == 0
    own = PracticePageFactory(parent=official.city, title="Our own")
    own_desk = PracticePage.objects.get(pk=own.pk)
    own_desk.links = [RecordLink(target=own.record, relation="adapted-from")]
    with TestCase.captureOnCommitCallbacks(execute=True):
        own_desk.save_revision().publish()
    assert Adaptation.objects.count() == 0


def family(path: str) -> list[str]:
    """The tree as it is told: each work with the depth at which it stands."""
    items = page_of(f"{path}family/").select(".family-list li")
    return [
        f"{len(item.find_parents('ul'))} "
        + " ".join(" ".join(item.find_all(string=True, recursive=False)).split())
        + (item.find(["a", "strong", "span"], recursive=False).get_text(strip=True))
        for item in items
    ]


def public_record(place: str, title: str, *origins: PracticePage) -> PracticePage:
    """A public record of a city, adapted from others."""
    parent = City.objects.get(code=place).pages.get(locale=locale("en"))
    page = PracticePageFactory(parent=parent, title=title, live=False)
    page.links = [RecordLink(target=one.record, relation="adapted-from") for one in origins]
    page.save_revision().publish()
    return PracticePage.objects.get(pk=page.pk)


def test_a_record_adapted_twice_over_three_cities_keeps_its_tree_without_the_middle_one(
    site_tree: Any,
) -> None:
    for code in ("aarhus", "ghent", "lille"):
        city(site_tree, code)
    with TestCase.captureOnCommitCallbacks(execute=True):
        first = public_record("aarhus", "First")
        middle = public_record("ghent", "Middle", first)
        last = public_record("lille", "Last", middle)
        public_record("lille", "Other", first, middle)
    whole = ["1 (Aarhus)First", "2 (Ghent)Middle", "3 (Lille)Last", "3 (Lille)Other"]
    for page in (first, middle, last):
        told = family(page.url)
        assert [line for line in told if "already" not in line] == whole
        assert len(told) == 5
    picture = page_of(f"{middle.url}family/").select_one("svg")
    assert [text.get_text() for text in picture.select("text")] == [
        "Aarhus", "Ghent", "Lille", "Lille",
    ]  # fmt: skip
    assert len(picture.select("line")) == 4
    assert len(picture.select(".family__box--own")) == 1
    _client, second = editor("second@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(middle, second, "The work has ended badly.")
    told = family(last.url)
    assert told[:3] == ["1 (Aarhus)First", f"2 {GONE}", "3 (Lille)Last"]
    for address in (f"{last.url}family/", f"{first.url}family/", last.url):
        page = page_of(address)
        assert "Middle" not in page.get_text()
        assert "Ghent" not in page.get_text()
    # As long as something readable is left below, the first leads to the tree; then its place goes too.
    for title, leads_there in (("Other", True), ("Last", False)):
        with TestCase.captureOnCommitCallbacks(execute=True):
            take_down(PracticePage.objects.get(title=title), second, "Ended.")
        assert bool(page_of(first.url).select('a[href="family/"]')) is leads_there
    assert GONE not in page_of(f"{first.url}family/").get_text()


def test_a_circle_and_a_large_family_are_told_within_bounds(
    site_tree: Any, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    parent = CityPageFactory(parent=site_tree.cities, title="Ghent", code="ghent", slug="ghent")
    pages = [PracticePageFactory(parent=parent, title=f"Work {number}") for number in range(5)]
    Adaptation.objects.bulk_create(
        Adaptation(record=pages[number].record, origin=pages[number - 1].record)
        for number in range(5)
    )
    told = family(pages[3].url)
    assert len([line for line in told if "already" not in line]) == 5
    # Bounds as they are with fewer works than they allow.
    assert (tree.MOST_STEPS, tree.MOST_WORKS, adaptations.MOST_NAMED) == (12, 60, 20)
    monkeypatch.setattr(tree, "MOST_WORKS", 3)
    monkeypatch.setattr(adaptations, "MOST_NAMED", 2)
    vocabulary_changed()  # the bound stands in a statement that is kept
    Adaptation.objects.all().delete()
    Adaptation.objects.bulk_create(
        Adaptation(record=page.record, origin=pages[0].record) for page in pages[1:]
    )
    with django_assert_max_num_queries(40):
        page = page_of(f"{pages[0].url}family/")
    assert len(page.select(".family-list li")) == 3
    assert "There are more adaptations than are shown here" in page.get_text()
    assert len(words_in(str(pages[0].url), ".part--adaptations li")) == 2


def test_relations_are_seen_from_both_sides(site_tree: Any) -> None:
    for code in ("aarhus", "ghent"):
        city(site_tree, code)
    with TestCase.captureOnCommitCallbacks(execute=True):
        work = public_record("aarhus", "The work")
        course = public_record("ghent", "The course")
        course.links = [RecordLink(target=work.record, relation="training-for")]
        course.save_revision().publish()
    assert words_in(course.url, ".part--related .plain-list li") == ["Training for: The work"]
    assert words_in(work.url, ".part--related .plain-list li") == ["Training for it: The course"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        course.unpublish()
    assert words_in(work.url, ".part--related .plain-list li") == []
