"""The guard over persons, asked by every form whose words go to others; the rooms that know it answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks


def persons_in(text: str, country: str) -> list[str]:
    """What in a text could lead to a person, each in words."""
    found: list[str] = []
    for find in hooks.get_hooks("find_persons_in_text"):
        found.extend(find(text, country))
    return found


def names_in(words: str) -> list[str]:
    """First names among words without a sentence, where nothing else tells that a person is meant."""
    found: list[str] = []
    for find in hooks.get_hooks("find_names_in_words"):
        found.extend(find(words))
    return found


class PersonsForm(forms.Form):
    """A form whose words go to others: where they could lead to a person, it asks once before they go.

    ``read_for_persons`` names the fields; ``region`` is a country, for numbers without a
    country's code. The tick by which somebody says that nobody is meant stands there only once something
    was found.
    """

    read_for_persons: tuple[str, ...] = ("text",)

    checked = forms.BooleanField(
        label=gettext_lazy("I have read it again: it says nothing about a person."), required=False
    )

    def __init__(self, *args: Any, region: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.persons_found: tuple[str, ...] = ()
        self.order_fields([name for name in self.fields if name != "checked"])
        if not self.is_bound:
            del self.fields["checked"]

    def clean(self) -> dict[str, Any]:
        """Ask about what could lead to a person, in the box where it stands."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        # It says something of the words, it is none of them.
        is_checked = cleaned.pop("checked", False)
        for name in self.read_for_persons:
            found = persons_in(str(cleaned.get(name) or ""), self.region)
            self.persons_found += tuple(found)
            if found and not is_checked:
                self.add_error(
                    name,
                    _(
                        "This could identify someone: %(words)s. Take it out, or say below that it does not."
                    )
                    % {"words": "; ".join(found)},
                )
        if not self.persons_found:
            self.fields.pop("checked", None)
        return cleaned
