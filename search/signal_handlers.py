"""Every event after which a record reads differently, or may no longer be read.

Wagtail sends ``page_published`` and ``page_unpublished`` after a page's children are stored and inside
the transaction, for scheduled publishing and expiry too; ``post_save`` comes too early for that.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from search.contract import Indexed
from search.table.public_pages import closed_paths, with_aliases
from search.table.waiting import mark, vocabulary_changed
from search.table.writing import refresh, refresh_subtree


def build_soon(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A record was published: its document is built right after the commit."""
    if isinstance(instance, Indexed):
        mark([instance.translation_key])  # type: ignore[attr-defined]


def refresh_at_once(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A record was withdrawn: within the same transaction it can no longer be found."""
    if isinstance(instance, Indexed):
        refresh([instance.translation_key])  # type: ignore[attr-defined]


def refresh_below(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was moved or has a new address; all records at and below it have one too."""
    refresh_subtree(instance)


def closed_places_moved(sender: Any, instance: Page, **kwargs: Any) -> None:
    """What is private may stand elsewhere in the tree now."""
    if closed_paths():
        vocabulary_changed()


def refresh_restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page became private or public, and with it everything below, there and at its aliases.

    A private city must not be suggested either: it leaves the vocabulary.
    """
    vocabulary_changed()
    for page in with_aliases(instance.page):
        refresh_subtree(page)


def alias_saved(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """An alias is as private as its source; one that becomes a page of its own no longer is."""
    if not isinstance(instance, Page):
        return
    fields = kwargs.get("update_fields") or ()
    becomes_own = "alias_of_id" in fields or "alias_of" in fields
    if becomes_own or (
        created and instance.alias_of_id and instance.path.startswith(closed_paths())
    ):
        vocabulary_changed()


def alias_deleted(sender: Any, instance: Page, **kwargs: Any) -> None:
    """The place of an alias is free for a page that anybody may read."""
    if instance.alias_of_id:
        vocabulary_changed()


def register() -> None:
    """Connect the handlers; called once when the app is ready."""
    for name, signal, handler, sender in (
        ("published", page_published, build_soon, None),
        ("unpublished", page_unpublished, refresh_at_once, None),
        ("deleted", post_delete, refresh_at_once, None),
        ("closed_moved", post_page_move, closed_places_moved, None),
        ("moved", post_page_move, refresh_below, None),
        ("slug", page_slug_changed, refresh_below, None),
        ("restricted", post_save, refresh_restricted, PageViewRestriction),
        ("released", post_delete, refresh_restricted, PageViewRestriction),
        ("alias_saved", post_save, alias_saved, None),
        ("alias_deleted", post_delete, alias_deleted, Page),
    ):
        signal.connect(handler, sender=sender, dispatch_uid=f"search.{name}")
