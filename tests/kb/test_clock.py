"""Whatever a public page shows: once it is changed, the next reader sees it, page kept ready or not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import models
from django.test import Client
from django_countries.fields import CountryField

from declarations.models import DocumentPage
from kb.models import CityPage, Concept, InformationPage
from kb.texts.rich_text import SafeRichTextField
from practices.models import PracticePage, StudyVisitReportPage, TrainingProgrammePage
from practices.records.freshness import archive, bring_back, confirm_record
from practices.records.life import tell_readers
from practices.submission.people.contact import end_contact
from tests.factories import (
    ConceptFactory,
    DocumentPageFactory,
    InformationPageFactory,
    PracticePageFactory,
    StudyVisitReportPageFactory,
    TrainingProgrammePageFactory,
)
from tests.kb.site.test_ready_pages import pages_are_kept  # noqa: F401  (a fixture for each test)
from tests.practices.writing import city, desk, editor

pytestmark = pytest.mark.django_db

MADE = {
    PracticePage: PracticePageFactory,
    TrainingProgrammePage: TrainingProgrammePageFactory,
    StudyVisitReportPage: StudyVisitReportPageFactory,
    DocumentPage: DocumentPageFactory,
    InformationPage: InformationPageFactory,
    CityPage: None,
}
# Where and what a page is; changed by moving, publishing and translating, which have tests of their own.
OF_THE_TREE = {
    "id", "path", "depth", "numchild", "translation_key", "url_path", "slug", "live", "code", "go_live_at",
    "expire_at", "expired", "locked", "locked_at", "latest_revision_created_at", "draft_title",
    "has_unpublished_changes",
}  # fmt: skip


def another(field: Any, value: Any) -> Any:
    """A value that the field does not have; None where there is none to be tried."""
    if isinstance(field, CountryField):
        return ["FI"] if field.multiple else "FI"
    if field.choices:
        return next((code for code, _label in field.flatchoices if code and code != value), None)
    if isinstance(field, SafeRichTextField):
        return "<p>Zebrazebra.</p>"
    if isinstance(field, models.EmailField):
        return "zebra@aarhus.example"
    if isinstance(field, models.URLField):
        return "https://zebra.example/"
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateTimeField | models.JSONField | models.UUIDField):
        return None
    if isinstance(field, models.DateField):
        return date(2031, 5, 4)
    if isinstance(field, models.IntegerField | models.FloatField):
        return 2031 if "year" in field.name or "period" in field.name else 77
    if isinstance(field, models.CharField | models.TextField):
        return "Zebrazebra"[: field.max_length or 10]
    return None


def shown(address: str) -> bytes:
    return bytes(Client().get(address).content)


def assert_next_reader_sees_it(address: str) -> None:
    kept = shown(address)
    caches["pages"].clear()
    assert kept == shown(address)


@pytest.mark.parametrize("model", MADE, ids=lambda model: str(model.__name__))
def test_each_field_of_a_public_page(site_tree: Any, model: Any) -> None:
    aarhus = city(site_tree, "aarhus")
    factory: Any = MADE[model]
    parent: Any = {DocumentPage: site_tree.documents, InformationPage: site_tree.home}.get(
        model, aarhus
    )
    page = factory(parent=parent, title="Mentors", slug="mentors") if factory else aarhus
    tried = []
    for field in model._meta.concrete_fields:
        if field.is_relation or field.name in OF_THE_TREE:
            continue
        now = model.objects.get(pk=page.pk)
        value = another(field, getattr(now, field.name))
        if value is None:
            continue
        shown(now.url)
        setattr(now, field.name, value)
        now.save(clean=False, update_fields=[field.attname])
        assert_next_reader_sees_it(now.url)
        tried.append(field.name)
    assert {"title", "search_description"} <= set(tried)


def test_words_of_the_vocabulary(site_tree: Any) -> None:
    concept = ConceptFactory(code="mentoring", labels={"en": "Mentoring"})
    page = PracticePageFactory(parent=city(site_tree, "aarhus"), concepts=[concept])
    page.save_revision().publish()
    for labels in ({"en": "Zebras"}, {"en": "Zebras again"}):
        shown(page.url)
        again = Concept.objects.get(pk=concept.pk)
        again.labels = labels
        again.save()
        assert labels["en"].encode() in shown(page.url)
        assert_next_reader_sees_it(page.url)


def test_each_verb_of_ours_that_changes_a_public_record(site_tree: Any) -> None:
    aarhus = city(site_tree, "aarhus")
    official = desk(aarhus, "official@aarhus.example")
    page = PracticePageFactory(
        parent=aarhus,
        is_editor_summary=False,
        review_by=date(2020, 1, 1),
        contact_email="office@aarhus.example",
        contact_consent_on=date(2026, 1, 1),
        contact_expires_on=date(2099, 1, 1),
    )

    def now() -> Any:
        return PracticePage.objects.get(pk=page.pk)

    assert b"office@aarhus.example" in shown(page.url)
    end_contact(now())
    assert b"office@aarhus.example" not in shown(page.url)
    archive(date(2026, 11, 28))
    assert b"Archived on" in shown(page.url)
    bring_back(now(), editor("reader@example.org")[1])
    assert b"Archived on" not in shown(page.url)
    now().record.change(review_by=date(2020, 1, 1))
    tell_readers(now().record)
    assert b"should have been reviewed" in shown(page.url)
    confirm_record(now(), official.user)
    assert b"should have been reviewed" not in shown(page.url)
    assert_next_reader_sees_it(page.url)
