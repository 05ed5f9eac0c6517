"""What may not be seen and what does not exist answer alike, in bytes and in work (check 3).

Time is not measured, because a busy machine decides it: compared is what makes it, the questions to the
database and what is sent.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from kb.accounts.services import invite
from kb.models import Invitation, RoleKind
from tests.practices.writing import Desk, city, desk

pytestmark = [pytest.mark.django_db, pytest.mark.database]

# Where nothing is, with as many characters as what is there.
NO_CITY = "nowhat"
FILLED = {"chapter_code": "basics", "place": 1, "attachment": 1, "comment": 1, "key": UUID(int=1)}


def desk_addresses() -> list[tuple[str, list[str]]]:
    """The names of all addresses below a city's desk, with the names of their parts."""
    found = []
    for namespace in ("submission", "accounts"):
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        for name in {str(key) for key in resolver.reverse_dict if isinstance(key, str)}:
            ((_path, parts), *_others), *_more = resolver.reverse_dict[name]
            if "code" in parts:
                found.append((f"{namespace}:{name}", parts))
    return sorted(found)


def answer(client: Client, method: str, address: str) -> tuple[int, int, int]:
    """Status, length and number of questions to the database."""
    with CaptureQueriesContext(connection) as asked:
        said = getattr(client, method)(address)
    body = re.sub(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', b"", said.content)
    return said.status_code, len(body), len(asked)


def warm_up(client: Client) -> None:
    """Menus and kinds of things are read once, by whichever request comes first."""
    client.get("/en/my-city/nowhat/")


def number_of_nothing(number: int) -> int:
    """A number with as many digits that is no record's."""
    return 10 ** len(str(number)) - 1


@pytest.fixture
def stranger(site_tree: Any) -> Desk:
    return desk(city(site_tree, "ghent", "BE"), "official@ghent.example", RoleKind.COORDINATOR)


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_citys_desk_answers_as_one_that_does_not_exist(
    official: Desk, stranger: Desk, method: str
) -> None:
    record = official.begin()
    official.write_note(record)
    nothing = number_of_nothing(record.pk)
    warm_up(stranger.client)
    addresses = desk_addresses()
    assert len(addresses) > 25
    unlike = {}
    for name, parts in addresses:
        values = {part: FILLED[part] for part in parts if part in FILLED}
        there, no_record, nowhere = (
            answer(
                stranger.client,
                method,
                reverse(
                    name,
                    kwargs={**values, "code": code}
                    | ({"number": number} if "number" in parts else {}),
                ),
            )
            for code, number in (
                (official.city.code, record.pk),
                (official.city.code, nothing),
                (NO_CITY, nothing),
            )
        )
        if not there == no_record == nowhere:
            unlike[name] = (there, no_record, nowhere)
    assert unlike == {}


def test_people_and_invitations_of_another_city_answer_as_none(
    official: Desk, stranger: Desk
) -> None:
    role = official.user.city_roles.get()
    invite(
        "new@aarhus.example", official.city.city, RoleKind.OFFICIAL, language="en", by=official.user
    )
    invited = Invitation.objects.get()
    warm_up(stranger.client)
    for name, number in (("end_role", role.pk), ("withdraw_invitation", invited.pk)):
        for code in ("aarhus", "ghent"):
            there, nowhere = (
                answer(stranger.client, "post", reverse(f"accounts:{name}", args=[code, of]))
                for of in (number, number_of_nothing(number))
            )
            assert there == nowhere
            assert there[0] == 404
