"""Who may do what with events: rules live here and nowhere else."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from exchange.models import Registration
from kb.admin.page_permissions import OnePlacePermissions
from kb.permissions import can_manage_people


def can_see_registrations(user: Any) -> bool:
    """Whether somebody may read who registers, and answer: the secretariat."""
    return can_manage_people(user)


class EventPermissions(OnePlacePermissions):
    """Wagtail's questions about the page of an event.

    A copy would be another event under the same days and seats. With registrations it is called off, not
    deleted: those who registered are told, and calendars hear of it.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As Wagtail has it, while nobody has registered."""
        return bool(super().can_delete(ignore_bulk)) and not self._has_registrations()

    def can_unpublish(self) -> bool:
        """As Wagtail has it, while nobody has registered."""
        return bool(super().can_unpublish()) and not self._has_registrations()

    def can_move_to(self, destination: Page) -> bool:
        """Nowhere."""
        return False

    def _has_registrations(self) -> bool:
        return Registration.objects.filter(event=self.page.translation_key).exists()
