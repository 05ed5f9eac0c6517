"""Which version of a record is the original stands on its row: one answer, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from practices.models import PracticePage, Record
from practices.records.originals import only_originals, original_page, originals_of_all
from tests.factories import PracticePageFactory, locale
from tests.practices.writing import city

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    """Written in English, translated into French; both are public."""
    original: PracticePage = PracticePageFactory(
        parent=city(site_tree, "aarhus"), title="Mentors", slug="mentors", source_language="en"
    )
    version = french(original)
    version.description = "<p>Les mentors rencontrent les jeunes chaque semaine.</p>"
    version.save_revision().publish()
    return original


def french(record: PracticePage) -> PracticePage:
    found = PracticePage.objects.filter(
        translation_key=record.translation_key, locale__language_code="fr"
    ).first()
    made: PracticePage = found or record.copy_for_translation(locale("fr"), copy_parents=True)
    return made


def originals(record: PracticePage) -> set[str]:
    """What each way of asking says, by the language."""
    row = Record.objects.get(pages=record)
    found = only_originals(PracticePage.objects.filter(translation_key=record.translation_key))
    return {
        row.original_language,
        original_page(row).locale.language_code,
        *(page.locale.language_code for page in found),
    }


def test_the_first_page_is_the_original_until_something_else_is_public(site_tree: Any) -> None:
    page = PracticePageFactory(parent=city(site_tree, "aarhus"), source_language="", live=False)
    assert originals(page) == {"en"}
    page.source_language = "fr"
    page.save()
    version = french(page)
    assert originals(page) == {"en"}  # nothing of it is public
    page.save_revision().publish()
    assert originals(page) == {"fr"}
    assert version.locale.language_code == "fr"


def test_what_a_translation_says_of_the_language_of_the_work_decides_nothing(
    record: PracticePage,
) -> None:
    """A stale translation that is published again does not become the original."""
    version = french(record)
    version.source_language = "fr"
    version.save_revision().publish()
    assert originals(record) == {"en"}


def test_a_draft_of_the_original_decides_nothing(record: PracticePage) -> None:
    record.source_language = "fr"
    draft = record.save_revision()
    assert originals(record) == {"en"}
    draft.publish()
    assert originals(record) == {"fr"}


def test_a_version_whose_story_nobody_translated_becomes_no_original(record: PracticePage) -> None:
    """Its title may be French: what is done is told there in English."""
    version = french(record)
    version.description = record.description
    version.save_revision().publish()
    record.source_language = "fr"
    record.save_revision().publish()
    assert originals(record) == {"en"}


def test_where_the_original_is_deleted_the_oldest_version_takes_its_place(
    record: PracticePage,
) -> None:
    version = french(record)
    record.delete()
    assert originals(version) == {"fr"}
    assert [page.pk for page in originals_of_all()] == [version.pk]


def test_how_far_it_was_checked_is_said_alike_in_all_languages(record: PracticePage) -> None:
    """An editor judges the original; a translation made before shows that too."""
    record.refresh_from_db()
    record.scrutiny, record.scrutiny_by = "evaluated", "The university"
    record.is_editor_summary = False
    record.save_revision()
    assert shown(record, "fr") == ("submitted", "", True)  # nobody has published it
    record.get_latest_revision().publish()
    assert shown(record, "en") == shown(record, "fr") == ("evaluated", "The university", False)
    # An older version of the translation does not bring the old judgement back.
    version = french(record)
    version.latest_revision.publish()
    assert shown(record, "fr") == ("evaluated", "The university", False)


def shown(record: PracticePage, language: str) -> tuple[str, str, bool]:
    """Scrutiny, by whom, and whether the page says that the city did not write it."""
    context = Client().get(f"/{language}/cities/aarhus/mentors/").context
    notices = {notice["kind"] for notice in context["notices"]}
    return context["scrutiny"]["code"], context["scrutiny"]["by"], "editor-summary" in notices
