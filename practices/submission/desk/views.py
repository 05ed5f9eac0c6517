"""The city's desk: what it is working on, how a record stands, the talk with the editors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.log_actions import registry
from wagtail.models import Comment

from kb.accounts.typed_words import keep_words
from kb.accounts.views import city_at_desk, city_context
from kb.cities.time_zones import show_times_of
from kb.models import CityPage
from kb.permissions import (
    can_invite_to_city,
    can_manage_people,
    can_see_city_desk,
    cities_of,
    is_coordinator,
    is_editor,
)
from practices.link_checks.reports import broken_of
from practices.mails.review import coordinators_of, record_of_contact_token
from practices.models import CoAuthor, PeerAnswer, RecordPage
from practices.permissions import (
    can_ask_for_clearance,
    can_change_dates,
    can_delete_record,
    can_edit_record,
    can_give_back_record,
    can_invite_coauthor,
    can_moderate_record,
    can_note_on_record,
    can_publish_minor_change,
    can_send_record,
    can_take_back_record,
    can_withdraw_record,
    can_write_for_city,
    can_write_record,
    records_seen_at_desk,
    works_on_record,
)
from practices.reading.previewing import preview_page
from practices.records.freshness import confirm_record
from practices.records.life import submission_of
from practices.submission.desk import conversation as talk
from practices.submission.desk.forms import MessageForm, MessageToEditorsForm, NoteForm
from practices.submission.desk.services import (
    STATES,
    due_for_review,
    in_state,
    listed_of,
    records_of,
    to_be_cleared,
    translations_of,
    waiting_first,
)
from practices.submission.people.contact import end_contact
from practices.submission.people.peers import open_checks, with_records
from practices.submission.people.requests import open_requests
from practices.submission.sending.small_changes import is_minor
from practices.submission.word.template import MEDIA_TYPE, questions_document
from practices.submission.writing.chapters import KINDS, chapter_asking
from practices.submission.writing.completeness import completeness_of, missing_before_sending
from practices.submission.writing.drafts import newest
from practices.submission.writing.kept_answers import chapters_to_put_right

RECORDS_PER_PAGE = 20
MOST_DUE = 5
MOST_BROKEN = 10
MOST_LOGGED = 50


@never_cache
@login_required
@require_safe
def my_city(request: HttpRequest) -> HttpResponse:
    """To the desk of one's city; whoever works for several chooses, whoever works for none is told so."""
    cities = list(cities_of(request.user))
    shared = CoAuthor.objects.present().filter(user=request.user.pk)
    shared = shared.select_related("record__locale").order_by("-invited_at")
    if len(cities) == 1 and not shared and not can_manage_people(request.user):
        return redirect("submission:city", cities[0].code)
    language = get_language()
    named = [{"code": city.code, "name": city.name_in(language)} for city in cities]
    records = [
        (part, own.code, part.record)
        for part in shared[:RECORDS_PER_PAGE]
        if (own := part.record.city) is not None
    ]
    context = {
        "cities": named,
        "shared": records,
        "may_manage": can_manage_people(request.user),
    }
    return render(request, "practices/submission/my_cities.html", context)


@never_cache
@login_required
@require_safe
def city(request: HttpRequest, code: str) -> HttpResponse:
    """A city's records by state, with what is to be done next; ``state`` keeps those of one state."""
    own = city_at_desk(request, code)
    records = listed_of(own)
    numbers = dict(records.order_by().values_list("state").annotate(Count("pk")))
    chosen = STATES.get(request.GET.get("state", ""))
    shown = in_state(records, chosen.code) if chosen else records
    counted = {chosen.code: numbers.get(chosen.code, 0)} if chosen else numbers
    waiting = sum(n for code, n in counted.items() if STATES[code].waits_for_city)
    listed = Paginator(waiting_first(shown, sum(counted.values()), waiting), RECORDS_PER_PAGE)
    page = listed.get_page(request.GET.get("page"))
    read = records.in_bulk(list(page))
    translated = translations_of(read.values())
    return render(
        request,
        "practices/submission/city.html",
        {
            **city_context(own),
            "states": [
                (state, numbers.get(code, 0))
                for code, state in STATES.items()
                if code in numbers or state == chosen
            ],
            "all_records": sum(numbers.values()),
            "chosen": chosen,
            "page": page,
            "records": [
                (record, STATES[record.state], translated.get(record.pk, []))
                for record in (read[number] for number in page)
            ],
            "query": f"state={chosen.code}&" if chosen else "",
            "due": due_for_review(own)[:MOST_DUE],
            "asked_for": open_requests(own.city),
            "peer_checks": with_records(open_checks(own.city)),
            "peer_answers": PeerAnswer.choices[1:],
            "broken": broken_of(own)[:MOST_BROKEN],
            "to_clear": to_be_cleared(own)[:MOST_DUE]
            if is_coordinator(request.user, own.city)
            else [],
            "may_invite": can_invite_to_city(request.user, own.city),
            "may_write": can_write_for_city(request.user, own.city),
        },
    )


def record_at_desk(request: HttpRequest, code: str, number: int) -> tuple[CityPage, RecordPage]:
    """A city and one of its records, for those who see it at the desk; else 404, as if there were none."""
    # Asked first, so that a record of others costs what none at all does.
    if not records_seen_at_desk(request.user).filter(pk=number).exists():
        raise Http404
    own = CityPage.objects.filter(city__code=code).order_by("pk").first()
    found = records_of(own).filter(pk=number).first() if own is not None else None
    if own is None or found is None:
        raise Http404
    show_times_of(own)
    return own, found.specific


@never_cache
@login_required
@require_safe
def record(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """How a record stands: whose turn it is, its chapters, what editors ask for, what has happened."""
    own, found = record_at_desk(request, code, number)
    now = newest(found)
    submission = submission_of(found)
    measured = completeness_of(now, missing_before_sending(now))
    state = STATES[records_of(own).get(pk=number).state]
    return render(
        request,
        "practices/submission/record.html",
        {
            **desk_context(own, found, now),
            "state": state,
            "submission": submission,
            "for_city": can_see_city_desk(request.user, own.city),
            "works_here": works_on_record(request.user, found),
            "may_write": can_write_record(request.user, found),
            "may_note": can_note_on_record(request.user, found),
            "may_invite": can_invite_coauthor(request.user, found),
            "notes": found.notes.select_related("author"),
            "note_form": NoteForm(),
            "may_edit": can_edit_record(request.user, found),
            "may_send": can_send_record(request.user, found),
            "may_ask": can_ask_for_clearance(request.user, found),
            "may_give_back": can_give_back_record(request.user, found),
            "no_coordinator": state.code == "to-be-cleared" and not coordinators_of(found),
            "may_take_back": can_take_back_record(request.user, found),
            "may_change_dates": can_change_dates(request.user, found),
            "may_publish_small_change": can_publish_minor_change(request.user, found)
            and found.has_unpublished_changes
            and is_minor(found),
            "may_withdraw": works_on_record(request.user, found)
            and can_withdraw_record(request.user, found),
            "may_delete": can_delete_record(request.user, found),
            "to_put_right": chapters_to_put_right(now),
            "completeness": measured,
            "pictures": now.photos.count(),
            "attachments": now.attachments.count(),
            "comments": [
                (comment, chapter_asking(now, comment.contentpath.split(".")[0]))
                for comment in talk.open_comments(found)
            ],
            "talk": submission.messages.select_related("author"),
            "message_form": MessageToEditorsForm(),
            "history": history(found),
        },
    )


def desk_context(own: CityPage, found: RecordPage, now: RecordPage) -> dict[str, Any]:
    """What all pages about one record show: city, title, language."""
    return {
        **city_context(own),
        "record": found,
        "title": now.title,
        "record_language": found.locale.language_code,
        "kind": now._meta.verbose_name,
    }


def history(found: RecordPage) -> list[Any]:
    """What has happened with a record, newest first, without the many small saves."""
    return list(
        registry.get_logs_for_instance(found)
        .exclude(action__in=["wagtail.edit", "wagtail.create"])
        .select_related("user")
        .order_by("-timestamp")[:MOST_LOGGED]
    )


@never_cache
@login_required
@require_safe
def sent(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """It has been sent: reference, what happens now, until when."""
    own, found = record_at_desk(request, code, number)
    if not can_see_city_desk(request.user, own.city):
        raise Http404
    submission = submission_of(found)
    if submission.sent_at is None:
        return redirect("submission:record", code, number)
    context = {**desk_context(own, found, newest(found)), "submission": submission}
    return render(request, "practices/submission/sent.html", context)


@never_cache
@login_required
@require_safe
def preview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The newest version as readers would see it."""
    read = _read_by_editor(request, code, number)
    if read is not None:
        back = reverse("moderation:review", args=[number])
        return preview_page(request, newest(read), back=back, back_label=_("Back to the review"))
    _own, found = record_at_desk(request, code, number)
    sends = can_send_record(request.user, found) or can_ask_for_clearance(request.user, found)
    return preview_page(
        request,
        newest(found),
        back=reverse("submission:check" if sends else "submission:record", args=[code, number]),
        back_label=_("To “Check and send”") if sends else _("Back to the record"),
    )


def _read_by_editor(request: HttpRequest, code: str, number: int) -> RecordPage | None:
    """The record, where it waits for an answer of this editor."""
    if not is_editor(request.user):
        return None
    found = RecordPage.objects.filter(pk=number).first()
    if found is None or not found.workflow_in_progress or found.city is None:
        return None
    own = found.city.code == code and can_moderate_record(request.user, found)
    return found.specific if own else None


@keep_words
@login_required
@require_POST
def message(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A word to the editors."""
    own, found = record_at_desk(request, code, number)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    form = MessageToEditorsForm(request.POST, region=own.country_code)
    if not form.is_valid():
        context = {**desk_context(own, found, newest(found)), "form": form}
        return render(request, "practices/submission/message.html", context, status=400)
    talk.say(submission_of(found), found, request.user, form.cleaned_data["text"], from_city=True)
    messages.success(request, _("Your message has been sent."))
    return redirect("submission:record", code, number)


@keep_words
@login_required
@require_POST
def answer_comment(request: HttpRequest, code: str, number: int, comment: int) -> HttpResponse:
    """An answer to what an editor remarked on a field."""
    own, found = record_at_desk(request, code, number)
    if not can_write_record(request.user, found):
        raise Http404
    asked = get_object_or_404(Comment, pk=comment, page_id=found.pk, resolved_at=None)
    form = MessageForm(request.POST, region=own.country_code)
    if not form.is_valid():
        context = {**desk_context(own, found, newest(found)), "form": form, "asked": asked}
        return render(request, "practices/submission/message.html", context, status=400)
    talk.answer(asked, request.user, form.cleaned_data["text"])
    messages.success(
        request, _("Your answer has been kept. The editor reads it when you send again.")
    )
    return redirect("submission:record", code, number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_contact(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the office's mail: it asks first, then the address is shown no longer."""
    found = record_of_contact_token(token)
    if found is not None and request.method == "POST":
        end_contact(found)
        return render(request, "practices/submission/contact_ended.html", {"ended": True})
    context = {"found": found, "title": found.title if found and found.live else ""}
    status = 200 if found is not None else 404
    return render(request, "practices/submission/contact_ended.html", context, status=status)


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """The questions of a kind of record as a Word document; anybody may have it."""
    if kind not in KINDS:
        raise Http404
    response = HttpResponse(questions_document(kind), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{kind}-{get_language()}.docx"'
    return response


@never_cache
@login_required
@require_POST
def confirm(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Still right: the city confirms what is public with one click."""
    own, found = record_at_desk(request, code, number)
    if not can_write_for_city(request.user, own.city) or not found.live:
        raise Http404
    until = confirm_record(found, request.user)
    messages.success(
        request,
        _("Thank you. We will ask again by %(day)s.") % {"day": date_format(until, "DATE_FORMAT")},
    )
    return redirect("submission:city", code)
