"""Moving a page below another: its other language versions follow, so that one address stays one in all six.

Wagtail moves one page, whoever asks: its view, its bulk action, its API. The signal that it sends after each
move brings the others (:mod:`kb.signal_handlers`); whether they can follow is asked before.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page

from kb.site.addresses import is_taken_by_the_site
from kb.templatetags.kb_tags import language_name


class CannotBeMoved(Exception):
    """The page stays where it is; the text says why."""


def counterpart(parent: Page, locale: Locale) -> Page:
    """A page in another language; where there is none, a draft of it that only holds what stands below."""
    versions = Page.objects.filter(translation_key=parent.translation_key).order_by("pk")
    found = versions.filter(locale=locale).first()
    if found is not None:
        return found.specific
    first = (versions.first() or parent).specific
    made: Page = first.copy_for_translation(locale, copy_parents=True)
    return made


def refusal_to_move(page: Page, destination: Page) -> str:
    """Why a page and its language versions cannot stand below another page; empty where they can."""
    versions = Page.objects.filter(translation_key=page.translation_key).select_related("locale")
    parents = {
        parent.locale_id: parent
        for parent in Page.objects.filter(translation_key=destination.translation_key)
    }
    moved = [
        (version, parents[version.locale_id])
        for version in versions
        if version.locale_id in parents and not version.is_child_of(parents[version.locale_id])
    ]
    if not moved:
        return ""
    there = (
        Q(path__startswith=parent.path, depth=parent.depth + 1, slug=version.slug)
        for version, parent in moved
    )
    taken = set(Page.objects.filter(reduce(or_, there)).values_list("locale_id", flat=True))
    for version, parent in moved:
        if version.locale_id in taken or is_taken_by_the_site(parent, version.slug):
            return _(
                "The address “%(slug)s” (%(language)s) is taken there already. Give one of the two pages"
                " another address first."
            ) % {"slug": version.slug, "language": language_name(version.locale.language_code)}
    return ""


@transaction.atomic
def move(page: Page, destination: Page, user: Any) -> None:
    """Move a page with its language versions.

    Raises ``PermissionDenied`` and ``CannotBeMoved``.
    """
    refusal = refusal_to_move(page, destination)
    if refusal:
        raise CannotBeMoved(refusal)
    # The log names who moved the versions that follow, too.
    with LogContext(user=user):
        MovePageAction(page, destination, pos="last-child", user=user).execute()


@transaction.atomic
def move_others(page: Page, destination: Page) -> None:
    """Let the other language versions follow a page that was moved; those that stand there already stay."""
    others = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)
    for number in list(others.order_by("pk").values_list("pk", flat=True)):
        # Read anew: the version before it, which brings the others too, may have brought it.
        other = Page.objects.select_related("locale").get(pk=number)
        below = counterpart(destination, other.locale)
        if not other.is_child_of(below):
            # Whoever may move one version may move the record; asked before the first was moved.
            MovePageAction(other, below, pos="last-child").execute(skip_permission_checks=True)
