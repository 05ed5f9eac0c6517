"""Wagtail's questions about a record's page, answered by the rules of records."""

from __future__ import annotations

from django.utils.functional import cached_property
from wagtail.models import Page

from kb.admin.page_permissions import MovesWithItsVersions
from practices.models import RecordPage, Submission
from practices.moderation.publishing import refusal_to_publish
from practices.permissions import can_moderate_record
from practices.records.moving import refusal_to_move_record


class RecordPermissions(MovesWithItsVersions):
    """What Wagtail's views, menus, bulk actions and API may do with a record, and for whom.

    Records leave the public by being taken down or withdrawn, so that their address says why; they are no
    one's to copy, hide or delete once they were public. Administering alone gives no say in any of it.
    """

    @cached_property
    def record(self) -> RecordPage:
        """The page with its own type; Wagtail asks of untyped ones as well."""
        found: RecordPage = self.page.specific
        return found

    @cached_property
    def moderates(self) -> bool:
        """Whether the record is in the remit of an editor."""
        return can_moderate_record(self.user, self.record)

    @cached_property
    def _publishes(self) -> bool:
        return super().can_publish() and not refusal_to_publish(self.user, self.record)

    def can_publish(self) -> bool:
        """What :func:`refusal_to_publish` lets through."""
        return self._publishes

    def can_unpublish(self) -> bool:
        """Never: it is taken down or withdrawn."""
        return False

    def can_unschedule(self) -> bool:
        """Its editors: it makes nothing public."""
        return self.moderates

    def can_set_view_restrictions(self) -> bool:
        """Never: a record is public, or it is taken down."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Its editors, what was never public, does not wait for them and was not begun by a city."""
        return (
            self.page.first_published_at is None
            and self.moderates
            and super().can_delete(ignore_bulk)
            and not self.page.workflow_in_progress
            and not self._was_begun_by_a_city()
        )

    def _was_begun_by_a_city(self) -> bool:
        """Whether it is the words of somebody in a city, and no translation of them."""
        begun = Submission.objects.filter(
            record=self.record.record_id, record__original_language=self.page.locale.language_code
        )
        return begun.exclude(started_by=None).exists()

    def can_lock(self) -> bool:
        """Its editors."""
        return self.moderates and super().can_lock()

    def can_unlock(self) -> bool:
        """Its editors, and whoever administers: a lock may outlive its owner."""
        return (self.moderates or self.user.is_superuser) and super().can_unlock()

    def can_move(self) -> bool:
        """Its editors, while it does not wait for them; its other languages go with it."""
        return (
            self.moderates
            and "change" in getattr(self, "permissions", {"change"})
            and not self.page.workflow_in_progress
        )

    def refusal_to_move_to(self, destination: Page) -> str:
        """What :func:`refusal_to_move_record` says."""
        return refusal_to_move_record(self.record, destination)

    def can_move_to(self, destination: Page) -> bool:
        """As Wagtail has it, of administrators too."""
        return self.can_move() and super().can_move_to(destination)

    def can_copy(self) -> bool:
        """Never: a copy would be another record with the words of others."""
        return False

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Never, also not as an alias."""
        return False
