"""The index holds what the table holds, and a reader never sees anything that the table does not say."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from search import services
from search.engines.base import EngineUnavailable
from search.engines.elasticsearch import comparing, rebuilding
from search.engines.elasticsearch.mapping import fingerprint
from search.engines.elasticsearch.node import Condition, alias, availability, client
from search.engines.elasticsearch.ownership import owner
from search.engines.elasticsearch.pushing import Pusher, push_waiting, send, write_name
from search.models import SearchDocument, SearchFailure, SearchIndex
from tests.search.conftest import Library, api, push, titles

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.xdist_group("elasticsearch"),
    pytest.mark.usefixtures("elasticsearch"),
]


def run(command: str, *arguments: str) -> str:
    """What a command prints."""
    output = StringIO()
    call_command(command, *arguments, stdout=output)
    return output.getvalue()


def current() -> str:
    """The name of the index that is searched now."""
    return SearchIndex.objects.get(current=True).name


def indices() -> list[str]:
    """The indices of this test that exist in Elasticsearch."""
    return sorted(client().indices.get(index=f"{alias()}-*", features="aliases").body)


def test_what_was_unpublished_a_moment_ago_is_shown_nowhere(
    library: Library, find: Any, client: Client
) -> None:
    page = library.record("Hidden words", concepts=(library.exit,))
    other = library.record("Other words", concepts=(library.exit,))
    page.unpublish()  # and nothing pushed
    assert titles(find("words")) == ["Other words"]
    assert find("words").total == 1
    assert services.suggest("hidd", "en") == []
    assert services.similar(other.translation_key, "en") == []
    assert [
        hit.title
        for hit in services.records_by_code("theme", ["exit"], language="en", size=3)["exit"]
    ] == ["Other words"]
    assert [result["title"] for result in api(client, q="words")["results"]] == ["Other words"]


def test_what_was_changed_a_moment_ago_is_shown_as_it_is_now(library: Library, find: Any) -> None:
    page = library.record("The old title")
    page.title = "The fresh title"
    page.save_revision().publish()  # and nothing pushed
    assert titles(find("title")) == ["The fresh title"]


def test_a_document_that_the_table_does_not_know_is_left_out_and_deleted(
    library: Library, find: Any
) -> None:
    library.record("A record")
    known = client().get(index=alias(), id=str(SearchDocument.objects.get().key))["_source"]
    client().index(
        index=write_name(current()),
        id="00000000-0000-4000-8000-000000000000",
        document=known,
        refresh=True,
    )
    assert find("record").total == 1
    assert [reason for _key, reason in comparing.differences()] == [
        "is in the index but not in the table"
    ]
    mender = Pusher()
    mender.repair(key for key, _reason in comparing.differences())
    mender._mend()
    assert comparing.differences() == []


def test_a_poisoned_document_is_named_and_the_others_go_on(row: Any, find: Any) -> None:
    row({"en": ("First record", "")})
    poisoned = row({"en": ("Poisoned record", "")})
    row({"en": ("Last record", "")})
    poisoned.data["latitude"], poisoned.data["longitude"] = 1_000.0, 0.0
    poisoned.save()
    push()
    assert sorted(titles(find("record"))) == ["First record", "Last record"]
    failure = SearchFailure.objects.get()
    assert failure.key == poisoned.key
    assert "latitude" in failure.reason
    assert services.health().refused == 1
    assert push_waiting() == 0
    ((key, reason),) = comparing.differences()
    assert key == poisoned.key
    assert reason.startswith("is missing in the index (refused: ")

    poisoned.data["latitude"] = 10.0
    poisoned.save()
    comparing.repair([poisoned.key])
    assert SearchFailure.objects.count() == 0
    assert comparing.differences() == []


def test_a_late_write_never_overwrites_what_is_newer(row: Any, find: Any) -> None:
    early = row({"en": ("Early words", "")})
    push()
    late = SearchDocument.objects.get(pk=early.pk)
    late.version += 5
    late.data["texts"]["en"]["title"] = "Late words"
    send(current(), [late])
    send(current(), [early])
    stored = client().get(index=alias(), id=str(early.key))
    assert stored["_source"]["title"]["en"] == "Late words"


def test_a_late_write_never_brings_a_deleted_record_back(library: Library, find: Any) -> None:
    page = library.record("A record")
    before = SearchDocument.objects.get()
    client().indices.put_settings(index=current(), settings={"index.gc_deletes": "0s"})
    page.delete()
    push()
    send(current(), [before])
    client().indices.refresh(index=alias())
    assert find("record").total == 0
    assert comparing.differences() == []


def test_a_rebuild_catches_up_with_what_changes_meanwhile(row: Any, find: Any) -> None:
    for number in range(3):
        row({"en": (f"Record {number}", "")})
    gone = SearchDocument.objects.order_by("pk")[0]
    old = current()

    def edit(done: int, total: int) -> None:
        if done == total and not SearchDocument.objects.filter(kind="late").exists():
            late = row({"en": ("Record made meanwhile", "")})
            SearchDocument.objects.filter(pk=late.pk).update(kind="late")
            SearchDocument.objects.filter(pk=gone.pk).update(
                deleted=True, version=late.version + 1, data={}
            )

    rebuilding.rebuild(edit)
    assert sorted(titles(find("record"))) == ["Record 1", "Record 2", "Record made meanwhile"]
    assert comparing.differences() == []
    assert indices() == [current()]
    assert current() != old
    assert list(client().indices.get_alias(name=alias()).body) == [current()]


def test_a_rebuild_that_died_goes_on_where_it_was(row: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(rebuilding, "CHUNK", 2)
    for number in range(10):
        row({"en": (f"Record {number}", "")})

    def die(done: int, total: int) -> None:
        if done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(die)
    half = SearchIndex.objects.get(current=False)
    seen: list[int] = []
    rebuilding.rebuild(lambda done, total: seen.append(done))
    assert seen[0] == 6
    assert current() == half.name
    assert indices() == [half.name]
    assert comparing.differences() == []


def test_a_second_rebuild_is_refused_while_one_works(row: Any) -> None:
    another = f"{settings.ELASTICSEARCH_PREFIX}-records-another"
    now = timezone.now()
    SearchIndex.objects.create(name=another, owner=owner(), fingerprint="x", heartbeat=now)
    with pytest.raises(CommandError, match="Another rebuild is at work"):
        run("search_rebuild")
    long_ago = timezone.now() - rebuilding.DEAD_AFTER * 2
    SearchIndex.objects.filter(name=another).update(heartbeat=long_ago)
    assert "0 documents in the elasticsearch index." in run("search_rebuild")


def test_an_index_made_for_other_code_asks_for_a_rebuild(row: Any, find: Any) -> None:
    row({"en": ("A record", "")})
    push()
    client().indices.put_mapping(index=current(), meta={"fingerprint": "of another version"})
    assert availability.look() is Condition.NEEDS_REBUILD
    results = find("record")
    assert (results.engine, results.degraded, results.total) == ("embedded", True, 1)
    assert services.health().condition == "needs-rebuild"
    SearchIndex.objects.filter(current=True).update(fingerprint="of another version")
    assert "1 documents in the elasticsearch index." in run("search_rebuild", "--if-needed")
    assert find("record").engine == "elasticsearch"
    assert "The elasticsearch index is in place." in run("search_rebuild", "--if-needed")


def test_a_lost_index_is_never_made_again_by_a_write(row: Any, find: Any) -> None:
    client().indices.delete(index=current())
    row({"en": ("A record", "")})
    with pytest.raises(EngineUnavailable):
        push_waiting()
    assert indices() == []
    results = find("record")
    assert (results.engine, results.degraded, results.total) == ("embedded", True, 1)
    assert availability.look() is Condition.NEEDS_REBUILD
    run("search_rebuild")
    assert find("record").engine == "elasticsearch"


def test_a_full_disk_keeps_changes_waiting(row: Any, find: Any) -> None:
    """What Elasticsearch does at its flood stage: it takes no writes until there is room."""
    block = "index.blocks.read_only_allow_delete"
    client().indices.put_settings(index=current(), settings={block: True})
    made = row({"en": ("A record", "")})
    with pytest.raises(EngineUnavailable):
        push_waiting()
    assert services.health().waiting == 1
    assert SearchFailure.objects.count() == 0
    client().indices.put_settings(index=current(), settings={block: None})
    assert push_waiting(refresh=True) == 1
    assert services.health().waiting == 0
    assert [hit.id for hit in find("record").hits] == [str(made.key)]


def test_the_check_finds_and_mends_what_differs(row: Any) -> None:
    missing, old, same = (row({"en": (f"Record {number}", "")}) for number in range(3))
    push()
    client().delete(index=alias(), id=str(missing.key))
    SearchDocument.objects.filter(pk=old.pk).update(version=same.version + 1)
    found = dict(comparing.differences())
    assert found == {
        missing.key: "is missing in the index",
        old.key: f"is old in the index: version {old.version}, not {same.version + 1}",
    }
    comparing.repair(found)
    assert comparing.differences() == []


def test_an_index_ahead_of_a_restored_table_takes_what_the_table_says(row: Any) -> None:
    made = row({"en": ("A record", "")})
    push()
    SearchDocument.objects.filter(pk=made.pk).update(version=0)
    assert comparing.differences() == [
        (made.key, f"is newer in the index: version {made.version}, not 0")
    ]
    comparing.repair([made.key])
    assert comparing.differences() == []


def test_the_fingerprint_is_in_the_index() -> None:
    found = client().indices.get_mapping(index=alias()).body
    assert [index["mappings"]["_meta"] for index in found.values()] == [
        {"owner": owner(), "fingerprint": fingerprint()}
    ]


def test_the_worker_sends_what_waits(row: Any) -> None:
    row({"en": ("A record", "")})
    row({"en": ("Another one", "")})
    assert run("search_push", "--once") == "2 documents sent.\n"
    assert run("search_push", "--once") == "0 documents sent.\n"
