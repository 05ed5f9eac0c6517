"""Which page an address means, in the reader's language or where it stands in another.

Wagtail asks twice for each page above the one that is meant, and would once more for each language. Here
one question brings the page, its versions in all languages, and whether anything keeps readers out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models
from wagtail.url_routing import RouteResult

from kb.models.pages import in_order_of_languages
from kb.models.visibility import with_access
from kb.site.frame import home_pages

# The column of a page's place in the tree has no room for more levels.
DEEPEST = Page._meta.get_field("path").max_length // Page.steplen


def route_in_any_language(request: HttpRequest, path: str) -> RouteResult | None:
    """What ``path`` means in the reader's language, else in English, else in the first that knows it.

    The page itself says whether it has anything to show and what stands behind its address, as in
    Wagtail. It comes with what was read of it: ``locale``, ``public_versions``, ``is_unrestricted``.
    """
    components = [component for component in path.split("/") if component]
    if len(components) > DEEPEST:
        return None
    homes = sorted(home_pages(), key=lambda home: home.locale.language_code != get_language())
    # Each address of a page that could be meant, with what stands behind it; the likeliest first.
    places = {
        home.url_path + "".join(f"{component}/" for component in components[:end]): components[end:]
        for home in homes
        for end in range(len(components), -1, -1)
    }
    deepest = max((home.depth for home in homes), default=0) + len(components)
    found = _pages_at(places, deepest)
    for address, rest in places.items():
        page = found.get(address)
        if page is None:
            continue
        try:
            result: RouteResult = _of_its_kind(page).route(request, rest)
        except Http404:
            continue
        return result
    return None


def _pages_at(places: Mapping[str, Sequence[str]], deepest: int) -> dict[str, Page]:
    """The pages at these addresses, live or not; where more stands behind, those that can have more."""
    whole = [address for address, rest in places.items() if not rest]
    begun = [address for address, rest in places.items() if rest]
    kinds = [model for model in get_page_models() if issubclass(model, RoutablePageMixin)]
    routable = ContentType.objects.get_for_models(*kinds).values()
    meant = Page.objects.filter(
        Q(url_path__in=whole) | Q(url_path__in=begun, content_type__in=routable),
        # Whole addresses have no index, their last parts have one.
        slug__in={address.rstrip("/").rsplit("/", 1)[-1] for address in places},
    )
    rows = Page.objects.filter(translation_key__in=meant.values("translation_key"))
    pages = list(with_access(rows, deepest).select_related("locale"))
    for page in pages:
        page.public_versions = in_order_of_languages(
            other
            for other in pages
            if other.is_public and other.translation_key == page.translation_key
        )
    return {page.url_path: page for page in pages}


def _of_its_kind(page: Page) -> Page:
    """The page with the columns of its kind; what was read of it before goes with it."""
    specific = page.specific
    specific.locale = page.locale
    return specific
