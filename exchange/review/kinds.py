"""Kinds of texts that an editor reads first, and what editors may decide of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange.models import Reviewed
from exchange.permissions import can_answer, can_take_down

SENT, PUBLIC, TAKEN_DOWN = Reviewed.SENT, Reviewed.PUBLIC, Reviewed.TAKEN_DOWN


@dataclass(frozen=True)
class Decision:
    """What an editor makes of a text: from which states into which one, and who may.

    ``of_version``: only of the version that was read. ``needs_words``: the city is told why.
    """

    code: str
    label: str | Promise
    before: tuple[str, ...]
    after: str
    may: Callable[[Any, Any], bool]
    of_version: bool = True
    needs_words: bool = True
    look: str = "button-secondary"


APPROVE = Decision("approve", _("Publish"), (SENT,), PUBLIC, can_answer, needs_words=False, look="")
ASK_FOR_CHANGES = Decision("changes", _("Ask for changes"), (SENT,), Reviewed.CHANGES, can_answer)
TAKE_DOWN = Decision(
    "take-down", _("Take down"), (SENT, PUBLIC), TAKEN_DOWN, can_take_down,
    of_version=False, look="no",
)  # fmt: skip
ALLOW_AGAIN = Decision(
    "allow-again", _("Lift the take-down"), (TAKEN_DOWN,), Reviewed.CHANGES, can_take_down,
    of_version=False,
)  # fmt: skip
DECISIONS = (APPROVE, ASK_FOR_CHANGES, TAKE_DOWN, ALLOW_AGAIN)


@dataclass(frozen=True)
class Piece:
    """Words of a text that an editor may write in other languages: the field, and in which it is written."""

    name: str
    label: str | Promise
    written: str
    longest: int


@dataclass(frozen=True)
class Kind:
    """One kind of text: its rows, what they are called in the office, whom a decision concerns.

    ``template`` shows the text to its editor; ``context`` gives what that takes besides ``row``. ``shown``:
    the states in which editors see it: a city's drafts are its own. ``pieces``: what of it is translated,
    into rows of ``translations`` that have a ``language`` and the same fields.
    """

    model: type[Reviewed]
    title: str | Promise
    address: str
    template: str
    tell_answered: Callable[[Any], None]
    readers_changed: Callable[[Any], None]
    shown: tuple[str, ...] = (SENT, PUBLIC, TAKEN_DOWN)
    decisions: tuple[Decision, ...] = DECISIONS
    related: tuple[str, ...] = ("city",)
    context: Callable[[Any], dict[str, Any]] = field(default=lambda row: {})

    pieces: Callable[[Any], tuple[Piece, ...]] = field(default=lambda row: ())

    @property
    def translations_address(self) -> str:
        """The name of the address where a text gets its words in other languages."""
        return f"{self.address}_translations"

    @property
    def rows_address(self) -> str:
        """The name of the address of the list."""
        return f"{self.address}s"
