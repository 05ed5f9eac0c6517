"""The table person × door × thing, tried for real; ``pytest -s tests/security/test_doors.py`` prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from tests.security.attempts import Attempt
from tests.security.effects import State, effects, state_of
from tests.security.scene import Scene

# Wagtail's own faults on requests that no page of it sends; nothing is changed by them.
UPSTREAM = {
    "wagtailadmin_error_test": "raises on purpose",
    "wagtailadmin_choose_page_external_link": "expects a form that nobody would post empty",
    "wagtail_localize:upload_pofile": "expects a file",
}
# How statements begin that change no row.
ASKS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")


@dataclass(frozen=True)
class Cell:
    """One attempt by one person, and what came of it."""

    person: str
    attempt: Attempt
    status: int
    done: frozenset[tuple[str, str]]

    @property
    def effects(self) -> frozenset[str]:
        """The kinds of effect, without whose."""
        return frozenset(kind for kind, _thing in self.done)


class Writes:
    """Whether a statement other than a question was sent: without one nothing can have changed."""

    sent = False

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.sent = self.sent or not sql.lstrip().startswith(ASKS)
        return execute(sql, *rest)


def tried(scene: Scene, person: str, every: list[Attempt], before: State) -> Iterator[Cell]:
    """Each attempt by one person; all of it undone again. A failure of the server is status 500."""
    client = scene.clients[person]
    client.raise_request_exception = False
    for attempt in every:
        with transaction.atomic():
            with connection.execute_wrapper(writes := Writes()):
                status = attempt.send(client)
            done = effects(before, state_of(scene)) if writes.sent else set()
            transaction.set_rollback(True)
        yield Cell(person, attempt, status, frozenset(done))


def summary(cells: list[Cell]) -> str:
    """How many were tried, refused and let through, by person."""
    lines = [f"{'':26}tried  refused  without effect  with effect"]
    for person in dict.fromkeys(cell.person for cell in cells):
        own = [cell for cell in cells if cell.person == person]
        counts = Counter(
            "effect" if cell.done else "refused" if cell.status in (302, 403, 404) else "none"
            for cell in own
        )
        lines.append(
            f"{person:26}{len(own):5}{counts['refused']:9}{counts['none']:16}{counts['effect']:13}"
        )
    return "\n".join(lines)
