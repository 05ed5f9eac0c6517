"""Wagtail's view that moves a page: all language versions in one transaction, or a sentence why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from kb.admin.page_permissions import MovesWithItsVersions, tester_of
from kb.site.moving import CannotBeMoved, move

_verbs: dict[type[Page], Callable[[Any, Page, Any], None]] = {}


def register_move(model: type[Page], verb: Callable[[Any, Page, Any], None]) -> None:
    """Say what moves pages of a type, given page, destination and user; called in an app's ``ready()``."""
    _verbs[model] = verb


def _move(page: Page, destination: Page, user: Any) -> str:
    """Move it by the verb of its room; returns why not, where something has come between."""
    verb = next((_verbs[model] for model in type(page).__mro__ if model in _verbs), move)
    try:
        verb(page, destination, user)
    except CannotBeMoved as refused:
        return str(refused)
    return ""


@hooks.register("before_move_page")
def move_with_all_versions(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """Wagtail's own code would move one page, and the others only below pages that are there already."""
    asked = page.permissions_for_user(request.user)
    if not isinstance(asked, MovesWithItsVersions) or not asked.can_move():
        return None  # Wagtail's view asks for the permission itself, and there is none.
    words = asked.refusal_to_move_to(destination)
    if not words and request.method != "POST":
        return None
    words = words or _move(page, destination, request.user)
    if words:
        messages.error(request, words)
        return redirect("wagtailadmin_pages:move", page.pk)
    messages.success(
        request,
        _("“%(title)s” now stands there, in all its languages.")
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", destination.pk)


@hooks.register("construct_translated_pages_to_cascade_actions")
def say_how_many_are_moved(pages: Iterable[Page], action: str) -> dict[Page, list[Page]]:
    """Before it asks for a yes, Wagtail's view of moving says how many translations it is about."""
    if action != "move":
        return {}
    return {
        page: list(page.get_translations())
        for page in pages
        if issubclass(tester_of(page.specific_class), MovesWithItsVersions)
    }
