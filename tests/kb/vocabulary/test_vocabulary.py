"""Concepts: an honest listing, no deletion of what is used, merging that loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kb.models import Concept
from kb.vocabulary.merging import merge_concepts, usage
from practices.models import PracticePage
from tests.factories import CityPageFactory, ConceptFactory, PracticePageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def mentoring() -> Concept:
    return ConceptFactory(
        code="mentoring",
        facet="method",
        labels={"en": "Mentoring", "de": "Mentoring", "fr": "Mentorat"},
        synonyms={"en": ["buddy scheme"]},
    )


@pytest.fixture
def coaching() -> Concept:
    return ConceptFactory(
        code="coaching", facet="method", labels={"en": "Coaching", "de": "Begleitung"}
    )


@pytest.fixture
def record(site_tree: Any) -> PracticePage:
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", code="aarhus", slug="aarhus")
    return PracticePageFactory(parent=city, title="Mentors for young people")


def test_usage_counts_records(record: PracticePage, mentoring: Concept, coaching: Concept) -> None:
    record.concepts.set([mentoring])
    record.save()
    assert usage(mentoring) == 1
    assert usage(coaching) == 0


def test_merging_moves_records_and_keeps_the_words(
    record: PracticePage, mentoring: Concept, coaching: Concept
) -> None:
    record.concepts.set([mentoring, coaching])
    record.save_revision().publish()
    assert merge_concepts(coaching, mentoring) == 0
    mentoring.refresh_from_db()
    assert [concept.code for concept in record.concepts.model.objects.all()] == ["mentoring"]
    assert list(PracticePage.objects.get().concepts.values_list("code", flat=True)) == ["mentoring"]
    assert mentoring.synonyms == {"en": ["buddy scheme", "Coaching"], "de": ["Begleitung"]}


def test_merging_moves_what_only_a_draft_has_chosen(
    record: PracticePage, mentoring: Concept, coaching: Concept
) -> None:
    record.save_revision().publish()
    draft = PracticePage.objects.get()
    draft.concepts.set([coaching])
    draft.save_revision()
    merge_concepts(coaching, mentoring)
    PracticePage.objects.get().get_latest_revision().publish()
    assert list(PracticePage.objects.get().concepts.values_list("code", flat=True)) == ["mentoring"]


def test_merging_is_found_by_search_at_once(
    client: Client, record: PracticePage, mentoring: Concept, coaching: Concept
) -> None:
    record.concepts.set([coaching])
    record.save_revision().publish()
    assert client.get("/api/v1/search?method=coaching").json()["total"] == 1
    merge_concepts(coaching, mentoring)
    assert client.get("/api/v1/search?method=mentoring").json()["total"] == 1
    assert client.get("/api/v1/search?q=Begleitung&lang=de").json()["total"] == 1


def test_concepts_of_different_facets_are_not_merged(mentoring: Concept) -> None:
    school = ConceptFactory(code="school", facet="setting")
    with pytest.raises(ValidationError, match="same facet"):
        merge_concepts(school, mentoring)


def test_a_concept_is_not_merged_into_one_below_it(mentoring: Concept) -> None:
    below = ConceptFactory(code="peer-mentoring", facet="method", broader=mentoring)
    with pytest.raises(ValidationError, match="other way"):
        merge_concepts(mentoring, below)


def test_a_concept_cannot_be_broader_than_itself(mentoring: Concept, coaching: Concept) -> None:
    coaching.broader = mentoring
    coaching.save()
    mentoring.broader = coaching
    with pytest.raises(ValidationError, match="broader than itself"):
        mentoring.full_clean()


def test_a_concept_in_use_is_not_deleted_but_offered_for_merging(
    admin_client: Client, record: PracticePage, mentoring: Concept
) -> None:
    record.concepts.set([mentoring])
    record.save()
    response = admin_client.post(reverse("concepts:delete", args=[mentoring.pk]), follow=True)
    assert Concept.objects.filter(code="mentoring").exists()
    assert response.redirect_chain[0][0] == reverse("concepts:merge", args=[mentoring.pk])
    assert "is used 1 time and cannot be deleted" in response.content.decode()


def test_an_unused_concept_is_deleted(admin_client: Client, coaching: Concept) -> None:
    admin_client.post(reverse("concepts:delete", args=[coaching.pk]))
    assert not Concept.objects.filter(code="coaching").exists()


def test_concepts_are_merged_in_the_admin(
    admin_client: Client, mentoring: Concept, coaching: Concept
) -> None:
    address = reverse("concepts:merge", args=[coaching.pk])
    assert "Begleitung" not in admin_client.get(address).content.decode()
    response = admin_client.post(address, {"target": mentoring.pk}, follow=True)
    assert "was merged into" in response.content.decode()
    assert not Concept.objects.filter(code="coaching").exists()


def test_the_listing_shows_usage_and_is_filtered_and_searched(
    admin_index: None,
    admin_client: Client,
    record: PracticePage,
    mentoring: Concept,
    coaching: Concept,
) -> None:
    ConceptFactory(code="school", facet="setting", labels={"en": "School"})
    record.concepts.set([mentoring])
    record.save()
    listing = reverse("concepts:index")
    everything = admin_client.get(listing).content.decode()
    assert "Mentoring" in everything
    assert "School" in everything
    filtered = admin_client.get(listing, {"facet": "setting"}).content.decode()
    assert "School" in filtered
    assert "Mentoring" not in filtered
    searched = admin_client.get(listing, {"q": "Begleitung"}).content.decode()
    assert "Coaching" in searched
    assert "School" not in searched


def test_the_listing_asks_the_database_as_often_for_many_concepts_as_for_few(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(40):
        ConceptFactory(code=f"concept-{number}", facet="theme")
    with django_assert_max_num_queries(25):
        admin_client.get(reverse("concepts:index"))


def test_a_person_without_rights_cannot_merge(
    client: Client, django_user_model: type, mentoring: Concept, coaching: Concept
) -> None:
    client.force_login(
        django_user_model.objects.create_user("reader", "reader@example.org", "a long password")
    )
    client.post(reverse("concepts:merge", args=[coaching.pk]), {"target": mentoring.pk})
    assert Concept.objects.filter(code="coaching").exists()


def test_an_address_with_the_code_of_a_merged_concept_leads_to_what_it_became(
    client: Client, site_tree: Any
) -> None:
    oldest = ConceptFactory(code="imams", labels={"en": "Imams"})
    older = ConceptFactory(code="clergy", labels={"en": "Clergy"})
    kept = ConceptFactory(code="religion", labels={"en": "Religious leaders"})
    merge_concepts(oldest, older)
    merge_concepts(older, kept)
    page = client.get("/en/search/?theme=imams").content.decode()
    assert "about Religious leaders" in page
    assert "Not understood" not in page
