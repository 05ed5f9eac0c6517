"""No page of the admin fails, and none links to what is not there or refused, for nobody who works in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin_world import make_world, starts
from tests.walk import Walk, forget_pages

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


@pytest.mark.usefixtures("files_on_disk")
def test_every_address_of_the_admin_opens_for_every_role(
    site_tree: Any, record_property: Any, capsys: Any
) -> None:
    forget_pages()
    world = make_world(site_tree)
    known = starts(world)
    assert [name for name, found in known.items() if not found] == []
    walks = []
    for role, client in world.admin.items():
        walk = Walk(role, client, "/admin/")
        walks.append(walk.go(["/admin/", *(one for found in known.values() for one in found)]))
    numbers = {walk.role: len(walk.reached) for walk in walks}
    record_property("addresses", numbers)
    with capsys.disabled():
        print(f"\nadmin: {numbers}, {sum(numbers.values())} addresses × roles")  # noqa: T201
    assert [fault for walk in walks for fault in walk.faults] == []
    assert all(number > 100 for number in numbers.values())
