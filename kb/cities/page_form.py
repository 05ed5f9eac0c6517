"""The form in which editors write a city's page, with the facts that stand once for all its languages."""

from __future__ import annotations

from django import forms

from kb.models.city import FACTS, City
from kb.site.shared_facts import SharedFactsForm
from kb.texts.lines.fields import typed_formfield


class TypedFacts(forms.ModelForm):
    """The facts of a city alone."""

    class Meta:
        model = City
        fields = FACTS
        formfield_callback = typed_formfield


class FactFields:
    """The fields of a city's row; Django's forms take them in as declared fields."""

    declared_fields = TypedFacts.base_fields


class CityPageForm(FactFields, SharedFactsForm):
    """The words of a page and the facts of its city, which :mod:`kb.cities.facts` stores."""

    facts = FACTS
