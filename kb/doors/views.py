"""Views of the doors and of the finder."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kb.doors.finder import finder_context
from kb.doors.services import DOORS, all_doors, current_code, door_context
from kb.site.addresses import absolute, alternates_of
from kb.site.page_cache import same_for_every_reader
from kb.texts.current_language import current_language


@require_safe
@same_for_every_reader
def doors(request: HttpRequest) -> HttpResponse:
    """All doors on one page."""
    context = {"groups": all_doors(current_language()), **_addresses(request.path)}
    return render(request, "kb/doors/doors.html", context)


@require_safe
@same_for_every_reader
def door(request: HttpRequest, word: str, code: str) -> HttpResponse:
    """The page of one value. Raises ``Http404`` for what nobody knows; what was merged leads on."""
    facet = DOORS.get(word)
    current = current_code(facet, code) if facet else None
    if facet is None or current is None:
        raise Http404("There is no such door.")
    if current != code:
        return redirect("doors:door", word, current, permanent=True)
    context = door_context(facet, code, current_language())
    context |= {"noindex": not context["total"], **_addresses(request.path)}
    return render(request, "kb/doors/door.html", context)


@require_safe
@same_for_every_reader
def finder(request: HttpRequest) -> HttpResponse:
    """One of five questions, or what fits; answers stand in the address. Any query string gives a page."""
    context = {
        **finder_context(request.GET, current_language()),
        "noindex": bool(request.GET),
        **_addresses(reverse("doors:finder")),
    }
    return render(request, "kb/doors/finder.html", context)


def _addresses(path: str) -> dict[str, object]:
    return {"canonical_url": absolute(path), "alternates": alternates_of(path)}
