"""The form in which a development is written, with the facts that stand once for all its languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput

from declarations.services import documents_in_language
from exchange.models.codes import CodesField
from exchange.models.development import DEVELOPMENT_FACTS, Development
from kb.contact.persons import persons_in
from kb.site.shared_facts import SharedFactsForm
from kb.texts.lines.fields import typed_formfield

# The words that readers get, which the guard over persons looks through.
WORDS = ("title", "changed", "meaning")


def document_choices() -> list[tuple[str, str]]:
    """The public documents, by their codes."""
    return [(one["page"].code, one["title"]) for one in documents_in_language()]


def _field_of_a_fact(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """As of other forms; documents are ticked, days picked from a calendar."""
    if isinstance(field, CodesField):
        return forms.MultipleChoiceField(
            label=field.verbose_name,
            choices=document_choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
    if isinstance(field, models.DateField):
        kwargs["widget"] = AdminDateInput
    return typed_formfield(field, **kwargs)


class TypedFacts(forms.ModelForm):
    """The facts of a development alone."""

    class Meta:
        model = Development
        fields = DEVELOPMENT_FACTS
        formfield_callback = _field_of_a_fact


class DevelopmentFactFields:
    """The fields of a development's row; Django's forms take them in as declared fields."""

    declared_fields = TypedFacts.base_fields


class DevelopmentPageForm(DevelopmentFactFields, SharedFactsForm):
    """The words of a page and the facts of its row, which :mod:`exchange.developments.facts` stores."""

    facts = DEVELOPMENT_FACTS

    def clean(self) -> dict[str, Any]:
        """Whoever publishes is asked about what could lead to a person, in the box where it stands."""
        cleaned: dict[str, Any] = super().clean()
        if "action-publish" not in self.data or cleaned.get("nobody_is_meant"):
            return cleaned
        for name in WORDS:
            if found := persons_in(str(cleaned.get(name) or ""), str(cleaned.get("country") or "")):
                self.add_error(
                    name,
                    _(
                        "This could identify someone: %(words)s. Take it out, or say below that it does not."
                    )
                    % {"words": "; ".join(found)},
                )
        return cleaned
