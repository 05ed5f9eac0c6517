"""The editors' pages in the admin: the queue, one review, taking down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_countries import countries
from wagtail.admin import messages
from wagtail.models import Revision

from kb.models import Concept, User
from kb.permissions import is_editor
from kb.site.addresses import language_path
from kb.texts.lookalikes import mixed_words
from practices.models import Message, RecordPage
from practices.moderation import services
from practices.moderation.forms import (
    AskOutsideForm,
    AssignForm,
    ReviewForm,
    commentable,
)
from practices.moderation.lists.answered import answered_context
from practices.moderation.lists.queue import SCOPES, QueueRequest, queue
from practices.moderation.outside.advice import advice_rows, reviews_asked_of
from practices.moderation.translations.handover import handed_over
from practices.moderation.versions import newest_version
from practices.permissions import (
    can_moderate_record,
    can_publish_record,
)
from practices.reading.presentation import field_label, pictures_to_check
from practices.records import freshness
from practices.records.files import record_attachments
from practices.records.life import submission_of
from practices.records.rules import with_relations
from practices.submission.desk.conversation import open_comments, say
from practices.submission.desk.forms import MessageForm
from practices.submission.guard.duplicates import DuplicateAnswer
from practices.submission.guard.privacy import findings
from practices.submission.guard.wording import hints, mixtures
from practices.submission.writing.answers import Answer, one_answer

PER_PAGE = 25
# Of translations, that many of the oldest; the report of translations has all.
MOST_TRANSLATIONS = 50
View = Callable[..., HttpResponse]


def for_editors(view: View) -> View:
    """Only for editors; others are refused, administrators too."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_editor(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def record_in_remit(request: HttpRequest, number: int) -> RecordPage:
    """The record, for editors whose remit it is; else 404."""
    found = get_object_or_404(RecordPage, pk=number).specific
    if not can_moderate_record(request.user, found):
        raise Http404
    return found


@for_editors
@require_safe
def queue_view(request: HttpRequest) -> HttpResponse:
    """What waits: mine, nobody's, late; by theme, country and language."""
    asked = QueueRequest.parse(request.GET)
    page = Paginator(queue(asked, request.user), PER_PAGE).get_page(request.GET.get("p"))
    records = {
        record.pk: record
        for record in with_relations(
            RecordPage.objects.filter(pk__in=[waiting.pk for waiting in page])
        )
    }
    rows = [
        {
            "record": waiting,
            "submission": submission,
            "title": records[waiting.pk].draft_title,
            "mixed": mixed_words(records[waiting.pk].draft_title),
            "city": records[waiting.pk].city,
            "language": waiting.locale.language_code,
            "kind": waiting.content_type.name,
            "late": submission.due_on is not None and submission.due_on < timezone.localdate(),
            "mine": can_moderate_record(request.user, records[waiting.pk]),
        }
        for waiting in page
        for submission in [waiting.record.submission]
    ]
    kept = request.GET.copy()
    kept.pop("p", None)
    return render(
        request,
        "practices/moderation/queue.html",
        {
            "title": _("To be read"),
            "rows": rows,
            "page": page,
            "asked": asked,
            "scopes": SCOPES.items(),
            "themes": [
                (concept.code, concept.label())
                for concept in Concept.objects.filter(facet="theme").order_by("sort_order")
            ],
            "countries": [(code, name) for code, name in countries],
            "languages": settings.LANGUAGES,
            "query": f"{kept.urlencode()}&" if kept else "",
            "handed_over": _handed_over(asked, request.user),
        },
    )


def _handed_over(asked: QueueRequest, user: Any) -> list[dict[str, Any]]:
    """Translations that wait for a second editor: mine are those of others within my remit."""
    if not asked.shows_translations:
        return []
    waiting = list(handed_over(asked.language)[:MOST_TRANSLATIONS])
    records = {
        record.pk: record
        for record in with_relations(
            RecordPage.objects.filter(pk__in=[handed.page_id for handed in waiting])
        )
    }
    rows = [
        {
            "handed": handed,
            "title": records[handed.page_id].draft_title,
            "language": records[handed.page_id].locale.language_code,
            "mine": handed.handed_by_id != user.pk
            and can_moderate_record(user, records[handed.page_id]),
        }
        for handed in waiting
    ]
    return [row for row in rows if row["mine"] or asked.scope != "mine"]


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, number: int) -> HttpResponse:
    """Read one record, tick the checklist, remark on fields, decide."""
    record = record_in_remit(request, number)
    state = services.review_of(record)
    if state is None:
        if submission_of(record).sent_at is None:
            messages.warning(request, _("This record does not wait for an answer."))
            return redirect("moderation:queue")
        if request.method == "POST":
            messages.warning(request, _("This record does not wait for an answer."))
            return redirect("moderation:review", number)
        context = answered_context(request.user, record)
        return render(request, "practices/moderation/answered.html", context)
    now = record.get_latest_revision_as_object()
    form = ReviewForm(request.POST or None, record=now, checklist=state.checklist)
    status = 200
    if request.method == "POST":
        status = 400
        decision = request.POST.get("decision", "")
        if form.is_valid():
            form.check_decision(decision)
        if form.is_valid():
            try:
                return _decide(request, record, form, decision)
            except services.RecordHasChanged:
                status = 409
                form.stand_on(newest_version(record))
                messages.error(
                    request,
                    _("It has changed since you opened this page. Read again, then decide."),
                )
            except PermissionDenied:
                status = 403
                messages.error(
                    request,
                    _("You wrote a part of it yourself: another editor has to publish it."),
                )
    context = review_context(request, record, now, form)
    return render(request, "practices/moderation/review.html", context, status=status)


def _decide(
    request: HttpRequest, record: RecordPage, form: ReviewForm, decision: str
) -> HttpResponse:
    cleaned, user = form.cleaned_data, request.user
    common: dict[str, Any] = {"checklist": form.checklist()}
    version = cleaned["version"]
    if decision == "publish":
        services.publish(record, user, version, **common)
        public = RecordPage.objects.get(pk=record.pk)
        messages.success(
            request,
            _("“%(title)s” is published.") % {"title": public.title},
            buttons=[messages.button(language_path(public), _("Read it"))],
        )
    elif decision == "changes":
        services.ask_for_changes(
            record, user, version, words=cleaned["words"], comments=form.comments(), **common
        )
        messages.success(request, _("The city has been asked for changes."))
    elif decision == "decline":
        services.decline(
            record, user, version, reason=cleaned["reason"], words=cleaned["words"], **common
        )
        messages.success(request, _("The record was declined; the city knows why."))
    elif decision == "merge":
        services.merge(
            record, user, version, target=cleaned["target"], words=cleaned["words"], **common
        )
        messages.success(request, _("The submission was merged; the city knows."))
    else:
        services.keep_checklist(record, user, version, form.checklist())
        messages.success(request, _("Your checklist has been kept."))
        return redirect("moderation:review", record.pk)
    return redirect("moderation:queue")


def _names(record: RecordPage, talk: Iterable[Message]) -> list[str]:
    """The city's and the writers' names as they stand on the page, each once."""
    people = [said.author.shown_name for said in talk if said.author]
    return list(dict.fromkeys([*([record.city.name_in()] if record.city else []), *people]))


def review_context(
    request: HttpRequest,
    record: RecordPage,
    now: RecordPage,
    form: ReviewForm,
    outside_form: AskOutsideForm | None = None,
    message_form: MessageForm | None = None,
) -> dict[str, Any]:
    """All that stands on the page of a review; both forms of a fresh one carry the version that it shows."""
    version = newest_version(record)
    form.initial["version"] = version
    submission = submission_of(record)
    before = _read_before(record)
    changed = changed_parts(before, now) if before else {}
    talk = submission.messages.select_related("author")
    return {
        "record": record,
        "title": now.title,
        "form": form,
        "submission": submission,
        "city": record.city,
        "language": record.locale.language_code,
        "may_publish": can_publish_record(request.user, record),
        "assign_form": AssignForm(initial={"editor": submission.assigned_to_id}),
        "message_form": message_form or MessageForm(),
        "outside": [
            (asked, advice_rows(asked))
            for asked in reviews_asked_of(record).select_related("task_state", "revision")
        ],
        "outside_form": outside_form
        or AskOutsideForm(initial={"version": version, "language": get_language()}),
        "talk": talk,
        "comments": [
            (comment, field_label(now, comment.contentpath.split(".")[0]))
            for comment in open_comments(record)
        ],
        "parts": [
            {
                "answer": one_answer(now, name),
                "changed": changed.get(name),
                "comment": form[f"comment_{name}"],
            }
            for name in commentable(now)
        ],
        "read_before": before is not None,
        "attachments": record_attachments(now, since=before),
        "pictures": pictures_to_check(now, since=before),
        "record_language": record.locale.language_code,
        "findings": [(found, submission.explanations.get(found.id, "")) for found in findings(now)],
        "hints": hints(now),
        "mixtures": [
            *((mixed.field_label, mixed.sentence) for mixed in mixtures(now)),
            *(
                (_("Name"), str(word))
                for name in _names(record, talk)
                for word in mixed_words(name)
            ),
        ],
        "duplicates": [
            {
                "title": said.get("title", ""),
                "answer": DuplicateAnswer(said["answer"]).label
                if said.get("answer") in DuplicateAnswer.values
                else "",
                "words": said.get("words", ""),
            }
            for said in submission.duplicate_answers.values()
        ],
    }


def _read_before(record: RecordPage) -> RecordPage | None:
    """The version that editors or readers have seen last: of the last review, else what is public."""
    last = (
        Revision.objects.for_instance(record)
        .filter(task_states__finished_at__isnull=False)
        .exclude(pk=record.latest_revision_id)
        .order_by("-pk")
        .first()
    )
    seen = last or (record.live_revision if record.live else None)
    return seen.as_object() if seen is not None and seen.pk != record.latest_revision_id else None


def changed_parts(before: RecordPage, now: RecordPage) -> dict[str, Answer]:
    """What stood before in each part that reads otherwise now."""
    pairs = ((one_answer(before, name), one_answer(now, name)) for name in commentable(now))
    return {old.name: old for old, new in pairs if old.html != new.html}


@for_editors
@require_POST
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Say who answers."""
    record = record_in_remit(request, number)
    form = AssignForm(request.POST)
    if form.is_valid():
        editor: User | None = form.cleaned_data["editor"]
        services.assign(record, editor, request.user)
        messages.success(request, _("Assigned."))
    else:
        messages.error(request, _("Choose one of the editors."))
    return redirect("moderation:review", number)


@for_editors
@require_POST
def message(request: HttpRequest, number: int) -> HttpResponse:
    """A word to the city, without a decision."""
    record = record_in_remit(request, number)
    form = MessageForm(request.POST, region=record.country_code)
    if form.is_valid():
        text = form.cleaned_data["text"]
        say(submission_of(record), record, request.user, text, from_city=False)
        messages.success(request, _("Your message has been sent."))
        return redirect("moderation:review", number)
    state = services.review_of(record)
    if state is None:
        context = answered_context(request.user, record, form)
        return render(request, "practices/moderation/answered.html", context, status=400)
    now = record.get_latest_revision_as_object()
    decision = ReviewForm(record=now, checklist=state.checklist)
    context = review_context(request, record, now, decision, message_form=form)
    return render(request, "practices/moderation/review.html", context, status=400)


@for_editors
@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once, then take an archived record from the archive."""
    record = record_in_remit(request, number)
    if not record.live or record.archived_on is None:
        raise Http404
    if request.method == "POST":
        until = freshness.bring_back(record, request.user)
        messages.success(
            request,
            _("It is found again. Its city is asked again by %(day)s.")
            % {"day": date_format(until, "DATE_FORMAT")},
        )
        return redirect("wagtailadmin_pages:edit", record.pk)
    return render(request, "practices/moderation/bring_back.html", {"record": record})
