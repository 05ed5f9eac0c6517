"""No page of the city's desk fails, and none links to what is not there or refused."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin_world import make_world
from tests.walk import Walk, forget_pages

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("files_on_disk")
def test_every_address_of_the_desk_opens_for_those_of_the_city(site_tree: Any, capsys: Any) -> None:
    forget_pages()
    walks = [
        Walk(role, at.client, "/my-city/").go([at.at(), "/en/my-city/"])
        for role, at in make_world(site_tree).desk.items()
    ]
    numbers = {walk.role: len(walk.reached) for walk in walks}
    with capsys.disabled():
        print(f"\ndesk: {numbers}, {sum(numbers.values())} addresses × roles")  # noqa: T201
    assert [fault for walk in walks for fault in walk.faults] == []
    assert all(number > 50 for number in numbers.values())
