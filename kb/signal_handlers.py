"""What the search must hear of when a city or a concept changes."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from kb.accounts.rights import group_of
from kb.accounts.services import end_promises, end_rights
from kb.lexicon.writing import point_elsewhere
from kb.models import Attachment, City, CityPage, Concept, Photo, User, Word
from kb.site.moving import move_others
from kb.site.page_cache import page_changed, public_pages_changed
from kb.site.privacy import release_versions, restrict_new_version, restrict_versions
from search import services as search

# The root has 1, home pages have 2, the pages below them, which are in the menus, 3.
MENU_DEPTH = 3
# What saving a draft of a public page writes into the page itself.
OF_DRAFTS = {
    "latest_revision", "latest_revision_created_at", "draft_title", "has_unpublished_changes",
    "locked", "locked_at", "locked_by", "go_live_at", "expire_at",
}  # fmt: skip


def city_changed(sender: Any, instance: CityPage, **kwargs: Any) -> None:
    """A city has a new name or address or none at all: its label and its records follow."""
    search.vocabulary_changed()
    search.refresh_subtree(instance)


def facts_changed(sender: Any, instance: City, **kwargs: Any) -> None:
    """A fact holds for the records of the city in all languages."""
    search.vocabulary_changed()
    search.mark(search.keys_below(instance.pages.all()))


def last_page_gone(sender: Any, instance: CityPage, **kwargs: Any) -> None:
    """The row of a city goes with the last of its pages."""
    City.objects.filter(pk=instance.city_id, pages=None).delete()


def concept_changed(sender: Any, instance: Concept, **kwargs: Any) -> None:
    """Labels are read from the vocabulary; only a new place in the tree touches records."""
    search.vocabulary_changed(facet=instance.facet, codes=[instance.code])


def word_changed(sender: Any, **kwargs: Any) -> None:
    """A row of the lexicon widens searches from now on, or no longer does."""
    search.vocabulary_changed()


def word_gone(sender: Any, instance: Word, **kwargs: Any) -> None:
    """No row is related to one that is not there."""
    point_elsewhere(instance.code)


def menu_changed(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page that stands in the menus, a home page above it, or which of them is the first has changed."""
    if isinstance(instance, Site) or (isinstance(instance, Page) and instance.depth <= MENU_DEPTH):
        search.vocabulary_changed()


def city_made(sender: Any, instance: CityPage, created: bool, **kwargs: Any) -> None:
    """A city has its group and its collection from the start, and its rights in each new language."""
    if created:
        group_of(instance.city)


def account_changed(sender: Any, instance: User, created: bool, **kwargs: Any) -> None:
    """Somebody was deactivated, or is no administrator any longer; a sign-in saves its moment only."""
    fields = kwargs.get("update_fields")
    if not created and (fields is None or {"is_active", "is_superuser"} & set(fields)):
        end_rights(instance)


def account_leaves(sender: Any, instance: User, **kwargs: Any) -> None:
    """Nobody is let in by somebody who is not there."""
    end_promises(instance)


def groups_changed(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Somebody has left a group, from either end."""
    if action not in ("post_remove", "post_clear"):
        return
    for user in User.objects.filter(pk__in=pk_set or ()) if reverse else [instance]:
        end_rights(user)


def page_moved(
    sender: Any, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """A page stands below another one now; its other language versions do too."""
    if parent_page_before.pk != parent_page_after.pk:
        move_others(instance, parent_page_after)


def page_restricted(
    sender: Any, instance: PageViewRestriction, raw: bool = False, **kwargs: Any
) -> None:
    """A page can be seen by some only; its other language versions too."""
    if not raw:
        restrict_versions(instance)


def page_released(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page can be seen by everybody again; where it was deleted itself, the others stay as they are."""
    origin = kwargs.get("origin")
    if PageViewRestriction in (type(origin), getattr(origin, "model", None)):
        release_versions(instance.page)


def groups_of_restriction_changed(sender: Any, instance: Any, action: str, **kwargs: Any) -> None:
    """Other groups may see a page now; its other language versions too."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        restrict_versions(instance)


def version_made(
    sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """A page in a further language is no way round the restriction on the others."""
    if created and not raw and isinstance(instance, Page):
        restrict_new_version(instance)


def anything_public_changed(sender: Any, **kwargs: Any) -> None:
    """Pages kept ready show what is no longer so: all are dropped, because nobody knows which."""
    public_pages_changed()


def file_changed(sender: Any, created: bool = False, **kwargs: Any) -> None:
    """A picture or a file is otherwise now, or gone; one that was added a moment ago stands on no page."""
    if not created:
        public_pages_changed()


def what_was_published_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Pages kept ready that show it are dropped."""
    page_changed(instance)


def page_saved(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """A public page was changed without being published, such as its dates or its contact."""
    fields = kwargs.get("update_fields")
    of_draft = fields is not None and not set(fields) - OF_DRAFTS
    if isinstance(instance, Page) and instance.live and not raw and not of_draft:
        page_changed(instance)


def page_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Each level of a page's model tells of the deletion; one is enough."""
    if sender is Page and instance.live:
        public_pages_changed()


def register() -> None:
    """Connect the handlers; called once when the app is ready."""
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(city_changed, sender=CityPage, dispatch_uid=f"kb.city_changed.{id(signal)}")
    post_page_move.connect(page_moved, dispatch_uid="kb.page_moved")
    post_save.connect(
        page_restricted, sender=PageViewRestriction, dispatch_uid="kb.page_restricted"
    )
    post_delete.connect(page_released, sender=PageViewRestriction, dispatch_uid="kb.page_released")
    m2m_changed.connect(
        groups_of_restriction_changed,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="kb.groups_of_restriction",
    )
    post_save.connect(version_made, dispatch_uid="kb.version_made")
    post_save.connect(city_made, sender=CityPage, dispatch_uid="kb.city_made")
    post_save.connect(account_changed, sender=User, dispatch_uid="kb.account_changed")
    pre_delete.connect(account_leaves, sender=User, dispatch_uid="kb.account_leaves")
    m2m_changed.connect(
        groups_changed, sender=User.groups.through, dispatch_uid="kb.groups_changed"
    )
    post_delete.connect(city_changed, sender=CityPage, dispatch_uid="kb.city_deleted")
    post_delete.connect(last_page_gone, sender=CityPage, dispatch_uid="kb.last_page_gone")
    post_delete.connect(word_gone, sender=Word, dispatch_uid="kb.word_gone")
    post_save.connect(facts_changed, sender=City, dispatch_uid="kb.facts_changed")
    for signal in (post_save, post_delete):
        signal.connect(concept_changed, sender=Concept, dispatch_uid=f"kb.concept.{id(signal)}")
        signal.connect(word_changed, sender=Word, dispatch_uid=f"kb.word.{id(signal)}")
    for signal in (post_save, post_delete, post_page_move):
        signal.connect(menu_changed, dispatch_uid=f"kb.menu.{id(signal)}")
    for name, signal in (
        ("unpublished", page_unpublished),
        ("moved", post_page_move),
        ("slug", page_slug_changed),
    ):
        signal.connect(anything_public_changed, dispatch_uid=f"kb.public.{name}")
    page_published.connect(what_was_published_changed, dispatch_uid="kb.public.published")
    post_save.connect(page_saved, dispatch_uid="kb.public.page_saved")
    post_delete.connect(page_deleted, sender=Page, dispatch_uid="kb.public.page_deleted")
    # What pages show that is no page; who may see it.
    for model in (City, Concept, Word, Photo, Attachment, Locale, Site, PageViewRestriction):
        for name, signal in (("saved", post_save), ("deleted", post_delete)):
            signal.connect(
                file_changed if model in (Photo, Attachment) else anything_public_changed,
                sender=model,
                dispatch_uid=f"kb.public.{model.__name__}.{name}",
            )
