"""Names of the cities of this site, to be offered; and which one a typed name means, in any language."""

from __future__ import annotations

from django.utils.translation import get_language

from kb.models import City
from kb.texts.sorting import folded, name_key
from search import services as search


def names_of_cities() -> list[str]:
    """The cities that readers can find, by name in the active language."""
    terms, language = search.terms(), get_language() or ""
    names = (terms.label("city", code, language) for code in terms.codes("city"))
    return sorted(names, key=name_key)


def city_named(name: str) -> City | None:
    """The one city that is called so in some language; None for none and for several."""
    typed = folded(name)
    terms = search.terms()
    codes = {
        code
        for code in terms.codes("city")
        if (term := terms.get("city", code))
        and typed in {folded(label) for label in term.labels.values()}
    }
    return City.objects.filter(code=codes.pop()).first() if len(codes) == 1 else None
