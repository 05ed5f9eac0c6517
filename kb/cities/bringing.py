"""Bringing in a city: known ones are recognised, and a new one has its page in all languages at once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from kb.cities.gazetteer import are_near, places
from kb.models import City, CityIndexPage, CityPage
from kb.texts.sorting import folded
from kb.texts.translated_names import in_language


def cities_like_new(
    names: dict[str, str], country: str, latitude: float | None, longitude: float | None
) -> list[City]:
    """The cities that could be this one: by a name in any language, exonyms too, or by their place."""
    spoken = {folded(name) for name in names.values() if name}
    exonyms = set(spoken)
    for name in {name for name in names.values() if name}:
        for place in places(name, country):
            exonyms |= {folded(one) for one in place.called}
    found = []
    for city in City.objects.filter(country=country).prefetch_related("pages").order_by("code"):
        titles = [page.title for page in city.pages.all()]
        own = {folded(name) for name in (*titles, *city.names.values()) if name}
        near = are_near(city.latitude, latitude) and are_near(city.longitude, longitude)
        if own & exonyms or near:
            found.append(city)
    return found


def city_called(name: str, country: str) -> City | None:
    """The city on this site that somebody means by a name, if it is one."""
    found = cities_like_new({"": name}, country, None, None)
    return found[0] if len(found) == 1 else None


@transaction.atomic
def make_city(facts: dict[str, Any], by: Any) -> CityPage:
    """Make a city's page in every language in which the list of cities stands, published at once.

    Group, collection and rights come by themselves (``kb.signal_handlers.city_made``). Raises
    ``ValidationError`` where there is no list yet, or a fact is wrong.
    """
    lists = {
        page.locale.language_code: page
        for page in CityIndexPage.objects.select_related("locale").order_by("-pk")
    }
    first = lists.pop(settings.LANGUAGE_CODE, None)
    if first is None:
        raise ValidationError(_("The site has no list of cities yet."))
    names = facts["names"]
    title = names[settings.LANGUAGE_CODE]
    code = _free_code(title, str(facts["country"]))
    row = City(code=code, **facts)
    row.full_clean()
    city = CityPage(title=title, slug=code, locale=first.locale, city=row, translation_key=row.key)
    city.full_clean(exclude=["path", "depth", "city"])
    first.add_child(instance=city)
    # Who brings a city in answers for it; the secretariat needs no right to publish pages for this.
    city.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    for language, _name in settings.LANGUAGES:
        if language in lists:
            translated = city.copy_for_translation(Locale.objects.get(language_code=language))
            translated.title = in_language(names, language, city.title)
            translated.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    log(instance=city, action="kb.bring_in", user=by)
    return city


def _free_code(name: str, country: str) -> str:
    """A code from the English name; where it is taken, with the country's, then with a number."""
    base = slugify(name)[:60] or "city"
    tried = [base, f"{base}-{country.lower()}", *(f"{base}-{n}" for n in range(2, 50))]
    taken = set(City.objects.filter(code__in=tried).values_list("code", flat=True))
    return next(code for code in tried if code not in taken)
