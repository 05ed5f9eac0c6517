"""The sitemap of what stands below a document: its table, and a page for each of its points."""

from __future__ import annotations

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from declarations.facets import public_documents
from declarations.models import DocumentPage
from kb.site.addresses import absolute, language_path
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


class PointSitemap:
    """The points of the public documents, each in the languages in which it stands here; all in one part."""

    def parts(self) -> list[int]:
        return [1]

    def places(self, part: int) -> list[Place]:
        """Read from what is kept with the vocabulary."""
        found = []
        for pages in public_documents().values() if part == 1 else ():
            points: dict[str, dict[str, str]] = defaultdict(dict)
            for page in pages:
                for _code, provision in page.points():
                    address = absolute(language_path(page) + provision.below)
                    points[provision.code][page.locale.language_code] = address
            newest = max(
                (page.last_published_at for page in pages if page.last_published_at), default=None
            )
            found += [
                Place(address, newest, versions)
                for versions in points.values()
                for address in versions.values()
            ]
        return found
