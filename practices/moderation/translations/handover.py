"""Handing a finished translation to a second editor, and which translations wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation

from kb.permissions import editors
from practices.mails import translations as translation_mails
from practices.models import RecordPage, TranslationHandover
from practices.moderation.translations.state import save_draft, words_on_open_core
from practices.permissions import can_moderate_record, can_publish_record
from practices.records.translated_parts import open_core


@dataclass(frozen=True)
class Progress:
    """How far a translation is, for whoever looks at it in the editor."""

    translation: Translation
    open_pieces: int
    all_pieces: int
    refused: str  # why it cannot be handed over yet
    handed: TranslationHandover | None
    may_publish: bool


def progress_of(translation: Translation, record: RecordPage, user: Any) -> Progress | None:
    """What the editor says above a translation; None to those who edit no records."""
    if not can_moderate_record(user, record):
        return None
    everything, done = translation.get_progress()
    return Progress(
        translation=translation,
        open_pieces=everything - done,
        all_pieces=everything,
        refused=words_on_open_core(record, open_core(translation)),
        handed=TranslationHandover.objects.filter(page_id=record.pk)
        .select_related("handed_by")
        .first(),
        may_publish=can_publish_record(user, record),
    )


@transaction.atomic
def hand_over(translation: Translation, record: RecordPage, user: Any) -> TranslationHandover:
    """Have another editor read a translation; it stands in their queue, and each gets a mail.

    What is translated so far becomes the page's draft, which is what they see. Raises ``PermissionDenied``,
    and ``ValidationError`` where title, summary or description are not translated.
    """
    if not can_moderate_record(user, record):
        raise PermissionDenied
    words = words_on_open_core(record, open_core(translation))
    if words:
        raise ValidationError(words)
    Page.objects.select_for_update().get(pk=record.pk)
    save_draft(translation, user)
    now: RecordPage = type(record).objects.get(pk=record.pk)
    everything, done = translation.get_progress()
    handed, _made = TranslationHandover.objects.update_or_create(
        page_id=now.pk,
        defaults={
            "handed_by": user,
            "handed_at": timezone.now(),
            "open_pieces": everything - done,
        },
    )
    log(instance=now, action="practices.hand_over", user=user, revision=now.latest_revision)
    translation_mails.tell_handed_over(handed, now, _readers(now, user))
    return handed


@transaction.atomic
def take_back(record: RecordPage, user: Any) -> None:
    """The translation waits for nobody any longer. Raises ``PermissionDenied``."""
    if not can_moderate_record(user, record):
        raise PermissionDenied
    if TranslationHandover.objects.filter(page_id=record.pk).delete()[0]:
        log(instance=record, action="practices.take_back_translation", user=user)


def _readers(record: RecordPage, user: Any) -> list[Any]:
    return [
        editor
        for editor in editors()
        if editor.pk != user.pk and can_publish_record(editor, record)
    ]


def handed_over(language: str = "") -> QuerySet[TranslationHandover]:
    """The translations that wait for a second editor, the oldest first."""
    found = TranslationHandover.objects.select_related("page__locale", "handed_by")
    if language:
        found = found.filter(page__locale__language_code=language)
    return found.order_by("handed_at", "pk")
