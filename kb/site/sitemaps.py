"""The sitemap: live, public pages, each with its language versions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from kb.models.visibility import public
from kb.site.addresses import absolute, language_path
from kb.site.frame import home_pages


class PageSitemap(Sitemap):
    """All pages that anybody may read, with ``hreflang`` alternates and the English ``x-default``.

    Addresses are built on ``BASE_URL``, never on the Host header, and one query fetches the versions
    of a whole sitemap page.
    """

    limit = 5000
    protocol = urlsplit(settings.WAGTAILADMIN_BASE_URL).scheme

    def items(self) -> QuerySet[Page]:
        pages = Page.objects.none()
        for home in home_pages():
            pages |= Page.objects.descendant_of(home, inclusive=True)
        return public(pages).select_related("locale").order_by("pk")

    def location(self, item: Page) -> str:
        return language_path(item)

    def lastmod(self, item: Page) -> Any:
        return item.last_published_at

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        urls = super().get_urls(page, site, self.protocol)
        versions: dict[Any, list[Page]] = defaultdict(list)
        keys = [url["item"].translation_key for url in urls]
        for version in self.items().filter(translation_key__in=keys):
            versions[version.translation_key].append(version)
        for url in urls:
            family = versions[url["item"].translation_key]
            if len(family) > 1:
                url["alternates"] = [
                    {
                        "lang_code": version.locale.language_code,
                        "location": absolute(self.location(version)),
                    }
                    for version in family
                ]
        return urls


class ViewSitemap(Sitemap):
    """What is worth finding and no page of the tree, in each language."""

    i18n = True
    alternates = True
    x_default = True
    protocol = PageSitemap.protocol

    def items(self) -> list[str]:
        return ["mapping:evidence_map", "joining:join"]

    def location(self, item: str) -> str:
        return reverse(item)

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        return super().get_urls(page, site, self.protocol)
