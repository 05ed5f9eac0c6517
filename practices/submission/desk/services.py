"""What a city is working on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from kb.models import CityPage
from practices.first_then_rest import FirstThenRest
from practices.models import Outcome, Record, RecordPage, Submission
from practices.records.originals import IS_ORIGINAL, only_originals

REVIEW_SOON = timedelta(days=60)
# As an index of the pages has them.
LAST_EDITED_FIRST = (F("latest_revision_created_at").desc(nulls_last=True), "-pk")


@dataclass(frozen=True)
class State:
    """How records stand at the desk: ``next`` says what is to be done, and by whom.

    ``waits_for_city``: somebody waits for the city's answer; such records stand first.
    """

    code: str
    label: str | Promise
    next: str | Promise
    waits_for_city: bool = False


STATES = {
    state.code: state
    for state in (
        State(
            "changes-asked",
            _("Changes asked for"),
            _("An editor has asked for changes. Your city answers."),
            waits_for_city=True,
        ),
        State(
            "to-be-cleared",
            _("Waiting for approval"),
            _("It waits for approval by your coordinator, who sends it or gives it back."),
            waits_for_city=True,
        ),
        State("draft", _("Draft"), _("Not sent yet. Your city goes on writing.")),
        State(
            "in-review",
            _("With the editors"),
            _("Sent. The editors read it; your city need not do anything."),
        ),
        State("published", _("Published"), _("Everybody can read it.")),
        State(
            "archived",
            _("Archived"),
            _("Nobody has confirmed it for long. Confirm that it is still right, or send it anew."),
        ),
        State(
            "declined",
            _("Not published"),
            _(
                "The editors have decided not to publish it. Your city can change and send it again."
            ),
        ),
        State(
            "taken-down",
            _("Taken down"),
            _("The editors have taken it down. Its address says why."),
        ),
        State(
            "withdrawn",
            _("No longer published"),
            _("It was published once. Only your city and the editors see it now."),
        ),
    )
}


# A translation that stands so tells nothing that its original does not.
AS_THE_ORIGINAL = ("published", "archived", "taken-down", "withdrawn")
# The other states have pages of both kinds.
PUBLIC, NOT_PUBLIC = ("published", "archived"), ("draft", "declined", "taken-down", "withdrawn")


def records_of(city: CityPage) -> QuerySet[RecordPage]:
    """The city's records in all languages, drafts included, each with the code of its ``state``.

    The state is said by the row of the page and by lists of those in review, archived and so on, so that a
    large city is counted without reading its records.
    """
    taken_down = Record.objects.filter(taken_down_on__isnull=False, withdrawn=False)
    refused = [Outcome.DECLINED, Outcome.MERGED]
    state = Case(
        When(pk__in=_asked_to_clear(), then=Value("to-be-cleared")),
        When(_review_stands(WorkflowState.STATUS_NEEDS_CHANGES), then=Value("changes-asked")),
        When(_review_stands(WorkflowState.STATUS_IN_PROGRESS), then=Value("in-review")),
        When(_of(Record.objects.exclude(archived_on=None)), live=True, then=Value("archived")),
        When(live=True, then=Value("published")),
        When(_of(taken_down), then=Value("taken-down")),
        When(_of(Record.objects.filter(submission__outcome__in=refused)), then=Value("declined")),
        When(first_published_at__isnull=False, then=Value("withdrawn")),
        default=Value("draft"),
    )
    return (
        RecordPage.objects.filter(record__city=city.city_id)
        .annotate(state=state)
        .select_related("locale", "content_type", "record")
        .order_by(*LAST_EDITED_FIRST)
    )


def listed_of(city: CityPage) -> QuerySet[RecordPage]:
    """The city's records, each once: its original, and the translations that are being worked on."""
    return records_of(city).exclude(~IS_ORIGINAL, state__in=AS_THE_ORIGINAL)


def in_state(records: QuerySet[RecordPage], code: str) -> QuerySet[RecordPage]:
    """Those that stand so. Whether a page is public says its row, which rules most of a large city out."""
    found = records.filter(state=code)
    return found.filter(live=code in PUBLIC) if code in (*PUBLIC, *NOT_PUBLIC) else found


def translations_of(records: Iterable[RecordPage]) -> dict[int, list[RecordPage]]:
    """The public translations of those that are originals, by number, in the site's order."""
    originals = {
        record.translation_key: record.pk
        for record in records
        if record.locale.language_code == record.record.original_language
    }
    pages = (
        RecordPage.objects.live()
        .filter(translation_key__in=originals)
        .exclude(pk__in=originals.values())
        .select_related("locale")
        .only("pk", "translation_key", "locale")
    )
    languages = [code for code, _name in settings.LANGUAGES]
    found: dict[int, list[RecordPage]] = {}
    for page in sorted(pages, key=lambda page: languages.index(page.locale.language_code)):
        found.setdefault(originals[page.translation_key], []).append(page)
    return found


def waiting_first(
    records: QuerySet[RecordPage], all_records: int, waiting: int
) -> FirstThenRest[int]:
    """A city's records, by number: where somebody waits for its answer, then by last edit."""
    waits = Q(pk__in=_waiting_for_city())
    numbers = records.values_list("pk", flat=True)
    others = numbers.exclude(waits) if waiting else numbers
    return FirstThenRest(numbers.filter(waits), waiting, others, all_records)


def _waiting_for_city() -> QuerySet[Any, Any]:
    """The pages, of all cities, in which somebody waits for the city's answer."""
    asked = _asked_to_clear().values(record=F("clearance_asked_for"))
    return asked.union(_reviews(WorkflowState.STATUS_NEEDS_CHANGES))


def to_be_cleared(city: CityPage) -> QuerySet[RecordPage]:
    """What waits for the city's coordinator, the longest first."""
    waiting = records_of(city).filter(pk__in=_asked_to_clear())
    return waiting.select_related("record__submission__clearance_asked_by").order_by(
        "record__submission__clearance_asked_at", "pk"
    )


def _asked_to_clear() -> QuerySet[Submission, Any]:
    """The pages, of all cities, that wait for a coordinator."""
    asked = Submission.objects.exclude(clearance_asked_at=None).exclude(clearance_asked_for=None)
    return asked.values("clearance_asked_for")


def _of(records: QuerySet[Record]) -> Q:
    """Pages of these records, by the key that a record shares with its pages."""
    return Q(translation_key__in=records.values("key"))


def _review_stands(status: str) -> Q:
    """Of the reviews that run, which are few, not asked of each of a city's records."""
    return Q(pk__in=_reviews(status))


def _reviews(status: str) -> QuerySet[WorkflowState, Any]:
    """The pages, of all cities, whose review stands so."""
    reviews = WorkflowState.objects.filter(
        base_content_type__app_label=Page._meta.app_label,
        base_content_type__model=Page._meta.model_name,
        status=status,
    )
    return reviews.values(record=Cast("object_id", IntegerField()))


def due_for_review(city: CityPage) -> QuerySet[RecordPage]:
    """Published records whose review date has come or comes within two months, the earliest first.

    Of each its original, which the city confirms for all languages.
    """
    records = records_of(city)
    due = records.filter(live=True, record__review_by__lte=timezone.localdate() + REVIEW_SOON)
    originals = only_originals(due).values("pk")
    return records.filter(pk__in=originals).order_by("record__review_by", "pk")
