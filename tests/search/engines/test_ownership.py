"""One index belongs to one installation: a restored copy harms no other (on the real node)."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.engines.elasticsearch import comparing, mapping
from search.engines.elasticsearch.node import Condition, alias, availability, client
from search.engines.elasticsearch.pushing import push_waiting
from search.engines.elasticsearch.rebuilding import is_current, rebuild
from search.models import SearchDocument, SearchIndex

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.elasticsearch,
    pytest.mark.xdist_group("elasticsearch"),
    pytest.mark.usefixtures("elasticsearch"),
]
COPY = "https://copy.example.org"


def silent(_done: int, _total: int) -> None:
    """No bar."""


def documents(index: str) -> int:
    client().indices.refresh(index=index)
    return int(client().count(index=index)["count"])


@pytest.fixture
def production(library: Any) -> str:
    """The name of an index with one record, as production left it in a dump."""
    library.record("Exit counselling in Aarhus")
    rebuild(silent)
    return SearchIndex.objects.get(current=True).name


def test_a_copy_with_a_prefix_of_its_own_leaves_productions_index(
    production: str, library: Any, settings: Any
) -> None:
    prefix = settings.ELASTICSEARCH_PREFIX
    settings.WAGTAILADMIN_BASE_URL = COPY
    settings.ELASTICSEARCH_PREFIX = f"{prefix}-staging"
    # Before anything is rebuilt the copy already edits: nothing of that reaches production.
    library.record("Written on the copy")
    push_waiting()
    assert documents(production) == 1
    assert not is_current()
    rebuild(silent)
    try:
        assert client().indices.exists(index=production)
        assert client().indices.exists_alias(name=f"{prefix}-records", index=production)
        assert documents(production) == 1
        assert documents(alias()) == 2
        assert SearchIndex.objects.get().name.startswith(f"{prefix}-staging-records-")
    finally:
        settings.ELASTICSEARCH_PREFIX = prefix


def test_a_copy_with_the_same_prefix_is_refused_and_writes_nothing(
    production: str, library: Any, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = COPY
    library.record("Written on the copy")
    push_waiting()
    assert documents(production) == 1
    assert availability.look() is Condition.FOREIGN
    with pytest.raises(
        CommandError, match=r"belongs to another installation .*ELASTICSEARCH_PREFIX"
    ):
        call_command("search_rebuild", stdout=StringIO())
    assert client().indices.exists(index=production)
    assert documents(production) == 1


def test_a_site_that_moved_takes_its_index_over(production: str, settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = COPY
    call_command("search_rebuild", take_over=True, stdout=StringIO())
    assert SearchIndex.objects.get().name != production
    assert documents(alias()) == 1
    assert availability.look() is Condition.READY
    assert client().indices.exists(index=production)


def test_the_same_site_restored_rebuilds_without_a_question(production: str) -> None:
    SearchIndex.objects.all().delete()  # a dump from before the index was made
    rebuild(silent)
    assert SearchIndex.objects.get().name != production
    assert not client().indices.exists(index=production)


def test_old_code_sends_nothing_to_an_index_of_another_form(
    production: str, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapping, "BODY_VERSION", mapping.BODY_VERSION + 1)
    library.record("Published while the code is exchanged")
    push_waiting()
    assert documents(production) == 1
    monkeypatch.undo()
    push_waiting()
    assert documents(production) == 2


def test_a_document_in_an_old_form_is_a_difference_and_is_mended(production: str) -> None:
    assert comparing.differences() == []
    row = SearchDocument.objects.get()
    old = {**mapping.body(row), "weight": 7.0}
    client().index(
        index=production, id=str(row.key), document=old, version=row.version,
        version_type="external_gte", refresh=True,
    )  # fmt: skip
    assert comparing.differences() == [
        (row.key, "has other content in the index, or content in another form")
    ]
    comparing.repair([row.key])
    client().indices.refresh(index=production)
    assert comparing.differences() == []
