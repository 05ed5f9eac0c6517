"""Redirects: an address that a page had leads on below every language, and so does what lies below it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from kb.models.visibility import public
from kb.site.addresses import language_path
from kb.site.language_fallback import DEEPEST


class RedirectsOfAllLanguages(RedirectMiddleware):
    """Wagtail notes the old address of a page in the page's own language; readers came by six."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Asked for what was not found only."""
        found: HttpResponseBase = super().process_response(request, response)
        address = _moved_to(request) if found.status_code == 404 else ""
        return HttpResponsePermanentRedirect(address) if address else found


def _moved_to(request: HttpRequest) -> str:
    """The address now of what a page's old address means in the language that was asked for; else empty."""
    language, *steps = uri_to_iri(request.path_info).strip("/").split("/")
    languages = [code for code, _name in settings.LANGUAGES]
    site = Site.find_for_request(request)
    if language not in languages or not 0 < len(steps) <= DEEPEST or site is None:
        return ""
    languages.sort(key=lambda code: code != language)
    # The longest first, and each in the reader's own language first.
    places = {
        Redirect.normalise_path("/".join(["", code, *steps[:end]])): steps[end:]
        for end in range(len(steps), 0, -1)
        for code in languages
    }
    known = Redirect.get_for_site(site).filter(old_path__in=places)
    meant = dict(known.values_list("old_path", "redirect_page"))
    # Asked of these pages alone: which are public is never asked of all.
    pages = public(Page.objects.filter(pk__in=meant.values())).in_bulk() if meant else {}
    for place, rest in places.items():
        if page := pages.get(meant.get(place)):
            return language_path(page, language) + "".join(f"{step}/" for step in rest)
    return ""
