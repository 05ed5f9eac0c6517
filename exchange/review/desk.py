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

# The verb, and its success in words.
Verb = tuple[Callable[[Any, Any], bool], str | Promise]


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
