"""What is stored about somebody: given to them, erased at their wish (GDPR, articles 15, 17 and 20).

Each room registers what it holds of people in ``ready()``, and what becomes of that when an account is
erased; a system check (``kb.checks``) names every field that points at a person and is not registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.dispatch import Signal
from django.utils.functional import Promise

from kb.accounts.events import note
from kb.models import User
from kb.texts.capitals import capitalised


class Fate(Enum):
    """What becomes of a row, or of what names somebody in it, when their account is erased."""

    DELETED = "deleted"
    NAMELESS = "nameless"
    KEPT = "kept"


@dataclass(frozen=True)
class Holding:
    """One table that holds something of people; ``name`` is its heading in what is given to them.

    ``people`` says for each field that points at an account, or holds a person's e-mail address, what its
    fate is. ``export`` makes plain data of a row for whoever it is about; without it nothing is given,
    because another holding gives it or because it is a secret. ``why`` says what is not obvious about a
    fate. ``account_field`` names the field that knows the account of an address where there is one: then
    the address alone names nobody. ``own`` finds the rows of a person where that is not by all these
    fields; ``erase`` does what is more than the fates say, before them, and returns how many rows it touched.
    """

    name: str
    model: type[models.Model]
    people: dict[str, Fate]
    label: str | Promise = ""
    why: str = ""
    export: Callable[[Any], dict[str, Any]] | None = None
    account_field: str = ""
    own: Callable[[User], QuerySet[Any]] | None = None
    erase: Callable[[User], int] | None = None

    @property
    def shown_label(self) -> str | Promise:
        """What people call what is in it."""
        return self.label or capitalised(str(self.model._meta.verbose_name_plural))

    def rows(self, user: User) -> QuerySet[Any]:
        """What is stored of somebody."""
        if self.own is not None:
            return self.own(user)
        found = Q(pk__in=[])
        for name in self.people:
            found |= self._is_theirs(name, user)
        return self.model._base_manager.filter(found).order_by("pk")

    def _is_theirs(self, name: str, user: User) -> Q:
        if self.model._meta.get_field(name).is_relation:
            return Q(**{name: user.pk})
        # An address that is missing names nobody: the fields of all who have none are empty.
        if not user.email:
            return Q(pk__in=[])
        found = Q(**{f"{name}__iexact": user.email})
        return found & Q(**{self.account_field: None}) if self.account_field else found

    def forget(self, user: User) -> int:
        """Do what the fates say; how many rows are gone or without a name."""
        touched = self.erase(user) if self.erase else 0
        for name, fate in self.people.items():
            theirs = (
                self.own(user)
                if self.own is not None
                else self.model._base_manager.filter(self._is_theirs(name, user))
            )
            if fate is Fate.DELETED:
                touched += theirs.count()
                theirs.delete()
            elif fate is Fate.NAMELESS:
                is_relation = self.model._meta.get_field(name).is_relation
                touched += theirs.update(**{name: None if is_relation else ""})
        return touched


@dataclass
class Registry:
    """All that the rooms hold of people."""

    holdings: list[Holding] = field(default_factory=list)

    def in_order(self) -> list[Holding]:
        """As they are erased: the account last, when nothing points at it any longer."""
        return sorted(self.holdings, key=lambda holding: holding.model is User)

    def knows(self, model: type[models.Model], name: str) -> bool:
        """Whether somebody has said what becomes of this field."""
        return any(one.model is model and name in one.people for one in self.holdings)


_registry = Registry()
# A ``user`` may do less than before, or is about to be erased: what they have promised to others ends.
rights_ended = Signal()


def register(holdings: Iterable[Holding]) -> None:
    """Say what a room holds of people; called once when its app is ready."""
    _registry.holdings.extend(holdings)


def registry() -> Registry:
    """What all rooms have registered."""
    return _registry


def personal_data(user: User) -> dict[str, Any]:
    """Everything stored about an account, as plain data; what was written for a city belongs to the city."""
    found: dict[str, Any] = {}
    for holding in _registry.holdings:
        if holding.export is not None:
            given = [holding.export(row) for row in holding.rows(user).iterator(chunk_size=500)]
            found.setdefault(holding.name, []).extend(given)
    found["account"] = found["account"][0]
    return found


@transaction.atomic
def erase_person(user: User) -> dict[str, int]:
    """Erase an account and all that names it; returns a receipt: how many rows of each kind are gone.

    Texts written for a city stay with the city, without their writer. The log keeps its entries with the
    number of an account that no longer exists: a pseudonym (:func:`kb.accounts.events.forget_name`).
    """
    note(user, "erase", by=user)
    receipt: dict[str, int] = {}
    for holding in _registry.in_order():
        receipt[holding.name] = receipt.get(holding.name, 0) + holding.forget(user)
    return receipt


@dataclass
class Effect:
    """What erasing an account does to one kind of thing: how many are gone, and how many lose the name."""

    label: str
    deleted: int = 0
    nameless: int = 0


def what_erasing_does(user: User) -> dict[str, int]:
    """The receipt that erasing this account now would give; nothing is changed."""
    with transaction.atomic():
        receipt = erase_person(User.objects.get(pk=user.pk))
        transaction.set_rollback(True)
    return receipt


def effects_of_erasing(user: User) -> list[Effect]:
    """The same for people to read: kinds of things, those first that are deleted."""
    receipt = what_erasing_does(user)
    found: dict[str, Effect] = {}
    counted = set()
    for holding in _registry.holdings:
        number = receipt[holding.name]
        if not number or holding.name in counted:
            continue
        counted.add(holding.name)
        effect = found.setdefault(holding.name, Effect(str(holding.shown_label)))
        if set(holding.people.values()) <= {Fate.DELETED}:
            effect.deleted += number
        else:
            effect.nameless += number
    return sorted(found.values(), key=lambda effect: effect.deleted == 0)
