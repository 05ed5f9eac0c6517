"""Asking again who somebody is, before what cannot be taken back or gives others rights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def asked_again(view: View) -> View:
    """A view whose form is taken only from somebody who has just proved who they are.

    django-allauth asks, and does afterwards what was asked for. Where no second factor is required, as on a
    demonstration, nobody is asked.
    """
    decorated: Any = reauthentication_required(view, allow_get=True, enabled=_is_asked)
    return decorated  # type: ignore[no-any-return]


def _is_asked(request: HttpRequest) -> bool:
    return bool(settings.SECOND_FACTOR_REQUIRED) and request.method == "POST"
