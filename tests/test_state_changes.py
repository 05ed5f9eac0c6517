"""Nothing changes without the visitor's own form; no translation goes live by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from kb.models import Concept, FruitlessSearch, User, Word
from tests.factories import CityPageFactory, ConceptFactory, PracticePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(site_tree: Any) -> Any:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus")
    return PracticePageFactory(parent=city, title="Mentors", slug="mentors")


@pytest.fixture
def strict(admin_user: User) -> Client:
    """A signed-in administrator whose forms are checked for their token."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    return client


def test_no_state_changes_without_the_token_of_the_form(strict: Client, record: Any) -> None:
    concept = ConceptFactory(code="exit")
    other = ConceptFactory(code="way-out")
    word = Word.objects.create(code="prisoner", forms={"en": ["prisoner"], "de": ["Häftling"]})
    sought = FruitlessSearch.objects.create(
        week="2026-11-23", language="de", words="knastarbeit", visitors=3
    )
    for address in (
        "/admin/logout/",
        f"/admin/pages/{record.pk}/edit/",
        f"/admin/pages/{record.pk}/unpublish/",
        f"/admin/pages/{record.pk}/delete/",
        f"/admin/pages/{record.pk}/privacy/",
        f"/admin/pages/add/practices/practicepage/{record.get_parent().pk}/",
        f"/admin/concepts/delete/{concept.pk}/",
        f"/admin/concepts/merge/{concept.pk}/",
        f"/admin/words/delete/{word.pk}/",
        f"/admin/words/merge/{word.pk}/",
        "/admin/words/import/",
        f"/admin/words/fruitless/{sought.pk}/",
        "/en/account/login/",
        "/en/account/logout/",
        "/en/my-city/aarhus/people/",
    ):
        for headers in ({}, {"Origin": "https://evil.example"}):
            response = strict.post(address, {"target": other.pk}, headers=headers)
            assert response.status_code == 403, address
    record.refresh_from_db()
    assert record.live
    assert Concept.objects.count() == 2
    assert Word.objects.count() == 1
    assert FruitlessSearch.objects.count() == 1


def test_reading_an_address_never_changes_anything(strict: Client, record: Any) -> None:
    for name in ("unpublish", "delete", "privacy"):
        strict.get(f"/admin/pages/{record.pk}/{name}/")
    record.refresh_from_db()
    assert record.live


def translate(page: Any, language: str) -> Any:
    """Submit a page for translation as wagtail-localize's button does."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    locale = Locale.objects.get(language_code=language)
    translation = Translation.objects.create(source=source, target_locale=locale)
    for parent in page.get_ancestors().specific():
        if not parent.is_root() and not parent.has_translation(locale):
            parent.copy_for_translation(locale, copy_parents=True, alias=True)
    translation.save_target(publish=False)
    return translation


def test_submitting_for_translation_makes_a_draft_with_facts_in_step(
    client: Client, record: Any
) -> None:
    concept = ConceptFactory(code="exit")
    record.concepts = [concept]
    record.status = "ongoing"
    record.save_revision().publish()
    record.refresh_from_db()
    translation = translate(record, "fr")
    french = translation.get_target_instance()
    assert french.live is False
    assert [code.code for code in french.concepts.all()] == ["exit"]
    assert french.status == "ongoing"
    page = client.get("/fr/cities/aarhus/mentors/")
    assert page.status_code == 200
    assert "notice--language" in page.content.decode()


def test_a_new_version_of_the_original_never_publishes_its_translation(
    client: Client, record: Any
) -> None:
    translation = translate(record, "fr")
    record.title = "Mentors, second version"
    record.save_revision().publish()
    record.refresh_from_db()
    translation.source.update_from_db()
    translation.save_target(publish=False)
    assert translation.get_target_instance().live is False


def test_unpublishing_the_original_leaves_a_reviewed_translation_to_its_editors(
    client: Client, record: Any
) -> None:
    translation = translate(record, "fr")
    french = translation.get_target_instance()
    french.save_revision().publish()
    record.unpublish()
    french.refresh_from_db()
    assert french.live is True
