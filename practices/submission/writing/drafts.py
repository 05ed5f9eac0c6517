"""Writing: begin a record, save a chapter, let it grow. Each save is a Wagtail revision of the record."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Locale, Page, TaskState

from kb.models import CityPage
from kb.site.addresses import is_taken_by_the_site
from kb.site.moving import counterpart
from practices.models import RecordPage, Submission
from practices.models.parts.choices import LessonsBasis
from practices.records.life import submission_of
from practices.records.originals import original_page
from practices.submission.writing.adapting import add_origin
from practices.submission.writing.chapter_forms import ChapterForm, chapter_form
from practices.submission.writing.chapters import KINDS, Chapter
from practices.submission.writing.kept_answers import keep_answers, kept_answers
from practices.submission.writing.merging import fingerprints
from practices.submission.writing.setting_aside import set_aside

NO_SLUG = "record"
# Letters of the mark by which a page knows its own saves.
MOST_IN_MARK = 40


class FormWasReused(Exception):
    """The same form was sent twice with different words."""


@dataclass(frozen=True)
class Saved:
    """What saving a chapter led to: all that can be stored is, unless the form cannot be read (``stored``).

    ``conflicts``: fields in which somebody else wrote something else, whose words stay; ``wrong``: kept as
    typed, to be put right; ``lost``: too long even to be kept. ``form`` has all that was typed; ``mark`` is
    the page's own name for this save.
    """

    form: ChapterForm
    record: RecordPage
    conflicts: list[str]
    wrong: list[str]
    lost: list[str]
    based_on: dict[str, str]
    stored: bool
    mark: str = ""


@dataclass(frozen=True)
class Taken:
    """What putting several answers into a record led to; with conflicts or errors nothing was stored."""

    forms: list[ChapterForm]
    conflicts: list[str]
    stored: bool


@transaction.atomic
def begin(
    city: CityPage,
    user: Any,
    *,
    kind: str,
    size: str,
    language: str,
    title: str,
    key: uuid.UUID,
    origin: RecordPage | None = None,
) -> RecordPage:
    """Make the draft of a record below the city's page in the chosen language; the same form makes one.

    ``origin``: the work of another city that it adapts.
    Raises ``FormWasReused`` where another record was begun with the same key.
    """
    before = Submission.objects.filter(key=key).select_related("record").first()
    if before is not None:
        return _the_same(before, user, title)
    parent = counterpart(city, Locale.objects.get(language_code=language))
    record = KINDS[kind](
        title=title,
        draft_title=title,
        slug=_free_slug(parent, title),
        live=False,
        owner=user,
        locale=parent.locale,
        is_short_note=size == "note",
        source_language=language,
        lead_organisation=city.official_name or city.name_in(language),
        lessons_basis=LessonsBasis.CITY,
    )
    if origin is not None:
        add_origin(record, origin.record)
    parent.add_child(instance=record)
    record.save_revision(user=user, clean=False)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(record=record.record, key=key, started_by=user)
    except IntegrityError:
        record.delete()
        return _the_same(Submission.objects.get(key=key), user, title)
    log(
        instance=record,
        action="practices.begin",
        user=user,
        data={"reference": submission.reference},
    )
    return record


def _the_same(before: Submission, user: Any, title: str) -> RecordPage:
    record: RecordPage = original_page(before.record).specific
    if before.started_by_id != user.pk or record.title != title:
        raise FormWasReused
    return record


def _free_slug(parent: Page, title: str) -> str:
    """A slug from the title that no sibling has, and at whose address the site itself does not answer."""
    base = slugify(title, allow_unicode=True)[:60].strip("-") or NO_SLUG
    taken = set(parent.get_children().values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken or is_taken_by_the_site(parent, slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def newest(record: RecordPage) -> RecordPage:
    """The newest version of a record, public or not, as it is stored now."""
    # Asked anew: the record at hand may have been read before somebody else saved.
    stored: RecordPage = type(record.specific).objects.get(pk=record.pk)
    found: RecordPage = stored.get_latest_revision_as_object()
    return found


@transaction.atomic
def save_chapter(
    record: RecordPage, chapter: Chapter, user: Any, data: Any, *, quietly: bool
) -> Saved:
    """Take what was typed into a chapter. ``quietly``: by the page itself, while somebody writes.

    What cannot be stored as it stands is kept as typed. Where somebody else has meanwhile written something
    else in the same box, theirs stays; the form then still has what was typed.
    """
    now = _locked(record)
    typed = chapter_form(now, chapter.code, data, kept_answers(now))
    form = set_aside(typed, lambda: newest(record))
    if form is None:
        return Saved(typed, now, [], [], [], typed.stored, stored=False)
    submission = submission_of(record)
    _recognise_own_words(form, submission, data)
    form.save(commit=False)
    conflicts = form.merge(newest(record))
    store(form.instance, user, quietly=quietly)
    names = [name for name in form.stored if name not in form.theirs]
    lost = keep_answers(record, names, form.aside, user)
    after = fingerprints(newest(record), chapter, kept_answers(record))
    mark = _note_save(submission, chapter, data, after)
    wrong = [name for name in form.aside if name not in lost]
    return Saved(typed, form.instance, conflicts, wrong, lost, after, stored=True, mark=mark)


def last_save(record: RecordPage, chapter: str) -> str:
    """The mark of a chapter's last save, to be read before its words: what it saved is then among them."""
    mark: str = submission_of(record).last_saves.get(chapter, [""])[0]
    return mark


def _recognise_own_words(form: ChapterForm, submission: Submission, data: Any) -> None:
    """A page that never heard whether it was saved stands on what that save has left (``after``)."""
    mark, left = submission.last_saves.get(form.chapter.code, ["", {}])
    if mark and mark in str(data.get("after", "")).split():
        form.shown = {**form.shown, **left}


def _note_save(submission: Submission, chapter: Chapter, data: Any, after: dict[str, str]) -> str:
    mark = str(data.get("save", ""))[:MOST_IN_MARK]
    submission.last_saves = {**submission.last_saves, chapter.code: [mark, after]}
    submission.save(update_fields=["last_saves"])
    return mark


@transaction.atomic
def save_answers(record: RecordPage, answers: dict[str, list[str]], user: Any, data: Any) -> Taken:
    """Take some fields of several chapters (``answers``: names by chapter) in one version: all or nothing."""
    now = _locked(record)
    forms = []
    for code, names in answers.items():
        form = chapter_form(now, code, data)
        form.keep_only(names)
        forms.append(form)
    return _take(now, forms, user, quietly=False)


def _locked(record: RecordPage) -> RecordPage:
    """The newest version; nobody else saves another until the transaction ends."""
    Page.objects.select_for_update().get(pk=record.pk)
    return newest(record)


def _take(now: RecordPage, forms: list[ChapterForm], user: Any, *, quietly: bool) -> Taken:
    # Each is asked, not only the first bad one, so that all errors are said at once.
    if sum(not form.is_valid() for form in forms):
        return Taken(forms, [], stored=False)
    stored = newest(now)
    for form in forms:
        form.save(commit=False)
    conflicts = [name for form in forms for name in form.merge(stored)]
    if conflicts:
        return Taken(forms, conflicts, stored=False)
    for form in forms:
        keep_answers(now, [*form.fields], {}, user)
    store(now, user, quietly=quietly)
    return Taken(forms, [], stored=True)


def store(record: RecordPage, user: Any, *, quietly: bool = False) -> None:
    """Write a new version. While somebody goes on writing, the own newest version is written over.

    Not over one that somebody else may have read: a version that is public, was sent, or is another's.
    """
    last = record.latest_revision
    over = (
        last
        if quietly
        and last is not None
        and last.user_id == user.pk
        and record.live_revision_id != last.pk
        and not TaskState.objects.filter(revision=last).exists()
        else None
    )
    record.draft_title = record.title
    if not record.live:
        record.save(clean=False)
    record.save_revision(user=user, clean=False, log_action=True, overwrite_revision=over)


@transaction.atomic
def grow(record: RecordPage, user: Any) -> None:
    """Let a short note become a full case; what was written stays."""
    now = newest(record)
    now.is_short_note = False
    store(now, user)
    log(instance=now, action="practices.grow", user=user)
