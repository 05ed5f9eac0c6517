"""A page of a record shows what holds for the record in all languages."""

from __future__ import annotations

from datetime import date
from typing import Any


class SharesOneRow:
    """A page with ``record``, the row of all its language versions (:class:`practices.models.Record`)."""

    record: Any
    record_id: Any
    translation_key: Any

    @property
    def last_confirmed_on(self) -> date | None:
        """When its city said last that it is right."""
        day: date | None = self.record.last_confirmed_on
        return day

    @property
    def review_by(self) -> date | None:
        """When its city is asked again."""
        day: date | None = self.record.review_by
        return day

    @property
    def archived_on(self) -> date | None:
        """Since when nobody answers for it."""
        day: date | None = self.record.archived_on
        return day

    @property
    def taken_down_on(self) -> date | None:
        """Since when nobody may read it."""
        day: date | None = self.record.taken_down_on
        return day

    @property
    def taken_down_reason(self) -> str:
        """Why, as its addresses say."""
        return str(self.record.taken_down_reason)

    @property
    def city_edit_on(self) -> date | None:
        """When its city changed a little of it that no editor read first."""
        day: date | None = self.record.city_edit_on
        return day

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken down at the wish of its city."""
        return bool(self.record.withdrawn)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A page of a new record makes its row; a copy of another record's page is a new record."""
        if self.record_id != self.translation_key:
            field = type(self)._meta.get_field("record")  # type: ignore[attr-defined]
            self.record = field.related_model.objects.get_or_create(key=self.translation_key)[0]
        super().save(*args, **kwargs)  # type: ignore[misc]
