"""Views of the share cards of a record and of a city."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kb.contact.services import public_city
from kb.site.page_cache import same_for_every_reader
from kb.texts.capitals import capitalised
from kb.texts.current_language import current_language
from practices.models import RecordPage
from practices.reading.sharing.cards import Card, drawn
from practices.records.rules import judgements


def record_card(page: RecordPage, request: HttpRequest) -> HttpResponse:
    """The card of a record, in the words of the version that its page shows."""
    city = page.city
    language = current_language()
    place = [city.name_in(language), city.country_name] if city else []
    return _picture(
        request,
        Card(
            site=_("Alliance Exchange"),
            kind=str(capitalised(page._meta.verbose_name)),
            title=page.title,
            lines=[", ".join(str(name) for name in place if name)],
            judged=judgements(page),
        ),
    )


@require_safe
@same_for_every_reader
def city_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The card of a city that anybody may read."""
    language = current_language()
    city = public_city(slug, language)
    if city is None:
        raise Http404
    return _picture(
        request,
        Card(
            site=_("Alliance Exchange"),
            kind=_("City"),
            title=city.name_in(language),
            lines=[str(city.country_name)],
        ),
    )


def _picture(request: HttpRequest, card: Card) -> HttpResponse:
    """The drawn card; an address with a question, which is never kept, leads to the one without."""
    if request.GET:
        return HttpResponseRedirect(request.path)
    return HttpResponse(drawn(card), content_type="image/png", headers={"X-Robots-Tag": "noindex"})
