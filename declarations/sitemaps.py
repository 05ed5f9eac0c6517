"""The tables of the documents in the sitemap."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from declarations.models import DocumentPage
from kb.site.addresses import language_path
from kb.site.sitemaps import PageSitemap


class MatrixSitemap(PageSitemap):
    """The table of provisions and countries of each public document."""

    def items(self) -> QuerySet[Page]:
        pages: Any = super().items()
        return pages.type(DocumentPage)  # type: ignore[no-any-return]

    def location(self, item: Page) -> str:
        return f"{language_path(item)}matrix/"
