"""Page permissions: Wagtail's question before each of its actions, answered by the room that owns the page.

Wagtail asks ``page.permissions_for_user(user)`` in its views, menus, bulk actions, chooser, API and action
classes. Bulk actions, moving and deleting ask it of pages read as plain :class:`wagtail.models.Page`, for
which a method on our page types would never be called; so the one method of ``Page`` is replaced here, and
looks up who answers by the page's real type.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, PagePermissionTester

from kb.permissions import is_secretariat
from kb.site.moving import refusal_to_move

_testers: dict[type[Page], type[PagePermissionTester]] = {}


def register_page_permissions(model: type[Page], tester: type[PagePermissionTester]) -> None:
    """Say who answers for pages of a type and of those that extend it; called in an app's ``ready()``."""
    _testers[model] = tester


def tester_of(model: type[Page] | None) -> type[PagePermissionTester]:
    """Who answers for a page type: the nearest that was registered, else Wagtail's own rules."""
    for ancestor in model.__mro__ if model else ():
        if ancestor in _testers:
            return _testers[ancestor]
    return PagePermissionTester


def _permissions_for_user(page: Page, user: Any) -> PagePermissionTester:
    return tester_of(page.specific_class)(user, page)


def install() -> None:
    """Put the question of every page, typed or not, to :func:`tester_of`."""
    Page.permissions_for_user = _permissions_for_user


class MovesWithItsVersions(PagePermissionTester):
    """Pages that are moved in all languages at once, or not at all."""

    def refusal_to_move_to(self, destination: Page) -> str:
        """Why the page and its language versions cannot stand there; empty where they can."""
        return refusal_to_move(self.page, destination)

    def can_move_to(self, destination: Page) -> bool:
        """As Wagtail has it, where all language versions can follow."""
        return bool(super().can_move_to(destination)) and not self.refusal_to_move_to(destination)


class OnePlacePermissions(PagePermissionTester):
    """Pages that are there once, where they are: a copy would give to two what is one's."""

    def can_copy(self) -> bool:
        """Never: such a page is there once."""
        return False

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Never, also not as an alias and not by an administrator."""
        return False

    def can_move(self) -> bool:
        """Never: its address and the rights below it are where it stands."""
        return False


class LastingPagePermissions(OnePlacePermissions):
    """Pages that hold others: home, lists, cities, documents.

    A copy would publish at once what stands below it, and give its code to two; taking it away or moving it
    would take readers' records with it, past the verbs of records.
    """

    def can_move_to(self, destination: Page) -> bool:
        """Only to where it is: changing the order of a list is no moving."""
        return bool(self.page.is_child_of(destination) and self.can_reorder_siblings())

    def can_reorder_siblings(self) -> bool:
        """Whether somebody may change the order of the list in which the page stands."""
        parent = self.page.get_parent()
        return bool(parent and parent.permissions_for_user(self.user).can_reorder_children())

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only what holds nothing and nobody reads."""
        return bool(not self.page.live and self.page.is_leaf() and super().can_delete(ignore_bulk))

    def can_unpublish(self) -> bool:
        """Only where nothing below it is public."""
        if not super().can_unpublish():
            return False
        return self.page.is_leaf() or not self.page.get_descendants().filter(live=True).exists()

    def can_set_view_restrictions(self) -> bool:
        """Only the secretariat and administrators: it hides all that stands below."""
        return bool(self.user.is_superuser or is_secretariat(self.user))
