"""Addresses of pages: below which language prefix, and in full on the site's own base address."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import resolve
from django.utils.translation import override
from wagtail.models import Page, Site


def path_below_language(page: Page) -> str:
    """The page's address without its language prefix: ``cities/aarhus/``; empty for a home page."""
    # url_path begins with the slug of that language's home page: /home-fr/cities/aarhus/
    return str(page.url_path).split("/", 2)[2]


def language_path(page: Page, language: str | None = None) -> str:
    """The page's path below a language prefix (its own language if None): ``/fr/cities/aarhus/``."""
    return f"/{language or page.locale.language_code}/{path_below_language(page)}"


def address_topic(page: Page) -> str:
    """What a kept page follows that stands in for a version which may yet be made at the same address."""
    below = hashlib.sha256(path_below_language(page).encode()).hexdigest()
    return f"address:{below[:32]}"


def is_taken_by_the_site(parent: Page, slug: str) -> bool:
    """Whether the site itself answers where a page below ``parent`` would stand: nobody could reach it."""
    if parent.is_root():
        return False
    with override(parent.locale.language_code):
        return resolve(f"{language_path(parent)}{slug}/").url_name != "wagtail_serve"


def absolute(path: str) -> str:
    """A path on this site as a full address, built on ``BASE_URL`` and never on the Host header."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def absolute_in(address: str, language: str) -> str:
    """An address of this site, whatever host it names, below ``BASE_URL`` and in another language."""
    parts = urlsplit(address)
    first, slash, rest = parts.path.lstrip("/").partition("/")
    path = f"/{language}/{rest}" if slash and first in dict(settings.LANGUAGES) else parts.path
    return absolute(f"{path}?{parts.query}" if parts.query else path)


def site_host() -> dict[str, str | int]:
    """What Wagtail's record of the site holds of ``BASE_URL``."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {"hostname": parts.hostname or "localhost", "port": port}


def follow_base_url(**kwargs: object) -> None:
    """Wagtail's record of the site has the host and port of ``BASE_URL``; asked after each migration."""
    for site in Site.objects.filter(is_default_site=True).exclude(**site_host()):
        site.hostname, site.port = site_host()["hostname"], site_host()["port"]
        site.save()


def alternates_of(path: str) -> list[dict[str, str]]:
    """An address that exists in all languages (no page of its own), in each of them, for search engines."""
    below = path.split("/", 2)[2]
    addresses = {code: absolute(f"/{code}/{below}") for code, _name in settings.LANGUAGES}
    addresses["x-default"] = addresses[settings.LANGUAGE_CODE]
    return [{"code": code, "url": url} for code, url in addresses.items()]
