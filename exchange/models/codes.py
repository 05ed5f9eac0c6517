"""A model field for a few short codes of a closed list, such as months or languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models


class CodesField(models.CharField):
    """A list of codes, stored as one text (``,3,11,``), so that any database finds rows by one of them.

    ``filter(months__contains=holding("3"))`` asks for those that hold a code.
    """

    def from_db_value(self, value: str | None, *args: Any) -> list[str]:
        """As a list."""
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        """As a list, whatever it was."""
        if value is None:
            return []
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return [str(code) for code in value]

    def get_prep_value(self, value: Any) -> Any:
        """As one text; what a filter asks for is one already."""
        if value is None or isinstance(value, str):
            return value or ""
        return f",{','.join(str(code) for code in value)}," if value else ""

    def value_to_string(self, obj: Any) -> str:
        """As one text, for serialisers."""
        return str(self.get_prep_value(self.value_from_object(obj)))

    def deconstruct(self) -> Any:
        """As a ``CharField``: nothing in the database differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def holding(code: str) -> str:
    """What a stored text contains that holds this code."""
    return f",{code},"


def months_of_the_year() -> Iterable[str]:
    """The codes of the months."""
    return (str(number) for number in range(1, 13))
