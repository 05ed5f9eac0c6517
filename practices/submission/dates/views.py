"""Views of a training's dates at the desk: the list with a form for one more, changing, calling off."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kb.accounts.typed_words import keep_words
from kb.cities.time_zones import zone_of
from practices.models import RecordPage, TrainingDate
from practices.permissions import can_change_dates
from practices.records.training_dates import add_date, call_off_date, change_date, coming
from practices.submission.dates.forms import DateForm
from practices.submission.desk.views import desk_context, record_at_desk
from practices.submission.sending.small_changes import places_linked_in
from practices.submission.writing.drafts import newest


def _training(request: HttpRequest, code: str, number: int) -> tuple[Any, RecordPage]:
    """A city and its training, for the city's coordinator; else 404."""
    own, found = record_at_desk(request, code, number)
    if not can_change_dates(request.user, found):
        raise Http404
    return own, found


def _form(request: HttpRequest, own: Any, found: Any, was: TrainingDate | None) -> DateForm:
    new = {
        "mode": found.mode,
        "language": found.locale.language_code,
        "open_to_others": found.open_to_other_cities,
    }
    return DateForm(
        request.POST or None,
        instance=was,
        initial={} if was else new,
        region=own.country_code,
        known=_known_places(own, found),
    )


def _known_places(own: Any, found: RecordPage) -> set[str]:
    """Where the public version and the city lead already; of a draft nobody has read anything."""
    dates = found.record.training_dates.values_list("registration_url", flat=True)
    known = {urlsplit(url).hostname or "" for url in (own.website, *dates)}
    if found.live and found.live_revision is not None:
        known |= places_linked_in(found.live_revision.as_object())
    return known - {""}


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The coming dates of a training, and a form for one more: public at once."""
    own, found = _training(request, code, number)
    form = _form(request, own, found, None)
    if request.method == "POST" and form.is_valid():
        try:
            add_date(found, form.values(), request.user)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The date is stored; readers see it now."))
            return redirect("submission:dates", code, number)
    status = 400 if form.errors else 200
    return _shown(request, own, found, form, status)


@never_cache
@keep_words
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def one_date(request: HttpRequest, code: str, number: int, key: UUID) -> HttpResponse:
    """Change one coming date, or call it off (``verb``)."""
    own, found = _training(request, code, number)
    was = get_object_or_404(coming(found.record.training_dates.all()), pk=key, cancelled_on=None)
    if request.method == "POST" and request.POST.get("verb") == "cancel":
        if call_off_date(found, key, request.user):
            messages.success(request, _("The date is cancelled; pages and calendars say so."))
        return redirect("submission:dates", code, number)
    form = _form(request, own, found, was)
    if request.method == "POST" and form.is_valid():
        change_date(found, key, form.values(), request.user)
        messages.success(request, _("The date is stored; readers see it now."))
        return redirect("submission:dates", code, number)
    return _shown(request, own, found, form, 400 if form.errors else 200, changes=was)


def _shown(
    request: HttpRequest,
    own: Any,
    found: RecordPage,
    form: DateForm,
    status: int,
    changes: TrainingDate | None = None,
) -> HttpResponse:
    context = {
        **desk_context(own, found, newest(found)),
        "dates": coming(found.record.training_dates.all()),
        "form": form,
        "changes": changes,
        "zone": str(zone_of(own.city)),
    }
    return render(request, "practices/submission/dates.html", context, status=status)
