"""Addresses of pages: below which language prefix, and in full on the site's own base address."""

from __future__ import annotations

from django.conf import settings
from django.urls import resolve
from django.utils.translation import override
from wagtail.models import Page


def path_below_language(page: Page) -> str:
    """The page's address without its language prefix: ``cities/aarhus/``; empty for a home page."""
    # url_path begins with the slug of that language's home page: /home-fr/cities/aarhus/
    return str(page.url_path).split("/", 2)[2]


def language_path(page: Page, language: str | None = None) -> str:
    """The page's path below a language prefix (its own language if None): ``/fr/cities/aarhus/``."""
    return f"/{language or page.locale.language_code}/{path_below_language(page)}"


def is_taken_by_the_site(parent: Page, slug: str) -> bool:
    """Whether the site itself answers where a page below ``parent`` would stand: nobody could reach it."""
    if parent.is_root():
        return False
    with override(parent.locale.language_code):
        return resolve(f"{language_path(parent)}{slug}/").url_name != "wagtail_serve"


def absolute(path: str) -> str:
    """A path on this site as a full address, built on ``BASE_URL`` and never on the Host header."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def alternates_of(path: str) -> list[dict[str, str]]:
    """An address that exists in all languages (no page of its own), in each of them, for search engines."""
    below = path.split("/", 2)[2]
    addresses = {code: absolute(f"/{code}/{below}") for code, _name in settings.LANGUAGES}
    addresses["x-default"] = addresses[settings.LANGUAGE_CODE]
    return [{"code": code, "url": url} for code, url in addresses.items()]
