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
from kb.cities.page_form import TypedFacts
from kb.models import City, CityPage
from kb.site.shared_facts import typed_changes
from search import services as search


def store_facts(page: CityPage, typed: Any, by: Any) -> None:
    """Store the facts that somebody typed on a page of the city, and write down what has changed.

    ``typed`` is the form's data. Raises ``ValidationError`` where another city just got the code.
    """
    changes = typed_changes(page, City.objects.all(), TypedFacts, typed, by)
    if not changes.names:
        return
    try:
        with transaction.atomic():
            changes.typed.save(update_fields=changes.names)
            if "code" in changes.names:
                _follow_code(changes.stored.code, changes.typed.code)
            log(instance=page, action="kb.facts", user=by, data=changes.log_data)
    except IntegrityError:
        raise ValidationError(_("Another page has this code already.")) from None


def _follow_code(old: str, new: str) -> None:
    """Group and collection of a city are called by its code, and its records are found by it."""
    for model in (Group, Collection):
        model.objects.filter(name=f"{OF_A_CITY}{old}").update(name=f"{OF_A_CITY}{new}")
    search.vocabulary_changed(facet="city", codes=[old])
