"""What many tests stand on."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save
from django.template import Context
from django.template.base import Template
from django.test import TestCase
from django.utils import translation
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page, Site

from declarations.models import DocumentIndexPage
from kb.models import CityIndexPage, HomePage
from search.table.waiting import Builder, build_waiting
from tests import factories
from tests.two_at_once import copied_database  # noqa: F401  (for every test that asks)

# What a test asks for that takes its time: fixtures, marks, and what its file imports.
SLOW = {"django_db", "django_db_setup", "db", "browser", "elasticsearch", "node", "subprocess"}
# The templates of single widgets: a page of forms is made of thousands.
OF_WIDGETS = ("django/forms/", "wagtailadmin/widgets/")


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Files and long texts are not written into the names of tests: workers compare them, all 20 MB."""
    if isinstance(val, bytes):
        return argname
    if isinstance(val, str) and len(val) > 60:
        return f"{val[:30]}…"
    return None


def pytest_configure(config: pytest.Config) -> None:
    """Python looks for rubbish less often: pages of forms make many objects that go by themselves."""
    gc.set_threshold(50_000, 10, 10)


def pytest_report_header(config: pytest.Config) -> str | None:
    """What this run leaves out is said at its head."""
    if "not audit" in config.option.markexpr:
        return "THE FULL MATRIX IS NOT RUN HERE: tests marked audit are run by make audit alone."
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as ``fast`` what asks for no database, browser, node or other process (``make test-fast``)."""
    for item in items:
        asks_for = {
            *getattr(item, "fixturenames", ()),
            *(mark.name for mark in item.iter_markers()),
            *vars(getattr(item, "module", object)),
        }
        if not asks_for & SLOW:
            item.add_marker(pytest.mark.fast)


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


@pytest.fixture(scope="session", autouse=True)
def widgets_leave_no_context(django_test_environment: None) -> Iterator[None]:
    """What a response remembers for ``response.context`` is that of pages and their parts, not of widgets."""
    reported = Template._render

    def render(template: Template, context: Context) -> str:
        if (template.name or "").startswith(OF_WIDGETS):
            return str(template.nodelist.render(context))
        return str(reported(template, context))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Template, "_render", render)
        yield


@pytest.fixture(scope="session")
def what_is_loaded_stays() -> None:
    """Modules are no rubbish: whoever looks for some among the many objects of migrations leaves them out."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(
    what_is_loaded_stays: None, django_db_setup: None, django_db_blocker: Any
) -> None:
    """The pages that most tests stand on are made once: each test sees them, and undoes what it changes."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Builder, "wake", lambda self: build_waiting())
        if not HomePage.objects.exists():
            make_site_tree()
    gc.collect()
    gc.freeze()  # what is there now stays to the end, and is not looked through again


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


@pytest.fixture(scope="session", autouse=True)
def no_admin_index(django_test_environment: None) -> None:
    """Wagtail's own index, which is not written here, is not asked at each save whether it is."""
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@pytest.fixture
def admin_index(settings: Any) -> Iterator[None]:
    """Wagtail's own index is written with each save, as on a real site: for what searches in the admin."""
    settings.WAGTAILSEARCH_BACKENDS = {
        "default": {**settings.WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": True}
    }
    for model in get_indexed_models():
        post_save.connect(post_save_signal_handler, sender=model)
    yield
    for model in get_indexed_models():
        post_save.disconnect(post_save_signal_handler, sender=model)


@pytest.fixture
def no_site(db: None) -> Iterator[None]:
    """No page of this site, for one test (``without_a_site``)."""
    with without_a_site():
        yield


@contextmanager
def loaded_once(django_db_blocker: Any, load: Callable[[], object]) -> Iterator[None]:
    """Content for all tests of a file: what one of them changes is undone with it, all with the last."""
    with django_db_blocker.unblock(), transaction.atomic(), without_a_site():
        with pytest.MonkeyPatch.context() as patch, TestCase.captureOnCommitCallbacks(execute=True):
            patch.setattr(Builder, "wake", lambda self: build_waiting())
            load()
        yield
        transaction.set_rollback(True)


@contextmanager
def without_a_site() -> Iterator[None]:
    """The welcome page alone, as Wagtail's migrations leave it: for what makes pages of its own."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.specific.delete()
    root = Page.get_first_root_node()
    welcome = root.add_child(instance=Page(title="Welcome", slug="home"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    yield
    # Where sites begin is kept in memory; what comes after stands on the pages of all tests again.
    Site.clear_site_root_paths_cache()
