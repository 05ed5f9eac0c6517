"""“We adapted this”: from any public record to a new one of another city, with the link between both set."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kb.models import City
from kb.models.pages import version_in
from kb.models.visibility import public
from kb.permissions import cities_of
from kb.site.addresses import language_path
from practices.models import Record, RecordLink, RecordPage
from practices.permissions import can_write_for_city

# Who works for more cities than these finds the start page at the desk of each.
MOST_CITIES = 50
LONGEST_KEY = 36


def public_work(key: Any, city: City | None = None) -> RecordPage | None:
    """The record with this key as anybody may read it, in the reader's language where it can be.

    None of what is not public, and of a record of the city itself, which adapts others' work.
    """
    try:
        wanted = UUID(str(key)[:LONGEST_KEY])
    except ValueError:
        return None
    pages = RecordPage.objects.filter(record=wanted).select_related("locale", "record__city")
    versions = list(public(pages).order_by("pk"))
    if not versions or (city is not None and versions[0].record.city_id == city.pk):
        return None
    found: RecordPage = version_in(get_language() or "", versions).specific
    return found


def add_origin(record: RecordPage, origin: Record) -> None:
    """Put the link into a version that is about to be stored; words on it come later."""
    record.links.add(
        RecordLink(
            relation=RecordLink.Relation.ADAPTED_FROM, target=origin, locale_id=record.locale_id
        )
    )


@never_cache
@require_safe
def adapt(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where a city begins the record of its adaptation; others read how their city joins."""
    origin = public_work(key)
    if origin is None:
        raise Http404
    user = request.user
    cities = list(cities_of(user)[:MOST_CITIES]) if user.is_authenticated else []
    writing = [city for city in cities if can_write_for_city(user, city)]
    others = [city for city in writing if city.pk != origin.record.city_id]
    choices = [
        {
            "name": city.name_in(),
            "url": f"{reverse('submission:start', args=[city.code])}?adapts={origin.record_id}",
        }
        for city in others
    ]
    if len(choices) == 1:
        return redirect(choices[0]["url"])
    response = render(
        request,
        "practices/submission/adapt.html",
        {
            "origin": origin,
            "origin_url": language_path(origin, get_language()),
            "choices": choices,
            "is_own": bool(writing) and not others,
            "next": request.path,
        },
    )
    response["X-Robots-Tag"] = "noindex"
    return response
