"""Editors and the secretariat take records from their readers: at once, or at the wish of the city."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from kb.accounts.step_up import asked_again
from kb.permissions import is_editor
from practices.models import RecordPage
from practices.permissions import can_take_down_record, can_withdraw_record
from practices.records import withdrawal
from practices.records.forms import ReasonForm


def _record(
    request: HttpRequest, number: int, may: Callable[[Any, RecordPage], bool]
) -> RecordPage:
    """The record, for those who may; editors of other remits are told of none."""
    found: RecordPage = get_object_or_404(RecordPage, pk=number).specific
    if not may(request.user, found):
        raise Http404 if is_editor(request.user) else PermissionDenied
    return found


@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the reason, then take the record from the public at once."""
    record = _record(request, number, can_take_down_record)
    return _ask_reason(
        request,
        record,
        withdrawal.take_down,
        title=_("Take down"),
        explanation=_(
            "Nobody can read the record from this moment on: in no language, not in search, in lists or by "
            "its address. Its pictures and files go with it. The address stays and shows the reason. The "
            "city gets a mail and cannot change the record."
        ),
    )


@asked_again
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """The city has asked by another way: ask for the reason, then do what its own button does."""
    record = _record(request, number, can_withdraw_record)
    return _ask_reason(
        request,
        record,
        withdrawal.withdraw,
        title=_("Withdraw"),
        explanation=_(
            "For a city that wants its record to be read no longer. Nobody can read it from this moment on, "
            "in no language; its address shows the reason. The city gets a mail; it can change the record "
            "and send it again."
        ),
    )


def _ask_reason(
    request: HttpRequest,
    record: RecordPage,
    go: Callable[[RecordPage, Any, str], None],
    **words: str,
) -> HttpResponse:
    form = ReasonForm(request.POST or None, country=record.country_code)
    if request.method == "POST" and form.is_valid():
        go(record, request.user, form.cleaned_data["reason"])
        messages.success(request, _("Nobody can read it any longer; its address says why."))
        return redirect("wagtailadmin_explore", record.get_parent().pk)
    status = 400 if form.errors else 200
    context = {"record": record, "form": form, "yes": words["title"], **words}
    return render(request, "practices/moderation/take_down.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def allow_again(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once, then let what was taken down be written and sent again."""
    record = _record(request, number, can_take_down_record)
    if record.taken_down_on is None:
        raise Http404
    if request.method == "POST":
        withdrawal.allow_again(record, request.user)
        messages.success(
            request, _("Its city can change it and send it again. Until then nobody reads it.")
        )
        return redirect("wagtailadmin_explore", record.get_parent().pk)
    context = {
        "record": record,
        "title": _("Lift the take-down"),
        "explanation": _(
            "The record becomes a draft again: its city can change and send it, and editors read and publish "
            "it as any other. Its address no longer shows a reason. Nobody reads it before it is published."
        ),
        "yes": _("Lift the take-down"),
    }
    return render(request, "practices/moderation/take_down.html", context)
