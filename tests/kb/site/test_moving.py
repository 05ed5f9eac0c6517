"""A page of text is moved with its language versions, or stays where it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from kb.models import InformationPage, User
from tests.factories import InformationPageFactory, locale

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def administrator(db: None) -> Client:
    user = User.objects.create_superuser(
        "admin@example.org", "admin@example.org", "a long password"
    )
    client = Client()
    client.force_login(user)
    return client


def page(site_tree: Any, slug: str) -> InformationPage:
    found: InformationPage = InformationPageFactory(
        parent=site_tree.home, title=slug.title(), slug=slug
    )
    return found


def test_its_other_languages_follow_below_the_same_page(
    site_tree: Any, administrator: Client
) -> None:
    help_page, about = page(site_tree, "help"), page(site_tree, "about")
    french = about.copy_for_translation(locale("fr"), copy_parents=True)
    french.save_revision().publish()
    administrator.post(f"/admin/pages/{about.pk}/move/{help_page.pk}/confirm/")
    places = Page.objects.filter(translation_key=about.translation_key)
    assert {place.url_path.split("/", 2)[2] for place in places} == {"help/about/"}
    above = Page.objects.get(pk=french.pk).get_parent()
    assert above.translation_key == help_page.translation_key
    for language in ("en", "fr", "de"):
        old = Client().get(f"/{language}/about/")
        assert (old.status_code, old["Location"]) == (301, f"/{language}/help/about/")


def test_it_stays_where_its_address_is_taken_in_another_language(
    site_tree: Any, administrator: Client
) -> None:
    help_page, about = page(site_tree, "help"), page(site_tree, "about")
    help_in_french = help_page.copy_for_translation(locale("fr"), copy_parents=True)
    about.copy_for_translation(locale("fr"), copy_parents=True)
    InformationPageFactory(parent=help_in_french, locale=locale("fr"), slug="about")
    answer = administrator.post(
        f"/admin/pages/{about.pk}/move/{help_page.pk}/confirm/", follow=True
    )
    assert "The address “about” (French) is taken there already." in answer.content.decode()
    parents = {place.get_parent().slug for place in about.get_translations(inclusive=True)}
    assert "help" not in parents
