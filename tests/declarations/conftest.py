"""A document and records that answer it."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Locale

from declarations.models import DocumentPage, Provision
from tests.search.conftest import Library


@pytest.fixture
def library(site_tree: Any, django_capture_on_commit_callbacks: Any) -> Library:
    """Cities, and the document ``aarhus-declaration`` with the provisions 1, 2 (a heading) and 2.1."""
    return Library(site_tree, django_capture_on_commit_callbacks)


def in_french(document: DocumentPage, *codes: str, is_summary: bool = True) -> DocumentPage:
    """A published French version of a document that has these of its provisions."""
    original = DocumentPage.objects.get(pk=document.pk)
    page = original.copy_for_translation(Locale.objects.get(language_code="fr"), copy_parents=True)
    page.title, page.is_summary = "Déclaration d’Aarhus", is_summary
    page.provisions = [
        Provision(
            locale=page.locale,
            code=code,
            kind="commitment",
            heading=f"Titre {code}",
            text=f"Texte {code}",
        )
        for code in codes
    ]
    page.save_revision().publish()
    return DocumentPage.objects.get(pk=page.pk)
