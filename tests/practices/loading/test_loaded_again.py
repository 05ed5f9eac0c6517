"""Content that is loaded, and loaded again: once, and never over somebody's edits."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from declarations.models import DocumentPage
from kb.models import Concept
from practices.models import PracticePage
from tests.conftest import loaded_once
from tests.practices.loading.test_load_content import few_files, load

# One worker loads once for all of them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("loaded again")]


@pytest.fixture(scope="module", autouse=True)
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The files of three records, which are loaded: what a test changes is undone with the test."""
    files = few_files()
    folder = tmp_path_factory.mktemp("content")
    with loaded_once(django_db_blocker, lambda: load(folder, files)):
        yield files


@pytest.fixture
def files(loaded: dict[str, Any]) -> dict[str, Any]:
    """A copy to be changed."""
    return copy.deepcopy(loaded)


@pytest.mark.both
def test_everything_is_there_public_and_found(client: Client) -> None:
    assert Concept.objects.count() == 133
    assert set(DocumentPage.objects.values_list("code", flat=True)) >= {"aarhus-declaration"}
    page = PracticePage.objects.get(slug="aarhus-model-info-house", locale__language_code="en")
    assert page.live
    assert page.is_editor_summary
    assert page.sources.count() >= 1
    response = client.get("/en/cities/aarhus/aarhus-model-info-house/")
    assert "This is an editor" in response.content.decode()
    assert "The Aarhus model" in client.get("/api/v1/search?q=exit").content.decode()


def test_what_the_sources_say_of_the_evidence_is_judged_with_a_reason() -> None:
    record = PracticePage.objects.get(slug="aarhus-model-info-house", locale__language_code="en")
    assert record.evidence_level.code == "ev-2-monitored"
    assert {rating.dimension: rating.strength for rating in record.evidence_ratings.all()} == {
        "effect": "weak",
        "mechanism": "moderate",
        "moderators": "weak",
        "implementation": "moderate",
        "economics": "not-known",
    }
    assert (
        record.evidence_ratings.get(dimension="economics").reason == "No budget figure was found."
    )


def test_a_second_run_changes_nothing_and_asks_little(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    before = list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk"))
    with CaptureQueriesContext(connection) as queries:
        printed = load(tmp_path, files)
    assert printed.startswith("Nothing changed (")
    assert list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk")) == before
    assert len(queries) <= 126


def test_an_edit_made_since_is_kept_and_named(tmp_path: Path, files: dict[str, Any]) -> None:
    page = PracticePage.objects.get(locale__language_code="en")
    page.title = "Edited in the admin"
    page.save_revision().publish()
    files["records.yaml"]["practices"][0]["summary"] = "Another summary, written later in the file."
    printed = load(tmp_path, files)
    assert "kept as edited: record:aarhus-model-info-house:en" in printed
    page.refresh_from_db()
    assert page.title == "Edited in the admin"


@pytest.mark.both
def test_a_change_in_the_file_reaches_what_nobody_has_edited(
    tmp_path: Path, files: dict[str, Any]
) -> None:
    files["records.yaml"]["practices"][0]["summary"] = "Another summary, written later in the file."
    printed = load(tmp_path, files)
    assert printed.startswith("0 created, 6 updated, 0 kept as edited,")
    page = PracticePage.objects.get(locale__language_code="en")
    assert page.summary == "Another summary, written later in the file."
