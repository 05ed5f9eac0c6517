"""What many tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.utils import translation
from wagtail.models import Site

from declarations.models import DocumentIndexPage
from kb.models import CityIndexPage, HomePage
from search.waiting import Builder, build_waiting
from tests import factories


@dataclass
class SiteTree:
    """The pages under which tests put theirs."""

    home: HomePage
    cities: CityIndexPage
    documents: DocumentIndexPage


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English: a request leaves the language of its address behind."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def documents_are_built_at_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of its own would not see what a test has not committed."""
    monkeypatch.setattr(Builder, "wake", lambda self: build_waiting())


@pytest.fixture
def site_tree(db: None) -> SiteTree:
    """Six languages with a home page each; in English the lists of cities and of documents."""
    root = factories.root_page()
    home = factories.HomePageFactory(parent=root, slug="home")
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for language, _name in settings.LANGUAGES[1:]:
        translated = home.copy_for_translation(factories.locale(language))
        translated.save_revision().publish()
    return SiteTree(
        home=home,
        cities=factories.CityIndexPageFactory(parent=home),
        documents=factories.DocumentIndexPageFactory(parent=home),
    )
