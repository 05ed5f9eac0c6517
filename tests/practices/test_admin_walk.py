"""No page of the admin fails, and none links to what is not there or refused, for nobody who works in it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.admin_world import make_world, starts
from tests.walk import Walk, forget_pages

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("files_on_disk")
@pytest.mark.parametrize(
    "roles",
    [
        # Who may do everything is led to every address; what each role is refused: tests/security/.
        pytest.param(("administrator",), id="administrator"),
        pytest.param(("editor", "secretariat"), marks=pytest.mark.audit, id="all others"),
    ],
)
def test_every_address_of_the_admin_opens_for_every_role(
    site_tree: Any, record_property: Any, capsys: Any, roles: tuple[str, ...]
) -> None:
    forget_pages()
    world = make_world(site_tree)
    known = starts(world)
    assert [name for name, found in known.items() if not found] == []
    walks = []
    for role in roles:
        walk = Walk(role, world.admin[role], "/admin/")
        walks.append(walk.go(["/admin/", *(one for found in known.values() for one in found)]))
    numbers = {walk.role: len(walk.reached) for walk in walks}
    record_property("addresses", numbers)
    with capsys.disabled():
        print(f"\nadmin: {numbers}, {sum(numbers.values())} addresses × roles")  # noqa: T201
    assert [fault for walk in walks for fault in walk.faults] == []
    assert all(number > 100 for number in numbers.values())
