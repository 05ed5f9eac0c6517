"""Forms of the knowledge base."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.models import Concept


class ConceptChoiceField(forms.ModelChoiceField):
    """Names a concept with its code, because two concepts may share a label in some language."""

    def label_from_instance(self, obj: Concept) -> str:
        return f"{obj.label()} ({obj.code})"


class MergeConceptForm(forms.Form):
    """Choose the concept into which another one is merged; only concepts of the same facet."""

    target = ConceptChoiceField(queryset=Concept.objects.none(), label=_("Merge into"))

    def __init__(self, *args: Any, source: Concept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = Concept.objects.filter(  # type: ignore[attr-defined]
            facet=source.facet
        ).exclude(pk=source.pk)
