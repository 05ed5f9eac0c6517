"""Panels of a record's rows in the admin: a provision of a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wagtail.admin.panels import FieldPanel

from declarations.services import provisions_by_document
from kb.texts.language_field import SelectThatKeeps


class ProvisionSelect(SelectThatKeeps):
    """The provisions of all public documents."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=provision_choices)  # type: ignore[arg-type]


def provision_choices() -> Iterable[tuple[str, Any]]:
    """Empty choice, then the provisions grouped by document."""
    return [("", "---------"), *provisions_by_document()]


class ProvisionPanel(FieldPanel):
    """A provision, chosen from all public documents."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        super().__init__(field_name, **{"widget": ProvisionSelect, **kwargs})
