"""Changing a city's facts: once, for all its languages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from kb.accounts.rights import OF_A_CITY
from kb.models import City, CityPage
from kb.models.city import FACTS
from kb.site.city_form import TypedFacts
from search import services as search


def store_facts(page: CityPage, typed: Any, by: Any) -> None:
    """Store the facts that somebody typed on a page of the city, and write down what has changed.

    ``typed`` is the form's data. Raises ``ValidationError`` where another city just got the code.
    """
    stored = City.objects.get(pk=page.city_id)
    is_public = stored.pages.filter(live=True).exists()
    if is_public and not page.permissions_for_user(by).can_publish():
        return
    form = TypedFacts(typed, instance=City.objects.get(pk=page.city_id))
    if not form.is_valid():
        return
    city = form.instance
    changed = [name for name in FACTS if getattr(city, name) != getattr(stored, name)]
    if not changed:
        return
    try:
        with transaction.atomic():
            city.save(update_fields=changed)
            if "code" in changed:
                _follow_code(stored.code, city.code)
            before = {name: str(getattr(stored, name)) for name in changed}
            log(instance=page, action="kb.facts", user=by, data={"before": before})
    except IntegrityError:
        raise ValidationError(_("Another page has this code already.")) from None


def _follow_code(old: str, new: str) -> None:
    """Group and collection of a city are called by its code, and its records are found by it."""
    for model in (Group, Collection):
        model.objects.filter(name=f"{OF_A_CITY}{old}").update(name=f"{OF_A_CITY}{new}")
    search.vocabulary_changed(facet="city", codes=[old])
