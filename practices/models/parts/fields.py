"""The fields that parts of a record are made of."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from kb.texts.rich_text import SafeRichTextField

NARRATIVE_FEATURES = ["bold", "italic", "ol", "ul", "link"]


def narrative(label: Any, advice: int, help_text: Any = "") -> SafeRichTextField:
    """A part of the story: links and lists only; ``advice`` characters suggested, twice as many allowed."""
    return SafeRichTextField(
        label, blank=True, features=NARRATIVE_FEATURES, max_length=advice * 2, help_text=help_text
    )


class LocalNumberField(models.DecimalField):
    """A number that is typed and shown as the reader's language writes it: 12,5 in German."""

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        return super().formfield(**{"localize": True, **kwargs})

    def deconstruct(self) -> Any:
        """For the database it is any other number."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs


def year(label: Any) -> models.PositiveSmallIntegerField:
    """A calendar year, not required."""
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
