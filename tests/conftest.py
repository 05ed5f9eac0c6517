"""What many tests stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation
from wagtail.models import Page, Site

from declarations.models import DocumentIndexPage
from kb.models import CityIndexPage, HomePage
from search.table.waiting import Builder, build_waiting
from tests import factories


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Files and long texts are not written into the names of tests: workers compare them, all 20 MB."""
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and len(val) > 60:
        return f"{val[:30]}…"
    return None


# Files whose tests ask for nothing that one database answers otherwise than another: words, files, pictures,
# what stands on a page. ``make test`` alone runs them.
ANY_DATABASE = {
    "kb/test_catalogues.py",
    "kb/test_csv_files.py",
    "kb/test_edit_distance.py",
    "kb/test_full_disk.py",
    "kb/test_import_dictionary.py",
    "kb/test_kinds_of_files.py",
    "kb/test_lexicon_file.py",
    "kb/test_line_ends.py",
    "kb/test_photo_cleaning.py",
    "kb/test_written_text.py",
    "kb/test_notes_on_names.py",
    "kb/test_rich_text.py",
    "kb/test_styleguide.py",
    "kb/test_time_zones.py",
    "kb/test_wagtails_mails.py",
    "practices/test_attachments.py",
    "practices/test_completeness.py",
    "practices/test_check_texts.py",
    "practices/test_guard.py",
    "practices/test_guard_doors.py",
    "practices/test_guard_fresh.py",
    "practices/test_word_text.py",
    "practices/test_import.py",
    "practices/test_links.py",
    "practices/test_pictures.py",
    "practices/test_printing.py",
    "practices/test_provenance.py",
    "practices/test_record_migration.py",
    "practices/test_record_page.py",
    "practices/test_uploads.py",
    "test_access_matrix.py",
    "test_docs.py",
    "test_every_mail.py",
    "test_headers.py",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark those tests, so that the run on PostgreSQL can leave them out."""
    folder = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(folder) and (
            str(item.path.relative_to(folder)) in ANY_DATABASE
        ):
            item.add_marker(pytest.mark.any_database)


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The pages that most tests stand on are made once: each test sees them, and undoes what it changes."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Builder, "wake", lambda self: build_waiting())
        if not HomePage.objects.exists():
            make_site_tree()


def make_site_tree() -> None:
    """Six languages with a home page each; in English the lists of cities and of documents."""
    home = factories.HomePageFactory(parent=factories.root_page(), slug="home")
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for language, _name in settings.LANGUAGES[1:]:
        translated = home.copy_for_translation(factories.locale(language))
        translated.save_revision().publish()
    factories.CityIndexPageFactory(parent=home)
    factories.DocumentIndexPageFactory(parent=home)


@pytest.fixture
def site_tree(db: None) -> SiteTree:
    """The pages that every test finds (``make_site_tree``)."""
    return SiteTree(
        home=HomePage.objects.get(slug="home", locale__language_code="en"),
        cities=CityIndexPage.objects.get(),
        documents=DocumentIndexPage.objects.get(),
    )


@pytest.fixture
def no_site(db: None) -> None:
    """The welcome page alone, as Wagtail's migrations leave it: for what makes pages of its own."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.specific.delete()
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
