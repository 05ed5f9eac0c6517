"""A page with lists is kept only when the engine's answers show all that the table has."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from search import services
from search.models import SearchDocument
from tests.search.conftest import Library

pytestmark = pytest.mark.django_db


def test_the_embedded_engine_answers_from_the_table_itself(library: Library) -> None:
    library.record("Mentors")
    assert services.is_settled()


@pytest.mark.usefixtures("elasticsearch")
@pytest.mark.elasticsearch
@pytest.mark.xdist_group("elasticsearch")
def test_elasticsearch_finds_what_was_sent_a_moment_later(library: Library) -> None:
    page = library.record("Mentors")
    assert not services.is_settled()
    SearchDocument.objects.update(updated_at=timezone.now() - timedelta(seconds=3))
    assert services.is_settled()
    page.title = "Mentors anew"
    with library.run_callbacks(execute=True):
        page.save_revision().publish()
    SearchDocument.objects.update(updated_at=timezone.now() - timedelta(seconds=3))
    assert not services.is_settled(), "It was written and not yet sent."
