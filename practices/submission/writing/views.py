"""Writing a record: the start page, its chapters, growing, deleting."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import resolve
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts.typed_words import AUTOSAVE, keep_words, say_choose_again, words_come_back
from kb.accounts.views import city_at_desk, city_context
from kb.site.addresses import language_path
from practices.models import RecordPage
from practices.permissions import (
    can_delete_record,
    can_edit_record,
    can_write_for_city,
    can_write_record,
)
from practices.reading.presentation import field_label
from practices.submission.desk import conversation as talk
from practices.submission.desk.forms import MessageForm, StartForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.people.requests import begun, open_requests
from practices.submission.word.reading import sections_of
from practices.submission.word.recognition import recognise
from practices.submission.word.review import show_findings
from practices.submission.writing import drafts
from practices.submission.writing.adapting import public_work
from practices.submission.writing.answers import one_answer
from practices.submission.writing.chapter_forms import MOST_ROWS, chapter_form
from practices.submission.writing.chapters import chapter_of, chapters_of
from practices.submission.writing.completeness import needed_before_sending, questions_of
from practices.submission.writing.field_help import LIST_HELP, say_what_is_meant
from practices.submission.writing.guidance import guidance_for
from practices.submission.writing.kept_answers import kept_answers
from practices.submission.writing.setting_aside import form_as_kept, show_as_typed, wrong_answers
from practices.submission.writing.subject_proposals import propose_subjects


def form_without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view of forms without a valid token: at the desk and from editors, what was typed comes back.

    Only to a form of this site, which the browser tells by ``Origin``: another site must not be able to put
    words into somebody's form.
    """
    origin = f"{request.scheme}://{request.get_host()}"
    ours = resolve(request.path_info).namespace in ("submission", "moderation")
    if ours and request.headers.get("Origin") == origin:
        return words_come_back(request)
    return csrf_failure(request, reason)


def editable_record(request: HttpRequest, code: str, number: int) -> tuple[Any, RecordPage]:
    """A city and one of its records, for those who write for it; else 404."""
    own, found = record_at_desk(request, code, number)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    return own, found


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """What is needed, how long it takes, what happens; then kind, size, language and title."""
    own = city_at_desk(request, code)
    if not can_write_for_city(request.user, own.city):
        raise Http404
    number = request.GET.get("asked", "")
    asked = (
        open_requests(own.city).filter(pk=int(number)).first()
        if len(number) < 10 and number.isdecimal()
        else None
    )
    initial: dict[str, Any] = {"language": get_language(), "key": uuid.uuid4()}
    if asked is not None:
        initial.update(title=asked.title, asked=asked.pk)
    origin = public_work(request.GET.get("adapts", ""), own.city)
    if origin is not None:
        initial.update(adapts=origin.record_id, kind=origin.kind)
    form = StartForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        answers, file = form.cleaned_data.pop("asked"), form.cleaned_data.pop("file")
        origin = public_work(form.cleaned_data.pop("adapts"), own.city)
        try:
            sections = sections_of(file) if file else []
        except ValidationError as refused:
            form.add_error("file", refused)
            say_choose_again(form)
            return _show_start(request, own, form, origin, 400)
        try:
            record = drafts.begin(own, request.user, origin=origin, **form.cleaned_data)
        except drafts.FormWasReused:
            form.add_error(None, _("This form was sent before with another title. Begin again."))
            say_choose_again(form)
            return _show_start(request, own, form, origin, 409)
        if answers:
            begun(own.city, answers, record)
        if file:
            found = recognise(drafts.newest(record), sections)
            return show_findings(request, own, record, found)
        return redirect("submission:record", code, record.pk)
    status = 400 if form.errors else 200
    if form.errors:
        say_choose_again(form)
    return _show_start(request, own, form, origin, status)


def _show_start(
    request: HttpRequest, own: Any, form: StartForm, origin: RecordPage | None, status: int
) -> HttpResponse:
    context = {
        "origin": origin,
        "origin_url": language_path(origin, get_language()) if origin else "",
        **city_context(own),
        "form": form,
        "questions": [
            {"kind": label, "size": size, "needed": needed, "others": others}
            for size in ("note", "full")
            for kind, label in form.fields["kind"].choices  # type: ignore[attr-defined]
            for needed, others in (questions_of(kind, size),)
        ],
    }
    return render(request, "practices/submission/start.html", context, status=status)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def chapter(request: HttpRequest, code: str, number: int, chapter_code: str) -> HttpResponse:
    """One short form. Saving never asks for more than a title; what is missing is said before sending."""
    own, found = record_at_desk(request, code, number)
    if not can_write_record(request.user, found):
        raise Http404
    # Before the words: by this mark the browser takes what it has kept for stored, and shown here.
    last_save = drafts.last_save(found, chapter_code)
    now = drafts.newest(found)
    asked = chapter_of(now, chapter_code)
    if asked is None:
        raise Http404
    if not can_edit_record(request.user, found):
        if request.method == "POST":
            return too_late(request, own, found)
        return redirect("submission:record", code, number)
    if request.method != "POST":
        form = form_as_kept(now, asked.code, kept_answers(found))
        return _show_chapter(request, own, found, asked, form, [], 200, last_save=last_save)
    quietly = AUTOSAVE in request.headers
    if "add_row" in request.POST and not quietly:
        return _one_more_row(request, own, found, asked, now)
    saved = drafts.save_chapter(found, asked, request.user, request.POST, quietly=quietly)
    if quietly:
        return _saved_quietly(saved)
    if not saved.stored or saved.conflicts or saved.wrong or saved.lost:
        show_as_typed(saved.form)
        saved.form.stand_on(saved.based_on)
        status = 409 if saved.conflicts else 400
        unsaved = (
            "conflict" if saved.conflicts else "" if saved.stored and not saved.lost else "lost"
        )
        return _show_chapter(
            request,
            own,
            found,
            asked,
            saved.form,
            saved.conflicts,
            status,
            unsaved=unsaved,
            last_save=saved.mark,
        )
    messages.success(request, _("“%(chapter)s” has been saved.") % {"chapter": asked.label})
    if "next" in request.POST:
        codes = [each.code for each in chapters_of(saved.record)]
        following = codes[codes.index(asked.code) + 1 :]
        if following:
            return redirect("submission:chapter", code, number, following[0])
        return redirect("submission:pictures", code, number)
    return redirect("submission:record", code, number)


def _saved_quietly(saved: drafts.Saved) -> JsonResponse:
    """What the page says of its own saving, and where something has to be looked at."""
    if not saved.stored:
        return JsonResponse({"fields": _labelled(saved, wrong_answers(saved.form))}, status=400)
    # Where two wrote something else the page goes on standing on what it has shown.
    shown = {name: saved.form.shown[name] for name in saved.conflicts}
    words = _("Saved at %(time)s") % {"time": time_format(timezone.localtime(), "TIME_FORMAT")}
    told: dict[str, Any] = {"based_on": json.dumps({**saved.based_on, **shown}), "fields": []}
    if saved.conflicts:
        words = _("Not saved, because something else was written there meanwhile:")
        told.update(conflict=True, fields=_labelled(saved, saved.conflicts))
    elif saved.lost:
        words = _("Not saved, because it is too long:")
        told.update(fields=_labelled(saved, saved.lost))
    elif saved.wrong:
        words = ngettext(
            "Saved at %(time)s. One answer is kept as you typed it, to be put right:",
            "Saved at %(time)s. %(number)d answers are kept as you typed them, to be put right:",
            len(saved.wrong),
        ) % {
            "time": time_format(timezone.localtime(), "TIME_FORMAT"),
            "number": len(saved.wrong),
        }
        told.update(fields=_labelled(saved, saved.wrong))
    told["saved"] = words
    return JsonResponse(told, status=409 if saved.conflicts else 413 if saved.lost else 200)


def _labelled(saved: drafts.Saved, names: list[str]) -> list[dict[str, str]]:
    """Fields by their place in the page and their label."""
    return [
        {
            "place": f"field_{name}" if name in saved.form.fields else f"rows_{name}",
            "label": str(field_label(saved.record, name)),
        }
        for name in names
    ]


def _one_more_row(
    request: HttpRequest, own: Any, found: RecordPage, asked: Any, now: RecordPage
) -> HttpResponse:
    """The same form with an empty row more in one of its lists; nothing is stored by this."""
    name = request.POST["add_row"]
    data: Any = request.POST.copy()
    total = f"{name}-TOTAL_FORMS"
    rows = str(data.get(total, ""))
    if name in asked.lists_for(now) and rows.isdecimal() and len(rows) < 4:
        data[total] = str(min(int(rows) + 1, MOST_ROWS))
    form = chapter_form(now, asked.code, data)
    return _show_chapter(
        request, own, found, asked, form, [], 200, quiet_errors=True, unsaved="more"
    )


def _show_chapter(
    request: HttpRequest,
    own: Any,
    found: RecordPage,
    asked: Any,
    form: Any,
    conflicts: list[str],
    status: int,
    *,
    quiet_errors: bool = False,
    unsaved: str = "",
    last_save: str = "",
) -> HttpResponse:
    stored = drafts.newest(found)
    chapters = chapters_of(stored)
    comments: dict[str, list[Any]] = {}
    for comment in talk.open_comments(found):
        comments.setdefault(comment.contentpath.split(".")[0], []).append(comment)
    guidance = guidance_for(get_language())
    needed = needed_before_sending(stored)
    say_what_is_meant(form, needed)
    propose_subjects(form, stored)
    fields = [
        {
            "bound": form[name],
            "comments": comments.get(name, []),
            "guidance": guidance.get((stored.kind, name)) or guidance.get(("", name)),
            "theirs": one_answer(stored, name) if name in conflicts else None,
        }
        for name in asked.fields_for(stored)
    ]
    lists = [
        {
            "name": name,
            "label": field_label(stored, name),
            "formset": form.formsets[name],
            "help": LIST_HELP.get(name, ""),
            "comments": comments.get(name, []),
            "theirs": one_answer(stored, name) if name in conflicts else None,
        }
        for name in asked.lists_for(stored)
    ]
    return render(
        request,
        "practices/submission/chapter.html",
        {
            **desk_context(own, found, stored),
            "chapter": asked,
            "place": chapters.index(asked) + 1,
            "places": len(chapters),
            "form": form,
            "remarks": [remark for part in (*fields, *lists) for remark in part["comments"]],
            "fields": fields,
            "lists": lists,
            "show_errors": not quiet_errors and (form.errors or _rows_have_errors(form)),
            "unsaved": unsaved,
            "conflicts": [field_label(stored, name) for name in conflicts],
            "last_save": last_save,
            "message_form": MessageForm(),
        },
        status=status,
    )


def _rows_have_errors(form: Any) -> bool:
    return form.is_bound and any(formset.total_error_count() for formset in form.formsets.values())


def too_late(request: HttpRequest, own: Any, found: RecordPage) -> HttpResponse:
    """The editors have the record: what was typed is shown, so that it can be kept, and not stored."""
    if AUTOSAVE in request.headers:
        return JsonResponse({"locked": True}, status=409)
    typed = [
        (name, value)
        for name, value in request.POST.items()
        if value
        and name not in ("csrfmiddlewaretoken", "based_on", "after", "save")
        and "-" not in name
    ]
    context = {**desk_context(own, found, drafts.newest(found)), "typed": typed}
    return render(request, "practices/submission/locked.html", context, status=409)


@login_required
@require_POST
def grow(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A short note becomes a full case."""
    _own, found = editable_record(request, code, number)
    if not can_edit_record(request.user, found):
        raise Http404
    drafts.grow(found, request.user)
    messages.success(request, _("It is a full case now. What you wrote is still there."))
    return redirect("submission:record", code, number)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Ask first, then delete a draft that was never published."""
    own, found = editable_record(request, code, number)
    if not can_delete_record(request.user, found):
        raise Http404
    if request.method == "POST":
        title = drafts.newest(found).title
        # The desk has asked its own rule; in the admin a draft that a city began is nobody's to delete.
        found.delete(user=request.user, skip_permission_checks=True)
        messages.success(request, _("“%(title)s” has been deleted.") % {"title": title})
        return redirect("submission:city", code)
    context = {
        **desk_context(own, found, drafts.newest(found)),
        "question": _("Delete this draft for good?"),
        "explanation": _(
            "All its texts are gone for everybody in your city. This cannot be undone."
        ),
        "yes": _("Delete the draft"),
    }
    return render(request, "practices/submission/ask_first.html", context)
