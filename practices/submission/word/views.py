"""Answers from a Word document: choose it, look at what was found, put it into the draft."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.accounts.typed_words import keep_words, say_choose_again
from kb.models import CityPage
from practices.models import RecordPage
from practices.permissions import can_edit_record, can_write_record
from practices.submission.desk.forms import WordForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.word.pieces import put_pieces
from practices.submission.word.reading import sections_of
from practices.submission.word.recognition import recognise
from practices.submission.word.review import by_chapter, parts_typed, show_findings, show_review
from practices.submission.writing import drafts
from practices.submission.writing.views import too_late


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_word(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The file is read and forgotten; between the two steps what was found travels in the page alone."""
    own, found = record_at_desk(request, code, number)
    if not can_write_record(request.user, found):
        raise Http404
    if not can_edit_record(request.user, found):
        if request.method == "POST":
            return too_late(request, own, found)
        return redirect("submission:record", code, number)
    if "based_on" in request.POST:
        return _put_into_draft(request, own, found)
    posted = request.method == "POST"
    form = WordForm(request.POST, request.FILES) if posted else WordForm()
    if posted and form.is_valid():
        try:
            findings = recognise(drafts.newest(found), sections_of(form.cleaned_data["file"]))
        except ValidationError as refused:
            form.add_error("file", refused)
            say_choose_again(form)
        else:
            return show_findings(request, own, found, findings)
    context = {**desk_context(own, found, drafts.newest(found)), "form": form}
    status = 400 if form.errors else 200
    return render(request, "practices/submission/import_word.html", context, status=status)


def _put_into_draft(request: HttpRequest, own: CityPage, found: RecordPage) -> HttpResponse:
    now = drafts.newest(found)
    typed, names, others = put_pieces(now, request.POST, set(request.POST.getlist("take")))
    answers = by_chapter(now, names)
    taken = drafts.save_answers(found, answers, request.user, typed) if answers else None
    if taken is None or not taken.stored:
        conflicts = taken.conflicts if taken else []
        return show_review(
            request,
            own,
            found,
            parts_typed(found, typed, names),
            others,
            conflicts=conflicts,
            nothing_ticked=taken is None,
            # After a conflict both texts stand here, so that saving again is a decision.
            based_on="" if conflicts else request.POST["based_on"],
            status=409 if conflicts else 400,
        )
    number = sum(len(names) for names in answers.values())
    messages.success(
        request,
        ngettext(
            "%(number)d answer has been put into the draft.",
            "%(number)d answers have been put into the draft.",
            number,
        )
        % {"number": number},
    )
    return redirect("submission:record", own.code, found.pk)
