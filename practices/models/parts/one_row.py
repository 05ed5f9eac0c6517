"""A page of a record shows what holds for the record in all languages."""

from __future__ import annotations

from datetime import date
from typing import Any, Generic, TypeVar, overload
from uuid import UUID

from kb.models import CityPage
from practices.models.record import Record

T = TypeVar("T")


def city_above(path: str) -> UUID | None:
    """The key of the city below whose page a record with this path in the tree stands."""
    above = CityPage.objects.filter(path=path[: -CityPage.steplen])
    return above.values_list("city", flat=True).first()


class StateOfRecord(Generic[T]):
    """A state that stands on the row of the record, read by the same name from each of its pages."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, page: None, owner: type) -> StateOfRecord[T]: ...

    @overload
    def __get__(self, page: Any, owner: type) -> T: ...

    def __get__(self, page: Any, owner: type) -> StateOfRecord[T] | T:
        if page is None:
            return self
        state: T = getattr(page.record, self.name)
        return state

    def __set__(self, page: Any, value: object) -> None:
        raise AttributeError(f"{self.name} is a state of the record: Record.change sets it")


class SharesOneRow:
    """A page with ``record``, the row of all its language versions (:class:`practices.models.Record`)."""

    record: Any
    record_id: Any
    translation_key: Any
    locale: Any
    path: Any

    original_language = StateOfRecord[str]()
    last_confirmed_on = StateOfRecord[date | None]()
    review_by = StateOfRecord[date | None]()
    archived_on = StateOfRecord[date | None]()
    taken_down_on = StateOfRecord[date | None]()
    taken_down_reason = StateOfRecord[str]()
    withdrawn = StateOfRecord[bool]()
    city_edit_on = StateOfRecord[date | None]()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A page of a new record makes its row; a copy of another record's page is a new record."""
        if self.record_id != self.translation_key:
            of_a_new_record: dict[str, Any] = {
                "original_language": self.locale.language_code,
                "city_id": lambda: city_above(self.path),  # asked only where the row is new
            }
            self.record = Record.objects.get_or_create(
                key=self.translation_key, defaults=of_a_new_record
            )[0]
        super().save(*args, **kwargs)  # type: ignore[misc]
