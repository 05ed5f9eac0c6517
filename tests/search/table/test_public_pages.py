"""Which pages are closed is known without asking each page, and known anew after whatever changes it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction

from kb.models.visibility import public
from search.table.public_pages import closed_paths
from tests.factories import CityPageFactory, InformationPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def closed() -> set[str]:
    """The last part of the address of live pages that are not public, as pages are asked for everywhere."""
    open_pages = public(Page.objects.all())
    return set(Page.objects.live().exclude(pk__in=open_pages).values_list("slug", flat=True))


def restrict(page: Page) -> PageViewRestriction:
    restriction: PageViewRestriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    return restriction


@pytest.fixture
def pages(site_tree: Any) -> dict[str, Page]:
    """Two pages below the home page, one below the first; nothing is private."""
    upper = InformationPageFactory(parent=site_tree.home, title="Upper")
    return {
        "upper": upper,
        "lower": InformationPageFactory(parent=upper, title="Lower"),
        "other": InformationPageFactory(parent=site_tree.home, title="Other"),
    }


def fresh(page: Page) -> Page:
    return Page.objects.get(pk=page.pk).specific


def test_a_page_and_what_is_below_are_closed_until_the_restriction_goes(
    pages: dict[str, Page],
) -> None:
    assert closed() == set()
    restriction = restrict(pages["upper"])
    assert closed() == {"upper", "lower"}
    restriction.delete()
    assert closed() == set()


def test_a_private_page_stays_private_where_it_is_moved(pages: dict[str, Page]) -> None:
    restrict(pages["lower"])
    assert closed() == {"lower"}
    fresh(pages["lower"]).move(fresh(pages["other"]), pos="last-child")
    assert closed() == {"lower"}
    # Below its new place, and no longer where it was.
    InformationPageFactory(parent=fresh(pages["lower"]), title="Below")
    InformationPageFactory(parent=fresh(pages["upper"]), title="Where it was")
    assert closed() == {"lower", "below"}


def test_a_private_page_goes_along_with_one_above_it(pages: dict[str, Page]) -> None:
    restrict(pages["lower"])
    assert closed() == {"lower"}
    fresh(pages["upper"]).move(fresh(pages["other"]), pos="last-child")
    assert closed() == {"lower"}


def test_what_repeats_a_private_page_is_private_until_it_is_a_page_of_its_own(
    pages: dict[str, Page],
) -> None:
    alias = fresh(pages["lower"]).create_alias(parent=fresh(pages["other"]), update_slug="alias")
    again = alias.create_alias(parent=fresh(pages["other"]), update_slug="again")
    # Made of an alias after the restriction it would take over a restriction of its own.
    restrict(pages["lower"])
    assert closed() == {"lower", "alias", "again"}
    ConvertAliasPageAction(again).execute()
    assert closed() == {"lower", "alias"}
    fresh(alias).delete()
    # The place in the tree that the alias leaves is taken by another page.
    InformationPageFactory(parent=fresh(pages["other"]), title="Next")
    assert closed() == {"lower"}


def test_pages_are_listed_without_asking_each_for_its_restrictions(site_tree: Any) -> None:
    cities = [CityPageFactory(parent=site_tree.cities, title=f"City {n}") for n in range(3)]
    for city in cities[:2]:
        restrict(city)
    restrict(cities[1].get_parent())
    # What is below a closed page needs no line of its own.
    assert closed_paths() == (cities[0].get_parent().path,)
    public(Page.objects.all()).first()
    with CaptureQueriesContext(connection) as captured:
        found = set(public(Page.objects.filter(depth=4)))
    assert found == set()
    assert [q for q in captured.captured_queries if "pageviewrestriction" in q["sql"]] == []
