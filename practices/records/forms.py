"""Why a record leaves its readers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.texts.lines.fields import TypedField
from practices.submission.guard.privacy import told_of


class ReasonForm(forms.Form):
    """The reason, shown to readers; so nobody can be recognised in it."""

    reason = TypedField(
        label=gettext_lazy("Reason, shown to readers at the record’s address"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.country = country

    def clean_reason(self) -> str:
        """Refuse what could lead to persons."""
        reason: str = self.cleaned_data["reason"]
        found = told_of(reason, self.country)
        if found:
            raise ValidationError(
                _("Readers see the reason, and this could identify someone: %(found)s.")
                % {"found": ", ".join(found)}
            )
        return reason
