"""A record leaves the desk: checking, asking for clearance, sending, giving back, taking back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts.typed_words import keep_words
from practices.permissions import (
    can_ask_for_clearance,
    can_give_back_record,
    can_publish_minor_change,
    can_send_record,
    can_take_back_record,
    waits_for_clearance,
)
from practices.reading.presentation import pictures_to_check
from practices.records.files import record_attachments
from practices.records.life import submission_of
from practices.submission.desk.forms import GiveBackForm, SendForm
from practices.submission.desk.views import desk_context
from practices.submission.sending import clearance, sending
from practices.submission.sending.small_changes import NamesPersons, NotSmall, publish_minor
from practices.submission.writing import drafts
from practices.submission.writing.answers import answers_of
from practices.submission.writing.chapters import chapter_asking
from practices.submission.writing.views import editable_record


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """All answers with links to change them, what has to be settled, the declaration; then it is sent."""
    own, found = editable_record(request, code, number)
    may_send = can_send_record(request.user, found)
    if not may_send and not can_ask_for_clearance(request.user, found):
        return redirect("submission:record", code, number)
    now = drafts.newest(found)
    ready = sending.readiness(now)
    submission = submission_of(found)
    form = SendForm(
        request.POST or None,
        ready=ready,
        submission=submission,
        initial={"revision": found.latest_revision_id},
    )
    if request.method == "POST" and form.is_valid() and not ready.missing:
        go = sending.send if may_send else clearance.ask
        go(
            found,
            request.user,
            explanations=form.explanations(),
            duplicate_answers=form.duplicate_answers(),
        )
        if may_send:
            return redirect("submission:sent", code, number)
        messages.success(request, _("Your coordinator was asked to approve it."))
        return redirect("submission:record", code, number)
    return render(
        request,
        "practices/submission/check.html",
        {
            **desk_context(own, found, now),
            "ready": ready,
            "missing": [(part, chapter_asking(now, part.field)) for part in ready.missing],
            "hints": [(hint, chapter_asking(now, hint.field)) for hint in ready.hints],
            "mixtures": [(mixed, chapter_asking(now, mixed.field)) for mixed in ready.mixtures],
            "answers": answers_of(now),
            "attachments": record_attachments(now),
            "pictures": pictures_to_check(now),
            "form": form,
            "may_send": may_send,
            "asked_by": submission.clearance_asked_by if submission.clearance_asked_at else None,
        },
        status=400 if request.method == "POST" else 200,
    )


@login_required
@require_POST
def publish_small_change(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A coordinator's typing error, link or date is published at once; anything else is read first."""
    _own, found = editable_record(request, code, number)
    if not can_publish_minor_change(request.user, found):
        raise Http404
    try:
        publish_minor(found, request.user)
    except NotSmall as reason:
        messages.error(request, str(reason))
        # There what was found is shown, to be solved or explained.
        finds = isinstance(reason, NamesPersons)
        return redirect("submission:check" if finds else "submission:record", code, number)
    messages.success(request, _("The small change is published."))
    return redirect("submission:record", code, number)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A coordinator gives a record back to who asked for clearance, with words."""
    own, found = editable_record(request, code, number)
    if not can_give_back_record(request.user, found):
        raise Http404
    form = GiveBackForm(request.POST or None, region=own.country_code)
    if request.method == "POST" and form.is_valid():
        if clearance.give_back(found, request.user, form.cleaned_data["words"]):
            messages.success(request, _("It has been given back."))
        return redirect("submission:record", code, number)
    context = {
        **desk_context(own, found, drafts.newest(found)),
        "question": _("Give this record back?"),
        "explanation": _(
            "Whoever asked for approval gets your words by mail. The editors do not see them."
        ),
        "yes": _("Give it back"),
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "practices/submission/ask_first.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask first, then take the record back from the editors."""
    own, found = editable_record(request, code, number)
    waiting = waits_for_clearance(found)
    if request.method == "POST":
        if waiting:
            clearance.stop_asking(found, request.user)
            messages.success(request, _("You have taken it back. You can write on."))
        elif sending.take_back(found, request.user):
            messages.success(request, _("You have taken it back. You can write on."))
        else:
            messages.error(request, _("The editors have answered already."))
        return redirect("submission:record", code, number)
    if not can_take_back_record(request.user, found):
        return redirect("submission:record", code, number)
    context = {
        **desk_context(own, found, drafts.newest(found)),
        "question": _("Take this record back from your coordinator?")
        if waiting
        else _("Take this record back from the editors?"),
        "explanation": _("You can change it and ask for approval again at any time.")
        if waiting
        else _("They stop reading. You can change it and send it again at any time."),
        "yes": _("Take it back"),
    }
    return render(request, "practices/submission/ask_first.html", context)
