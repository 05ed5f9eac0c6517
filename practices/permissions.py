"""Who may do what with a record. Rules live here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageLogEntry, Revision, TaskState
from wagtail_localize.models import TranslationLog, TranslationSource

from kb.models import City
from kb.permissions import (
    can_manage_people,
    can_publish_anything,
    cities_of,
    coordinator_clears,
    desks_seen_by,
    is_coordinator,
    is_editor,
    is_secretariat,
    role_in_city,
)
from practices.models.coauthors import CoAuthor, CoAuthorRight
from practices.models.parts.read_versions import RevisionAuthor
from practices.models.record import Record
from practices.models.record_page import RecordPage
from practices.models.reviews import TranslationWriter
from practices.models.submissions import Submission


def can_judge_record(user: Any, record: Page, parent: Page | None = None) -> bool:
    """Whether somebody may say how far a record was checked and what its evidence shows.

    Only those who may publish records there: a city does not judge its own work. ``parent`` is the page
    below which a record that is not saved yet will stand.
    """
    return is_editor(user, parent if parent is not None and record.pk is None else record)


def can_write_for_city(user: Any, city: City) -> bool:
    """Whether somebody may begin a record of this city: those who work for it."""
    return role_in_city(user, city) is not None


def can_request_record(user: Any) -> bool:
    """Whether somebody may ask a city to describe something: those who work for a city, and editors."""
    return cities_of(user).exists() or can_publish_anything(user) or can_manage_people(user)


def can_edit_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may change a record at the city's desk.

    Those who work for its city or were invited to write it, unless editors are reading it or it was taken
    down. While it waits for clearance only coordinators, so that what they send is what they have read.
    """
    if record.city is None or record.workflow_in_progress or is_closed_to_city(record):
        return False
    if waits_for_clearance(record):
        return is_coordinator(user, record.city.city)
    return can_write_record(user, record)


def is_closed_to_city(record: RecordPage) -> bool:
    """Whether editors took a record down; what a city withdrew itself it may take up again."""
    return record.taken_down_on is not None and not record.withdrawn


def works_on_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody works for the city whose record it is."""
    return record.city is not None and role_in_city(user, record.city.city) is not None


def coauthor_right(user: Any, record: RecordPage) -> str:
    """How far somebody takes part in this one record without working for its city; empty: not at all."""
    if not user.is_active:
        return ""
    present = CoAuthor.objects.present().filter(user=user, record_id=record.pk)
    return present.values_list("right", flat=True).first() or ""


def records_seen_at_desk(user: Any) -> QuerySet[RecordPage]:
    """The records that somebody sees at a city's desk: of their city, shared with them; all as secretariat.

    Rights and existence are one question, as in :func:`kb.permissions.desks_seen_by`.
    """
    if can_manage_people(user):
        return RecordPage.objects.all()
    shared = CoAuthor.objects.present().filter(user=user.pk if user.is_active else None)
    seen = Q(pk__in=shared.values("record"))
    seen |= Q(record__city__in=desks_seen_by(user).values("city"))
    return RecordPage.objects.filter(seen)


def can_write_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody is one of those who write a record, at times when it can be written."""
    return works_on_record(user, record) or coauthor_right(user, record) == CoAuthorRight.WRITE


def can_note_on_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may leave a word to the others who write a record."""
    return works_on_record(user, record) or coauthor_right(user, record) in (
        CoAuthorRight.WRITE,
        CoAuthorRight.COMMENT,
    )


def can_invite_coauthor(user: Any, record: RecordPage) -> bool:
    """Whether somebody may invite co-authors of a record and end their part: those of its city."""
    return works_on_record(user, record) and not is_closed_to_city(record)


def waits_for_clearance(record: RecordPage) -> bool:
    """Whether an official has asked the city's coordinator to clear a record in this language."""
    asked = Submission.objects.filter(
        clearance_asked_for=record.pk, clearance_asked_at__isnull=False
    )
    return asked.exists()


def _waits_in_another_language(record: RecordPage) -> bool:
    asked = Submission.objects.filter(record=record.record_id, clearance_asked_at__isnull=False)
    return asked.exclude(clearance_asked_for=record.pk).exclude(clearance_asked_for=None).exists()


def can_send_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may send a record to the editors.

    Those of its city who may change it; where the city wants its coordinator to clear, the coordinators.
    """
    if record.city is None or not can_edit_record(user, record):
        return False
    if not works_on_record(user, record):
        return False
    return not coordinator_clears(record.city.city) or is_coordinator(user, record.city.city)


def can_ask_for_clearance(user: Any, record: RecordPage) -> bool:
    """Whether somebody who may not send a record may ask the coordinator to: an official of its city.

    In one language at a time: a record has one submission.
    """
    return (
        record.city is not None
        and can_edit_record(user, record)
        and role_in_city(user, record.city.city) is not None
        and not can_send_record(user, record)
        and not _waits_in_another_language(record)
    )


def can_give_back_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may give a record back to the official who asked for clearance: a coordinator."""
    return (
        record.city is not None
        and waits_for_clearance(record)
        and is_coordinator(user, record.city.city)
    )


def can_take_back_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may take a record back that editors, or the coordinator, have not answered yet."""
    return (
        record.city is not None
        and role_in_city(user, record.city.city) is not None
        and (bool(record.workflow_in_progress) or waits_for_clearance(record))
    )


def can_delete_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may delete a draft of a city: only what was never published."""
    return (
        can_edit_record(user, record)
        and works_on_record(user, record)
        and record.first_published_at is None
    )


def can_change_dates(user: Any, record: RecordPage) -> bool:
    """Whether somebody may name the dates of a training without a review: the coordinator of its city."""
    if record.kind != "training" or record.city is None or is_closed_to_city(record):
        return False
    return is_coordinator(user, record.city.city)


def can_publish_minor_change(user: Any, record: RecordPage) -> bool:
    """Whether somebody may publish a small correction at once: the coordinator, of what is public."""
    if record.city is None or not record.live or not can_edit_record(user, record):
        return False
    return is_coordinator(user, record.city.city)


def can_moderate_record(user: Any, record: Page) -> bool:
    """Whether somebody reads and answers what this record's city sends: editors within their remit.

    Whoever only administers the site is none of them.
    """
    if not is_editor(user, record):
        return False
    if getattr(user, "remit", None) is None:
        return True
    found = record if isinstance(record, RecordPage) else record.specific
    if not isinstance(found, RecordPage):
        return False
    return is_within_remit(user, (one.pk for one in found.concepts.all()), found.country_code)


def is_within_remit(editor: Any, themes: Iterable[int], country: str) -> bool:
    """Whether an editor looks after what has these themes and comes from this country."""
    remit = getattr(editor, "remit", None)
    if remit is None:
        return True
    wanted = {concept.pk for concept in remit.themes.all()}
    countries = {str(one.code) for one in remit.countries}
    if not wanted and not countries:
        return True
    return country in countries or not wanted.isdisjoint(themes)


def can_take_down_record(user: Any, record: Page) -> bool:
    """Whether somebody may take a record from the public at once: its editors, and the secretariat."""
    return can_moderate_record(user, record) or is_secretariat(user)


def can_withdraw_record(user: Any, record: RecordPage) -> bool:
    """Whether somebody may take a published record from its readers because its city wants that.

    Those of its city, where the city wants its coordinator to clear the coordinators; whoever may take it
    down, when the city asks by another way.
    """
    if not record.live and not record.get_translations().live().exists():
        return False
    if can_take_down_record(user, record):
        return True
    if record.city is None or not works_on_record(user, record):
        return False
    return not coordinator_clears(record.city.city) or is_coordinator(user, record.city.city)


def may_return_to_readers(record: Page) -> bool:
    """Whether nobody has taken the record from its readers, in any language.

    What its city withdrew comes back when the city sends it again; what editors took down when they allow it.
    """
    if not Record.objects.filter(pk=record.translation_key, taken_down_on__isnull=False).exists():
        return True
    found = record.specific
    return bool(found.withdrawn and (found.workflow_in_progress or _was_approved_since(found)))


def _was_approved_since(record: RecordPage) -> bool:
    """Whether an editor has let its newest version through after its city withdrew it.

    The review has ended by the moment in which what it let through is published.
    """
    withdrawn = PageLogEntry.objects.filter(page=record.pk, action="practices.withdraw")
    when = withdrawn.order_by("-timestamp").values_list("timestamp", flat=True).first()
    return (
        when is not None
        and TaskState.objects.filter(
            revision=record.latest_revision_id,
            status=TaskState.STATUS_APPROVED,
            finished_at__gt=when,
        ).exists()
    )


def authors_of(record: Page) -> set[int]:
    """The people who wrote what is not public yet, in revisions or in the texts of a translation."""
    translators = TranslationWriter.objects.filter(
        record_key=record.translation_key, locale_id=record.locale_id
    )
    return revision_authors(record) | set(translators.values_list("user_id", flat=True))


def revision_authors(record: Page) -> set[int]:
    """The people who wrote what revisions say that is not public yet.

    A revision that wagtail-localize made holds its translators' words, whoever pressed the button.
    """
    newer = Revision.objects.for_instance(record).exclude(user=None)
    if record.live_revision_id:
        newer = newer.filter(pk__gt=record.live_revision_id)
    written = set(newer.values_list("user_id", "pk"))
    translated = set(
        TranslationLog.objects.filter(revision__in=[pk for _user, pk in written]).values_list(
            "revision_id", flat=True
        )
    )
    taken_over = RevisionAuthor.objects.filter(revision__in=newer)
    return {user for user, pk in written if pk not in translated} | set(
        taken_over.values_list("user_id", flat=True)
    )


def can_publish_record(user: Any, record: Page) -> bool:
    """Whether somebody may publish what is written: an editor who wrote none of it.

    Two persons stand behind every published version: one who wrote it and one who read it.
    """
    return (
        can_moderate_record(user, record)
        and may_return_to_readers(record)
        and user.pk not in authors_of(record)
    )


def is_original_public(source: TranslationSource) -> bool:
    """Whether what a translation is made from was read by two persons: words that were public once."""
    original = source.get_source_instance()
    return bool(
        original.live
        and original.first_published_at
        and source.last_updated_at >= original.first_published_at
    )
