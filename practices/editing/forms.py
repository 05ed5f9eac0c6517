"""The form in which editors write a record."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kb.models import Concept
from kb.models.concepts import ConceptFacet
from kb.site.page_forms import PageForm
from kb.texts.capitals import capitalised
from practices.models.parts.choices import FACET_ADVICE, concept_field
from practices.permissions import can_judge_record
from practices.records.rules import missing_parts

# What only those may set who may publish the record (practices.permissions.can_judge_record).
JUDGEMENT_FIELDS = (
    "evidence_level",
    "scrutiny",
    "scrutiny_by",
    "scrutiny_on",
    "scrutiny_against",
    "is_editor_summary",
)
JUDGEMENT_RELATIONS = ("evidence_ratings",)
LONGEST_NUMBER = 18


class ConceptBoxes(forms.CheckboxSelectMultiple):
    """A box for each concept, which says how deep in the tree it stands (``data-depth``)."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option, indented by the style sheet."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-depth"] = value.instance.depth
        return option


class ConceptsAlongTheTree(ModelChoiceIterator):
    """The concepts of a facet, each right behind its broader one, however deep the tree is."""

    def __iter__(self) -> Any:
        narrower: dict[int | None, list[Concept]] = defaultdict(list)
        found = list(self.queryset)
        known = {concept.pk for concept in found}
        for concept in found:
            broader = concept.broader_id if concept.broader_id in known else None
            narrower[broader].append(concept)
        waiting = [(concept, 0) for concept in reversed(narrower[None])]
        while waiting:
            concept, depth = waiting.pop()
            concept.depth = depth
            yield self.choice(concept)
            waiting += [(below, depth + 1) for below in reversed(narrower[concept.pk])]


class ConceptsField(forms.ModelMultipleChoiceField):
    """The concepts of one facet as check boxes, narrower ones right below their broader one."""

    widget = ConceptBoxes
    iterator = ConceptsAlongTheTree

    def __init__(self, facet: str, advice: int | None, **kwargs: Any) -> None:
        self.limit = advice * 2 if advice else None
        super().__init__(
            Concept.objects.filter(facet=facet).order_by("sort_order", "pk"),
            required=False,
            label=ConceptFacet(facet).label,
            # In the language of the page: the form's class is made once, for all languages.
            help_text=lazy(
                lambda: gettext("Up to %(advice)d describe a record well.") % {"advice": advice},
                str,
            )()
            if advice
            else "",
            **kwargs,
        )

    def label_from_instance(self, obj: Concept) -> str:
        return str(capitalised(obj.label()))

    def clean(self, value: Any) -> Any:
        """No more than the limit; a number that no database knows is refused like one that nothing has."""
        for one in value or ():
            if isinstance(one, str) and len(one) > LONGEST_NUMBER:
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": one[:20]})
        chosen = super().clean(value)
        if self.limit and len(chosen) > self.limit:
            raise ValidationError(
                _("Choose at most %(limit)d."), code="max_choices", params={"limit": self.limit}
            )
        return chosen


class RecordForm(PageForm):
    """A draft needs only a title; publishing or sending it to review needs all required parts.

    Wagtail says which of the two happens by deferring required fields. Concepts are asked for facet by
    facet and stored in the record's one relation.
    """

    concepts_theme = ConceptsField(ConceptFacet.THEME, FACET_ADVICE[ConceptFacet.THEME])
    concepts_audience = ConceptsField(ConceptFacet.AUDIENCE, FACET_ADVICE[ConceptFacet.AUDIENCE])
    concepts_setting = ConceptsField(ConceptFacet.SETTING, FACET_ADVICE[ConceptFacet.SETTING])
    concepts_prevention_level = ConceptsField(
        ConceptFacet.PREVENTION_LEVEL, FACET_ADVICE[ConceptFacet.PREVENTION_LEVEL]
    )
    concepts_method = ConceptsField(ConceptFacet.METHOD, FACET_ADVICE[ConceptFacet.METHOD])
    concepts_ideology = ConceptsField(ConceptFacet.IDEOLOGY, FACET_ADVICE[ConceptFacet.IDEOLOGY])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: dict[str, list[int]] = defaultdict(list)
        for concept in self.instance.concepts.all():
            chosen[concept.facet].append(concept.pk)
        for facet in FACET_ADVICE:
            if concept_field(facet) in self.fields:
                self.fields[concept_field(facet)].initial = chosen[facet]
        if self.for_user and not can_judge_record(self.for_user, self.instance, self.parent_page):
            for name in JUDGEMENT_FIELDS:
                self.fields.pop(name, None)
            for name in JUDGEMENT_RELATIONS:
                self.formsets.pop(name, None)

    def is_valid(self) -> bool:
        sources = self.formsets.get("sources")
        needed = not self.is_deferred_validation and self._is_editor_summary()
        if sources is not None and self.is_bound and needed:
            sources.min_num, sources.validate_min = 1, True
            sources.error_messages["too_few_forms"] = _("Name at least one public source.")
        return bool(super().is_valid())

    def _is_editor_summary(self) -> bool:
        if "is_editor_summary" in self.fields:
            return bool(self["is_editor_summary"].data)
        return bool(self.instance.is_editor_summary)

    def _post_clean(self) -> None:
        """Put what was typed into the record, then say at each missing part that it is missing."""
        super()._post_clean()
        self._take_concepts()
        if self.is_deferred_validation:
            return
        for part in missing_parts(self.instance):
            if part.field in self.fields and part.field not in self.errors:
                self.add_error(part.field, part.message)

    def _take_concepts(self) -> None:
        names = {concept_field(facet): facet for facet in FACET_ADVICE}
        asked = {facet for name, facet in names.items() if name in self.fields}
        kept = [concept for concept in self.instance.concepts.all() if concept.facet not in asked]
        taken = [concept for name in names for concept in self.cleaned_data.get(name, ())]
        self.instance.concepts = [*kept, *taken]
