"""Which city of this site a typed name means, in any of its languages."""

from __future__ import annotations

from kb.models import City
from kb.texts.sorting import folded
from search import services as search


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
