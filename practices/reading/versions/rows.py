"""The newest public versions as rows, for the page of a record itself."""

from __future__ import annotations

from django.db.models import QuerySet

from practices.models import PublicVersion, RecordPage

# So many stand there, the newest first; the others on a page of their own.
MOST_ON_PAGE = 5


def versions_on_page(record: RecordPage) -> QuerySet[PublicVersion]:
    """Of the languages that are live. What is private is so in all languages, and then nobody sees this."""
    return PublicVersion.objects.filter(
        record=record.record_id, page__live=True, closed_on=None
    ).order_by("-number")[:MOST_ON_PAGE]
