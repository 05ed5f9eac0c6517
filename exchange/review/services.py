"""Verbs of texts that an editor reads first, of their city and of the editors. Each locks the row."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from exchange.models import Reviewed
from exchange.permissions import can_moderate
from exchange.review.kinds import Decision, Kind

Text = TypeVar("Text", bound=Reviewed)


def locked(row: Text) -> Text:
    """The row as it is stored now; nobody else changes it until this transaction ends."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def locked_for(row: Text, by: Any, may: Callable[[Any, Text], bool]) -> Text:
    """The locked row, for who may do what is to be done. Raises ``PermissionDenied``."""
    found = locked(row)
    if not may(by, found):
        raise PermissionDenied
    return found


@transaction.atomic
def hand_in(row: Text, by: Any, may: Any, before: Container[str]) -> Text | None:
    """Hand it to the editors; None where it is with them already. Raises ``PermissionDenied``."""
    found = locked_for(row, by, may)
    if found.state not in before:
        return None
    found.state, found.sent_by, found.sent_at = Reviewed.SENT, by, timezone.now()
    found.answer = ""
    found.save()
    return found


@transaction.atomic
def move(kind: Kind, row: Reviewed, by: Any, may: Any, before: Container[str], after: str) -> bool:
    """Its city sets another state; False where it stands otherwise. Raises ``PermissionDenied``."""
    found = locked_for(row, by, may)
    if found.state not in before:
        return False
    was_public = found.state == Reviewed.PUBLIC
    found.state = after
    found.save()
    if was_public:
        kind.readers_changed(found)
    return True


@transaction.atomic
def decide(
    kind: Kind,
    row: Reviewed,
    by: Any,
    decision: Decision,
    *,
    version: int = 0,
    words: str = "",
    language: str = "",
) -> bool:
    """An editor decides; False where it stands otherwise by now. Raises ``PermissionDenied``."""
    found = locked_for(row, by, decision.may)
    if found.state not in decision.before:
        return False
    if decision.of_version and found.version != version:
        return False
    was = found.state
    found.state, found.answer, found.decided_by = decision.after, words, by
    found.answer_language = language
    if found.state == Reviewed.PUBLIC:
        found.published_at = timezone.now()
    found.save()
    if Reviewed.PUBLIC in (was, found.state):
        kind.readers_changed(found)
    kind.tell_answered(found)
    return True


@transaction.atomic
def translate(kind: Kind, row: Reviewed, by: Any, texts: Mapping[str, Mapping[str, str]]) -> None:
    """An editor's words in other languages, in the place of those before. Raises ``PermissionDenied``."""
    found: Any = locked_for(row, by, can_moderate)
    found.translations.all().delete()
    for code, _name in settings.LANGUAGES:
        if code in texts:
            found.translations.create(language=code, **texts[code])
    if found.state == Reviewed.PUBLIC:
        kind.readers_changed(found)
