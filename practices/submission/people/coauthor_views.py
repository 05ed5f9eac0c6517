"""Pages for writing one record together: co-authors, the link of their invitation, notes."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from kb.accounts.joining import invitation_gone, join_by_link
from kb.accounts.step_up import asked_again
from kb.accounts.typed_words import keep_words
from practices.models import CoAuthor
from practices.permissions import can_invite_coauthor, can_note_on_record
from practices.submission.desk.forms import CoAuthorForm, NoteForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.people import coauthors as services
from practices.submission.writing.drafts import newest


@never_cache
@keep_words
@login_required
@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def coauthors(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Who takes part in this record besides its city, and the form to invite one more."""
    own, found = record_at_desk(request, code, number)
    if not can_invite_coauthor(request.user, found):
        raise Http404
    form = CoAuthorForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(found, request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("email", refused)
        else:
            email = form.cleaned_data["email"]
            messages.success(request, _("%(email)s was invited.") % {"email": email})
            return redirect("submission:coauthors", code, number)
    parts = CoAuthor.objects.filter(record=found).select_related("user")
    return render(
        request,
        "practices/submission/coauthors.html",
        {
            **desk_context(own, found, newest(found)),
            "present": parts.present().order_by("invited_at", "pk"),
            "invited": parts.open().order_by("invited_at", "pk"),
            "form": form,
        },
        status=400 if form.errors else 200,
    )


@login_required
@asked_again
@require_POST
def end_part(request: HttpRequest, code: str, number: int, place: int) -> HttpResponse:
    """End somebody's part, or an invitation, at once."""
    _own, found = record_at_desk(request, code, number)
    if not can_invite_coauthor(request.user, found):
        raise Http404
    services.end(get_object_or_404(CoAuthor, pk=place, record=found), request.user)
    messages.success(request, _("It has ended; there is no access any longer."))
    return redirect("submission:coauthors", code, number)


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the mail: take part in the record."""
    found = services.find(token)
    if found is None or (own := found.record.city) is None:
        return invitation_gone(request)
    return join_by_link(
        request,
        found.email,
        accept=partial(services.accept, found),
        welcome=_("You now take part in this record."),
        leads_to=reverse("submission:record", args=[own.code, found.record_id]),
        template="practices/submission/join_coauthor.html",
        context={
            "invitation": found,
            "city_name": own.name_in(get_language()),
            "record_language": found.record.locale.language_code,
        },
    )


@keep_words
@login_required
@require_POST
def note(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A word to the others who write this record."""
    own, found = record_at_desk(request, code, number)
    if not can_note_on_record(request.user, found):
        raise Http404
    form = NoteForm(request.POST, region=own.country_code)
    if not form.is_valid():
        context = {**desk_context(own, found, newest(found)), "form": form}
        return render(request, "practices/submission/message.html", context, status=400)
    services.add_note(found, request.user, form.cleaned_data["text"])
    messages.success(request, _("Your note has been kept."))
    return redirect("submission:record", code, number)
