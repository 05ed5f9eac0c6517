"""The tables of the documents in the sitemap."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from declarations.models import DocumentPage
from kb.site.sitemaps import PageSitemap, Place


class MatrixSitemap(PageSitemap):
    """The table of provisions and countries of each public document; all in one part, for there are few."""

    suffix = "matrix/"

    def pages(self) -> QuerySet[Page]:
        pages: QuerySet[Page] = super().pages()
        return pages.filter(content_type=ContentType.objects.get_for_model(DocumentPage))

    def parts(self) -> list[int]:
        return [1]

    def places(self, part: int) -> list[Place]:
        return self.places_of(self.pages()) if part == 1 else []
