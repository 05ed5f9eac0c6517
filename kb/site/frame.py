"""What the frame of the site does: menus, and what the home page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, Site

from kb.doors.services import ADDRESS_OF, door_url
from kb.models import HomePage
from kb.models.visibility import public
from kb.texts.current_language import current_language
from kb.texts.sorting import name_key
from search import services as search
from search.answer.results import Overview

LATEST = 6
DOOR_LENGTH = 6


@search.kept_with_vocabulary
def home_pages() -> list[Page]:
    """The live home pages of the site, one in each language, English first.

    ``kb.signal_handlers`` count them and the menus as vocabulary: their changes renew its stamp.
    """
    root = Site.objects.filter(is_default_site=True).values("root_page__translation_key")
    homes = Page.objects.live().filter(translation_key__in=root).select_related("locale")
    return sorted(
        homes, key=lambda home: (home.locale.language_code != settings.LANGUAGE_CODE, home.pk)
    )


def is_set_up() -> bool:
    """Whether ``setup_site`` was here: before it, Wagtail's page that says welcome is all there is."""
    return any(issubclass(home.specific_class or Page, HomePage) for home in home_pages())


@search.kept_with_vocabulary
def menu_pages(language: str) -> list[Page]:
    """The pages below the home page, each in ``language`` where it exists, else in English.

    Pages with ``show_in_menus`` belong into the main navigation, the others into the footer.
    """
    homes = home_pages()
    chosen: dict[Any, Page] = {}
    pages = (
        public(
            Page.objects.filter(
                depth__in={home.depth + 1 for home in homes},
                locale__language_code__in={language, settings.LANGUAGE_CODE},
            )
        )
        .select_related("locale")
        .order_by("path")
    )
    prefixes = {home.path for home in homes}
    order: list[Any] = []
    for page in pages:
        if page.path[: -Page.steplen] not in prefixes:
            continue
        if page.translation_key not in chosen:
            order.append(page.translation_key)
        if page.translation_key not in chosen or page.locale.language_code == language:
            chosen[page.translation_key] = page
    return [chosen[key] for key in order]


def home_context(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Figures, map, doors and the latest records of the home page, all from one question to the search."""
    language = current_language()
    found = search.overview(language=language, size=LATEST)
    cities, countries_ = found.codes("city"), found.codes("country")
    context = {
        "latest": found.hits,
        "counts": found.counts,
        "figures": _figures(found, language),
        "map": search.map_of_cities(cities, language),
        "land": search.land(),
        "map_url": f"{search.url_for()}?view=map",
        "city_count": len(cities),
        "country_count": len(countries_),
        "doors": _doors(found, language),
        "documents_url": _index_url("documents", language),
        "cities_url": _index_url("cities", language),
        "share_url": reverse("joining:join"),
    }
    # Rooms that know this one add what they have for the front door: events to come.
    for add in hooks.get_hooks("construct_home_context"):
        add(page, context)
    return context


def _figures(found: Overview, language: str) -> list[dict[str, Any]]:
    """How many records of each kind, and from how many cities and countries."""
    terms = search.terms()
    kinds = [
        {
            "label": terms.label("kind", code, language),
            "value": found.count("kind", code),
            "url": search.url_for(facets={"kind": [code]}),
        }
        for code in terms.codes("kind")
    ]
    cities_url = _index_url("cities", language)
    return [
        *kinds,
        {"label": _("Cities with records"), "value": len(found.codes("city")), "url": cities_url},
        {
            "label": _("Countries named in records"),
            "value": len(found.codes("country")),
            "url": _all_values("country"),
        },
    ]


def _doors(found: Overview, language: str) -> list[dict[str, Any]]:
    """The ways in: the values with most records, and where all of them are."""
    terms = search.terms()
    doors = [
        ("theme", _("By theme"), _narrow("theme"), _all_doors("theme"), _("All themes")),
        ("city", _("By city"), None, _index_url("cities", language), _("All cities")),
        ("country", _("By country"), None, _all_doors("country"), _("All countries")),
        (
            "audience",
            _("By audience"),
            _narrow("audience"),
            _all_doors("audience"),
            _("All audiences"),
        ),
        (
            "provision",
            _("By document"),
            terms.top_codes("provision"),
            _index_url("documents", language),
            _("All documents"),
        ),
    ]
    return [
        {
            "id": facet,
            "label": label,
            "items": _door(facet, found.codes(facet), codes, language),
            "all_url": url,
            "all_label": words,
        }
        for facet, label, codes, url, words in doors
    ]


def _narrow(facet: str) -> list[str]:
    """The codes that stand below another, because the broadest say least; all where none does."""
    codes = search.terms().codes(facet)
    return [code for code in codes if search.terms().ancestors(facet, code)] or codes


def _all_values(facet: str) -> str:
    return reverse("search:facet", args=[facet])


def _all_doors(facet: str) -> str:
    return f"{reverse('doors:doors')}#{facet}"


def _index_url(slug: str, language: str) -> str:
    return f"/{language}/{slug}/"


def _door(
    facet: str, counts: dict[str, int], codes: list[str] | None, language: str
) -> list[dict[str, Any]]:
    """The values of a facet with most records (of ``codes``, or all); one with a page or door leads there."""
    terms = search.terms()
    items: list[dict[str, Any]] = []
    for code in counts if codes is None else codes:
        term = terms.get(facet, code)
        if term is None or not counts.get(code):
            continue
        if facet in ADDRESS_OF:
            url = door_url(facet, code)
        else:
            url = (
                f"/{language}/{term.path}" if term.path else search.url_for(facets={facet: [code]})
            )
        items.append(
            {"label": terms.label(facet, code, language), "url": url, "count": counts[code]}
        )
    return sorted(items, key=lambda item: (-item["count"], name_key(item["label"])))[:DOOR_LENGTH]
