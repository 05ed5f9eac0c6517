"""Writing a document in the admin: numbers are unique and stand under numbers that exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from declarations.models import DocumentPage
from kb.models import User
from tests.factories import CityPageFactory, DocumentPageFactory

pytestmark = pytest.mark.django_db


def post(client: Client, site_tree: Any, *provisions: tuple[str, str]) -> Any:
    client.force_login(
        User.objects.create_superuser(
            "secretariat@example.org", "secretariat@example.org", "a long pass phrase"
        )
    )
    rows = [
        {"code": code, "parent_code": above, "kind": "commitment", "heading": f"Heading {code}"}
        for code, above in provisions
    ]
    names = ("official_texts", "related_documents", "endorsements", "sources", "comments")
    data = {
        "title": "A declaration",
        "slug": "a-declaration",
        "code": "a-declaration",
        "kind": "declaration",
        "status": "in-force",
        "provisions": inline_formset(rows),
        "action-publish": "1",
        **{name: inline_formset([]) for name in names},
    }
    address = f"/admin/pages/add/declarations/documentpage/{site_tree.documents.pk}/"
    return client.post(address, nested_form_data(data))


def provision_errors(response: Any) -> list[dict[str, list[str]]]:
    return [
        {name: list(errors) for name, errors in form.errors.items()}
        for form in response.context["form"].formsets["provisions"].forms
    ]


def test_numbers_that_fit_together_are_published(client: Client, site_tree: Any) -> None:
    post(client, site_tree, ("1", ""), ("2", ""), ("2.1", "2"))
    page = DocumentPage.objects.get()
    assert page.live
    assert [provision.full_code for provision in page.provisions.all()] == [
        "a-declaration/1",
        "a-declaration/2",
        "a-declaration/2.1",
    ]


def test_a_number_given_twice_is_refused_at_both_places(client: Client, site_tree: Any) -> None:
    response = post(client, site_tree, ("1", ""), ("1", ""))
    assert provision_errors(response) == [
        {"code": ["Two provisions have the number 1."]},
        {"code": ["Two provisions have the number 1."]},
    ]
    assert DocumentPage.objects.count() == 0


def test_a_provision_stands_under_one_that_exists(client: Client, site_tree: Any) -> None:
    response = post(client, site_tree, ("1", ""), ("2.1", "2"))
    assert provision_errors(response) == [
        {},
        {"parent_code": ["There is no provision 2 here."]},
    ]


def test_two_documents_or_cities_cannot_share_a_code(site_tree: Any) -> None:
    document = DocumentPageFactory(parent=site_tree.documents, code="plan", slug="plan")
    with pytest.raises(ValidationError, match="has this code already"):
        DocumentPageFactory(parent=site_tree.documents, code="plan", slug="another")
    CityPageFactory(parent=site_tree.cities, code="aarhus", slug="aarhus")
    with pytest.raises(ValidationError, match="has this code already"):
        CityPageFactory(parent=site_tree.cities, code="aarhus", slug="arhus")
    french = Locale.objects.get(language_code="fr")
    document = DocumentPage.objects.get(pk=document.pk)
    assert document.copy_for_translation(french, copy_parents=True).code == "plan"
