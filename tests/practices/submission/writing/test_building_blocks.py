"""Building blocks: a city names parts of its practice, another city links to one; both pages tell it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client, TestCase

from practices.models import BuildingBlock, PracticePage
from practices.records.translated_parts import untranslated_parts
from practices.records.withdrawal import take_down
from practices.submission.guard.privacy import findings
from practices.submission.writing.drafts import newest
from search.models import SearchDocument
from tests.factories import locale
from tests.practices.writing import Desk, city, desk, editor

pytestmark = pytest.mark.django_db

BLOCKS = {
    "blocks-0-name": "Counselling by telephone",
    "blocks-0-told": "Parents call without giving a name.",
    "blocks-0-needs": "Two counsellors and a line that is free of charge.",
    "blocks-1-name": "Training of teachers",
}


def page_of(path: str, client: Client | None = None) -> BeautifulSoup:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def told(path: str, selector: str) -> list[str]:
    return [item.get_text(" ", strip=True) for item in page_of(path).select(selector)]


def publish(record: Any) -> PracticePage:
    with TestCase.captureOnCommitCallbacks(execute=True):
        newest(record).save_revision(clean=False).publish()
    return PracticePage.objects.get(pk=record.pk)


def with_blocks(official: Desk) -> PracticePage:
    record = official.begin(size="full", title="Info house in Aarhus")
    assert official.write(record, "transfer", **BLOCKS).status_code == 302
    return publish(record)


def using(there: Desk, address: str, **values: Any) -> Any:
    record = there.begin(size="full", title="Help line in Ghent")
    row = {"links-0-relation": "uses-block", "links-0-target": address, **values}
    there.write(record, "relations", follow=True, **row)
    return record


def test_a_block_is_linked_from_another_city_and_seen_from_both_sides(
    official: Desk, site_tree: Any
) -> None:
    source = with_blocks(official)
    page = page_of(source.url)
    assert [item.get_text(strip=True) for item in page.select("section[aria-labelledby=blocks] h3")] == [
        "Counselling by telephone", "Training of teachers",
    ]  # fmt: skip
    # Below each stands its own address, which is what is copied.
    ways = [link["href"] for link in page.select("section[aria-labelledby=blocks] .section-link a")]
    assert [page.select_one(way).get_text(strip=True) for way in ways] == [
        "Counselling by telephone", "Training of teachers",
    ]  # fmt: skip
    there = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    record = using(there, f"{source.url}{ways[0]}")
    # The desk shows it as it was typed, and saving once more changes nothing.
    chapter = page_of(there.record_at(record, "write/relations/"), there.client)
    shown = chapter.select_one("[name=links-0-target]")["value"]
    assert shown.endswith(f"{source.url}{ways[0]}")
    assert there.write(record, "relations").status_code == 302
    user = publish(record)
    assert told(user.url, ".part--related li")[0] == (
        "Uses a building block of: Info house in Aarhus: Counselling by telephone"
    )
    link = page_of(user.url).select_one(".part--related li a")["href"]
    assert link == f"{source.url}{ways[0]}"
    assert told(source.url, "section[aria-labelledby=blocks] dd li") == [
        "Help line in Ghent (Ghent)"
    ]
    assert "Uses a building block of it: Help line in Ghent" in told(
        source.url, ".part--related li"
    )
    # Found by its words; in the record as data, with the name for links.
    assert "free of charge" in str(SearchDocument.objects.get(key=source.record_id).data)
    data = Client().get(f"/api/v1/records/{source.record_id}").json()
    (first, _second) = data["texts"]["en"]["lists"]["blocks"]
    assert first == {
        "translation_key": ways[0].removeprefix("#block-"), "name": BLOCKS["blocks-0-name"],
        "told": BLOCKS["blocks-0-told"], "needs": BLOCKS["blocks-0-needs"],
    }  # fmt: skip
    (relation,) = Client().get(f"/api/v1/records/{user.record_id}").json()["relations"]
    assert relation == {
        "relation": "uses-block", "record": str(source.record_id),
        "block": ways[0].removeprefix("#block-"), "words": {},
    }  # fmt: skip
    # Taken down, it leaves neither name nor address on the other's page.
    _client, second = editor("second@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_down(source, second, "It has ended badly.")
    words = page_of(user.url).get_text()
    assert "Counselling by telephone" not in words
    assert "Info house" not in words
    assert there.write(record, "relations").status_code == 302


def test_a_block_keeps_its_address_however_often_it_is_reworded(official: Desk) -> None:
    source = with_blocks(official)
    before = [block.anchor for block in source.blocks.all()]
    for name in ("Help by telephone", "Help on the line"):
        assert official.write(source, "transfer", **{"blocks-0-name": name}).status_code == 302
        assert official.write(source, "transfer").status_code == 302
        source = publish(source)
        assert [block.anchor for block in source.blocks.all()] == before
        assert source.blocks.first().name == name
    assert BuildingBlock.objects.count() == 2


@pytest.mark.parametrize(
    "ending", ["", "#block-", "#block-00000000-0000-4000-8000-000000000000", "#x\x00"]
)
def test_what_names_no_block_of_that_record_is_kept_as_typed_and_said(
    official: Desk, site_tree: Any, ending: str
) -> None:
    source = with_blocks(official)
    there = desk(city(site_tree, "ghent", "BE"), "official@ghent.example")
    record = using(there, f"{source.url}{ending}")
    assert newest(record).links.count() == 0
    chapter = page_of(there.record_at(record, "write/relations/"), there.client).get_text()
    assert "Give the address of the building block itself" in chapter or "\x00" in ending
    # Put right, nothing is left to be said: rows that nobody wrote in are none.
    right = f"{source.url}#{source.blocks.first().anchor}"
    row = {"links-0-relation": "uses-block", "links-0-target": right}
    assert there.write(record, "relations", **row).status_code == 302
    assert [link.block for link in newest(record).links.all()] == [
        source.blocks.first().translation_key
    ]


def test_the_guard_reads_blocks_and_translators_are_asked_for_them(official: Desk) -> None:
    source = with_blocks(official)
    needs = {"blocks-1-needs": "Call Mette Hansen, +45 20 12 34 56."}
    assert official.write(source, "transfer", **needs).status_code == 302
    assert "blocks" in {found.field for found in findings(newest(source))}
    french = source.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    french = PracticePage.objects.get(pk=french.pk)
    assert untranslated_parts(french)["blocks"] == "some"
    # A translation that is older than a block, or than a link to one, shows it in the words of the original.
    french.blocks = []
    french.save_revision(clean=False).publish()
    heads = page_of(f"/fr{source.url[3:]}").select("section[aria-labelledby=blocks] h3")
    assert [(head.get("lang"), head.get_text(strip=True)) for head in heads] == [
        ("en", "Counselling by telephone"), ("en", "Training of teachers"),
    ]  # fmt: skip
