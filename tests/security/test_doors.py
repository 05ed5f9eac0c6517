"""Every insider tries every door of the admin at everything behind it; only what the rules allow happens."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import transaction

from tests.security.attempts import attempts, untried
from tests.security.effects import effects, state_of
from tests.security.scene import INSIDERS, set_scene

pytestmark = pytest.mark.django_db


def tried(scene: Any, person: str, every: list[Any], before: Any) -> Any:
    """Each attempt by one person, undone again: what was done, by door and thing."""
    for attempt in every:
        with transaction.atomic():
            try:
                with transaction.atomic():
                    status = attempt.send(scene.clients[person])
            except Exception as error:  # noqa: BLE001
                status = f"{type(error).__name__}: {error}"
            done = effects(before, state_of(scene))
            transaction.set_rollback(True)
        yield attempt, status, done


def test_explore(site_tree: Any) -> None:
    scene = set_scene(site_tree)
    before = state_of(scene)
    every = list(attempts(scene))
    print(len(every), untried(scene))
    for person in INSIDERS:
        counts = Counter()
        for attempt, status, done in tried(scene, person, every, before):
            counts[str(status)[:3]] += 1
            if done or not str(status).isdigit() or int(status) >= 500:
                print(person, "|", attempt.door, "|", attempt.thing, "|", status, sorted(done))
        print(person, counts)
