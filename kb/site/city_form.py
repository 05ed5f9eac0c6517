"""The form in which editors write a city's page, with the facts that stand once for all its languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance, fields_for_model, model_to_dict

from kb.models.city import FACTS, City
from kb.site.page_forms import PageForm
from kb.texts.lines.fields import typed_formfield


class FactFields:
    """The fields of a city's row; Django's forms take them in as declared fields."""

    declared_fields = fields_for_model(City, FACTS, formfield_callback=typed_formfield)


class TypedFacts(forms.ModelForm):
    """The facts alone, read once more after Wagtail has saved the page: it may hand on a page read anew."""

    class Meta:
        model = City
        fields = FACTS
        formfield_callback = typed_formfield


class CityPageForm(FactFields, PageForm):
    """The words of a page and the facts of its city, examined together.

    What was typed stands in ``instance.city``, so that a preview shows it; a new page stores it with itself,
    and of a known city :func:`kb.cities.facts.store_facts` does, from :class:`TypedFacts`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.city_id is None:
            page.city = City(key=page.translation_key)
        for name, value in model_to_dict(page.city, FACTS).items():
            self.initial.setdefault(name, value)
        # Facts of a public city are public at once, so they are for those who may publish.
        may_not = page.pk and not page.permissions_for_user(self.for_user).can_publish()
        if may_not and page.city.pages.filter(live=True).exists():
            for name in FACTS:
                self.fields[name].disabled = True

    def _post_clean(self) -> None:
        super()._post_clean()
        city = construct_instance(self, self.instance.city, FACTS)
        try:
            city.full_clean(exclude={name for name in FACTS if name in self._errors})
        except ValidationError as wrong:
            self.add_error(None, wrong)
