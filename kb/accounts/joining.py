"""What the link of an invitation opens, whatever it invites to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kb.accounts.forms import JoinForm
from kb.models import User


def join_by_link(
    request: HttpRequest,
    email: str,
    *,
    accept: Callable[[Any], object],
    welcome: str,
    leads_to: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Let whoever was invited at this address accept: with a new account, or with the one that they have.

    Whoever has the link owns the mailbox, so the address counts as confirmed. An account that exists
    already has to be signed in first: the link alone never opens it. ``accept`` raises
    ``ValidationError`` where somebody was quicker with the same link.
    """
    account = User.objects.filter(email__iexact=email).first()
    own = request.user.is_authenticated and request.user == account
    form = None
    if account is None and not request.user.is_authenticated:
        form = JoinForm(request.POST or None, email=email)
    if request.method == "POST" and (own or (form is not None and form.is_valid())):
        try:
            with transaction.atomic():
                user: Any = request.user if form is None else form.save()
                accept(user)
        except (ValidationError, IntegrityError):
            return invitation_gone(request)
        if form is not None:
            login(request, user)
        messages.success(request, welcome)
        return redirect(leads_to)
    status = 400 if form is not None and form.errors else 200
    return _unseen(render(request, template, {**context, "own": own, "form": form}, status=status))


def invitation_gone(request: HttpRequest) -> HttpResponse:
    """The link invites to nothing: it was guessed, used or withdrawn, or is old."""
    return _unseen(render(request, "kb/accounts/invitation_gone.html", status=404))


def _unseen(response: HttpResponse) -> HttpResponse:
    """A page behind a secret address is in no index; the site's own policy tells other sites no address.

    A page without any referrer could not send its form: browsers leave out the origin then, and the check of
    the form's token asks for it.
    """
    response["X-Robots-Tag"] = "noindex"
    return response
