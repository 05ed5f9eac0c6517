"""What a city does with its text at its desk: one verb, said to have worked or not, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import Reviewed
from exchange.permissions import can_send

# The verb, and its success in words.
Verb = tuple[Callable[[Any, Any], bool], str | Promise]
SENT = gettext_lazy("Sent to the editors. You get a mail when they have read it.")
TAKEN_BACK = gettext_lazy("Taken back: your city can change it.")
# What was typed is stored before; nothing more is done.
STORED: Verb = (
    lambda row, by: True,
    gettext_lazy("Stored as a draft. Nobody but your city sees it."),
)


def moves_of(user: Any, row: Reviewed) -> dict[str, bool]:
    """Whether somebody may send a text, take it back, take it from its readers: what the page offers."""
    may_send = can_send(user, row)
    return {
        "may_send": may_send,
        "may_take_back": may_send and row.state == Reviewed.SENT,
        "may_withdraw": may_send and row.state == Reviewed.PUBLIC,
    }


def do_verb(request: HttpRequest, verb: Verb, row: Any, *back: Any) -> HttpResponse:
    """Do it and go back; 404 for who may not, as if there were nothing."""
    act, done = verb
    try:
        if act(row, request.user):
            messages.success(request, str(done))
        else:
            messages.warning(request, _("It stands otherwise by now. Nothing was changed."))
    except PermissionDenied as refused:
        raise Http404 from refused
    return redirect(*back)
