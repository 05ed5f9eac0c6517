"""What a record carries beside its words, pictures and files: added one by one, taken out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts.typed_words import keep_words, say_choose_again
from practices.models import RecordPage
from practices.permissions import can_edit_record
from practices.reading.presentation import record_photos
from practices.records.files import record_attachments
from practices.submission.desk.forms import AttachmentForm, PictureForm, PictureWordsForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.enclosures import files as attachments
from practices.submission.enclosures import pictures
from practices.submission.writing.drafts import newest


@dataclass(frozen=True)
class Enclosure:
    """A kind of thing that a record carries: its page, its form, and what lists, bounds and keeps it."""

    name: str
    form: type[Form]
    shown: Callable[[RecordPage], list[dict[str, Any]]]
    no_more: Callable[[RecordPage], str]
    add: Callable[..., None]
    added: Any


PICTURES = Enclosure(
    name="pictures",
    form=PictureForm,
    shown=record_photos,
    no_more=pictures.no_more,
    add=pictures.add_picture,
    added=gettext_lazy("The picture has been added."),
)
FILES = Enclosure(
    name="attachments",
    form=AttachmentForm,
    shown=record_attachments,
    no_more=attachments.no_more,
    add=attachments.add_file,
    added=gettext_lazy("The file has been added."),
)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enclosures(request: HttpRequest, code: str, number: int, kind: Enclosure) -> HttpResponse:
    """The record's pictures or files, and the form to add one."""
    own, found = record_at_desk(request, code, number)
    if not can_edit_record(request.user, found):
        if request.method == "POST":
            raise Http404
        return redirect("submission:record", code, number)
    posted = request.method == "POST"
    form = kind.form(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"language": found.locale.language_code},
    )
    if posted and form.is_valid():
        try:
            kind.add(found, request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("file", refused)
        else:
            messages.success(request, kind.added)
            return redirect(f"submission:{kind.name}", code, number)
    if posted:
        say_choose_again(form)
    now = newest(found)
    return render(
        request,
        f"practices/submission/{kind.name}.html",
        {
            **desk_context(own, found, now),
            "enclosed": kind.shown(now),
            "full": kind.no_more(now),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def picture_words(request: HttpRequest, code: str, number: int, place: int) -> HttpResponse:
    """Another caption of a picture, and what it shows, without choosing the file again."""
    own, found = record_at_desk(request, code, number)
    item = pictures.picture_at(found, place)
    if not can_edit_record(request.user, found) or item is None:
        raise Http404
    form = PictureWordsForm(
        request.POST or None,
        initial={"caption": item.caption, "description": item.photo.description},
        is_public=pictures.is_public(item.photo),
    )
    if request.method == "POST" and form.is_valid():
        pictures.change_words(found, request.user, place, **form.cleaned_data)
        messages.success(request, _("The words about the picture have been saved."))
        return redirect("submission:pictures", code, number)
    context = {**desk_context(own, found, newest(found)), "item": item, "form": form}
    status = 400 if form.errors else 200
    return render(request, "practices/submission/picture_words.html", context, status=status)


@login_required
@require_POST
def remove_picture(request: HttpRequest, code: str, number: int, place: int) -> HttpResponse:
    """Take a picture out of the record; the city keeps the file for its other records."""
    _own, found = record_at_desk(request, code, number)
    if not can_edit_record(request.user, found):
        raise Http404
    if not pictures.remove_picture(found, request.user, place):
        raise Http404
    messages.success(request, _("The picture has been taken out."))
    return redirect("submission:pictures", code, number)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_attachment(
    request: HttpRequest, code: str, number: int, attachment: int
) -> HttpResponse:
    """Ask first, then take a file out of the record."""
    own, found = record_at_desk(request, code, number)
    file = attachments.file_of(found, attachment)
    if not can_edit_record(request.user, found) or file is None:
        raise Http404
    if request.method == "POST":
        attachments.remove_file(found, request.user, attachment)
        messages.success(request, _("The file has been taken out."))
        return redirect("submission:attachments", code, number)
    context = {
        **desk_context(own, found, newest(found)),
        "title": file.title,
        "record_language": file.language,
        "question": _("Take this file out of the record?"),
        "explanation": _(
            "It is deleted, unless readers see it now: then it goes when the new version is published."
        ),
        "yes": _("Take it out"),
    }
    return render(request, "practices/submission/ask_first.html", context)
