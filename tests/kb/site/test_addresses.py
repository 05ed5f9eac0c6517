"""No page takes an address at which the site itself answers: nobody would ever see it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from kb.models import User
from tests.factories import CityPageFactory

pytestmark = pytest.mark.django_db

SAID = "The site itself answers at this address. Choose another slug."


def slug_errors(client: Client, kind: str, parent: Page, slug: str) -> list[str]:
    """What the admin says of the slug of a new page."""
    answer = client.post(f"/admin/pages/add/{kind}/{parent.pk}/", {"title": "A page", "slug": slug})
    if answer.status_code == 302:
        return []
    return list(answer.context["form"].errors.get("slug", []))


@pytest.mark.parametrize("slug", ["search", "compare", "my-city", "mails", "styleguide"])
def test_a_page_below_the_front_door_takes_no_address_of_the_site(
    client: Client, admin_user: User, site_tree: Any, slug: str
) -> None:
    client.force_login(admin_user)
    assert slug_errors(client, "kb/informationpage", site_tree.home, slug) == [SAID]
    assert slug_errors(client, "kb/informationpage", site_tree.home, f"{slug}-2") == []


def test_a_record_does_not_stand_where_one_writes_to_its_city(
    client: Client, admin_user: User, site_tree: Any
) -> None:
    client.force_login(admin_user)
    city = CityPageFactory(parent=site_tree.cities, title="Aarhus", slug="aarhus", code="aarhus")
    assert slug_errors(client, "practices/practicepage", city, "contact") == [SAID]
    assert slug_errors(client, "practices/practicepage", city, "contacts") == []


def test_a_home_page_may_be_called_anything(
    client: Client, admin_user: User, site_tree: Any
) -> None:
    # Its slug stands in no address: the language does.
    client.force_login(admin_user)
    assert slug_errors(client, "kb/homepage", site_tree.home.get_parent(), "search") == []
