"""What every public page shows around its content: languages, navigation, addresses."""

from __future__ import annotations

from functools import cache
from typing import Any

from babel import Locale as BabelLocale
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.site.addresses import absolute, language_path, path_below_language
from kb.site.frame import menu_pages
from kb.texts.current_language import current_language


def site_frame(request: HttpRequest) -> dict[str, Any]:
    """Languages, navigation, canonical and alternate addresses of a public page.

    Everything in it follows from the address: no session is read, so answers stay cacheable.
    """
    if request.path.startswith("/admin/"):
        return {}
    language = current_language()
    page = _served_page(request)
    versions: dict[str, Page] = page.public_versions if page else {}
    rest = _rest_of_address(request, page)
    return {
        # What is not public has no address in other languages.
        "site_languages": []
        if getattr(request, "is_preview", False)
        else _site_languages(request, page, versions, rest),
        "content_language": page.locale.language_code if page else language,
        "untranslated_notice": _untranslated_notice(page, language),
        "alternates": _alternates(versions, rest),
        "canonical_url": absolute(language_path(page) + rest) if page else None,
        "search_url": reverse("search:results"),
        "suggest_url": reverse("search:suggest"),
        **_navigation(request, language),
    }


def _served_page(request: HttpRequest) -> Page | None:
    """The page that Wagtail serves in answer to this request, if it is one."""
    route = getattr(request, "_wagtail_route_for_request", None)
    return route.page if route else None


def _rest_of_address(request: HttpRequest, page: Page | None) -> str:
    """What stands behind the page's own address where it has addresses below it: ``matrix/``."""
    if page is None:
        return ""
    below = request.path.split("/", 2)[2]
    own = path_below_language(page)
    return below.removeprefix(own) if below.startswith(own) else ""


def _alternates(versions: dict[str, Page], rest: str) -> list[dict[str, str]]:
    """The versions for search engines; ``x-default`` is the English one, else the first."""
    if len(versions) < 2:
        return []
    addresses = {
        code: absolute(language_path(version) + rest) for code, version in versions.items()
    }
    default = addresses.get(settings.LANGUAGE_CODE, next(iter(addresses.values())))
    return [{"code": code, "url": url} for code, url in {**addresses, "x-default": default}.items()]


def _site_languages(
    request: HttpRequest, page: Page | None, versions: dict[str, Page], rest: str
) -> list[dict[str, Any]]:
    """One entry per language; a page without a version there leads to its original in that frame.

    Of what stands behind ``?``, a page says itself what another language keeps.
    """
    current = get_language()
    below = request.path.split("/", 2)[2] if request.path.count("/") >= 2 else ""
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    languages = []
    for code, _name in settings.LANGUAGES:
        if page is None:
            url = f"/{code}/{below}{query}"
        else:
            kept = page.kept_query(request.GET, code)
            url = language_path(versions.get(code, page), code) + rest + kept
        languages.append(
            {
                "code": code,
                "name": _own_name(code),
                "url": url,
                "current": code == current,
                "available": page is None or code in versions,
            }
        )
    return languages


@cache
def _own_name(code: str) -> str:
    """What a language is called in itself."""
    return (BabelLocale(code).get_display_name(code) or code).capitalize()


def _untranslated_notice(page: Page | None, language: str) -> dict[str, str] | None:
    """Names of both languages, when the page's own text is not in the reader's."""
    if page is None or page.locale.language_code == language:
        return None
    if not getattr(page.specific, "has_running_text", True):
        return None
    names = BabelLocale(language).languages
    return {
        "content_language": page.locale.language_code,
        "content_language_name": names.get(page.locale.language_code, page.locale.language_code),
        "interface_language_name": names.get(language, language),
    }


def _navigation(request: HttpRequest, language: str) -> dict[str, Any]:
    """Main and footer navigation: the pages below the home page, and the evidence map."""
    entries: dict[str, list[dict[str, Any]]] = {"main_navigation": [], "footer_navigation": []}
    for page in menu_pages(language):
        url = language_path(page, language)
        place = "main_navigation" if page.show_in_menus else "footer_navigation"
        entries[place].append(
            {"label": page.title, "url": url, "current": request.path.startswith(url)}
        )
    url = reverse("mapping:evidence_map")
    entries["main_navigation"].append(
        {"label": _("Evidence map"), "url": url, "current": request.path == url}
    )
    return entries
