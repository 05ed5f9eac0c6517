"""Languages of records and sources: any language, not only those of the site; by name, not by code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from kb.templatetags.kb_tags import language_name
from kb.texts.capitals import capitalised
from kb.texts.sorting import name_key

# Those of Europe's residents and offices. Another one that is stored already stays in the list.
OFFERED = [
    "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi",
    "fr", "ga", "gl", "he", "hr", "hu", "hy", "is", "it", "ka", "ku", "lb", "lt", "lv", "mk", "mt", "nl",
    "no", "pl", "ps", "pt", "ro", "ru", "sk", "sl", "so", "sq", "sr", "sv", "ti", "tr", "uk", "ur",
]  # fmt: skip


class SelectThatKeeps(forms.Select):
    """A list to choose from. A stored code that is not in the list stays chosen."""

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list:
        groups = super().optgroups(name, value, attrs)
        offered = {option["value"] for _label, options, _index in groups for option in options}
        for number, code in enumerate(value):
            if code and code not in offered:
                index = len(groups) + number
                option = self.create_option(name, code, code, True, index, attrs=attrs)
                groups.append((None, [option], index))
        return groups


class LanguageSelect(SelectThatKeeps):
    """A language by its name in the reader's language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, choices=language_choices)  # type: ignore[arg-type]


def language_choices() -> Iterable[tuple[str, str]]:
    """Empty choice, then code and name, by name."""
    names = [(code, str(capitalised(language_name(code)))) for code in OFFERED]
    return [("", "---------"), *sorted(names, key=lambda pair: name_key(pair[1]))]


class LanguageField(models.CharField):
    """The code of a language ("da"), chosen by its name; for migrations a plain text."""

    def deconstruct(self) -> Any:
        """As a ``CharField``: nothing in the database differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """A text field whose widget is the list."""
        return super().formfield(**{**kwargs, "widget": LanguageSelect})
