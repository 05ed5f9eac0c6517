"""Works that were adapted from others: which, and from which, as far as everybody may read both.

The link stands in the version that its city sent. It holds for the whole work: every language version of both
records shows it, also one that was translated before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Page

from kb.models.pages import version_in
from kb.models.visibility import public
from kb.site.addresses import language_path
from practices.models import RecordLink, RecordPage

ADAPTED_FROM = RecordLink.Relation.ADAPTED_FROM


def origins_of(record: RecordPage) -> QuerySet[Page]:
    """The public pages, in all languages, of the works from which this one was adapted."""
    return _public_versions(_origin_keys(record), record)


def _origin_keys(record: RecordPage) -> QuerySet[RecordLink, Any]:
    links = RecordLink.objects.filter(
        relation=ADAPTED_FROM, page__record=record.record_id, page__live=True
    )
    return links.values_list("target", flat=True)


def adaptations_of(record: RecordPage) -> QuerySet[Page]:
    """The public pages, in all languages, of the works that were adapted from this one."""
    pages = RecordLink.objects.filter(
        relation=ADAPTED_FROM, target=record.record_id, page__live=True
    )
    return _public_versions(pages.values("page__record"), record)


def _public_versions(keys: Any, record: RecordPage) -> QuerySet[Page]:
    """``keys``: one list or one question; of two joined by "or" a database would look at every page."""
    others = Page.objects.filter(translation_key__in=keys).exclude(
        translation_key=record.translation_key
    )
    return public(others).order_by("pk")


def adapted_records(record: RecordPage, language: str) -> list[dict[str, str]]:
    """Both kinds with the relation in words, each work in the reader's language where it can be."""
    origins, adaptations = record.__dict__.get("adapted_pages") or _read(record)
    return [
        *_shown(origins, str(ADAPTED_FROM.label), language),
        *_shown(adaptations, _("adapted elsewhere as"), language),
    ]


def _read(record: RecordPage) -> tuple[QuerySet[Page], QuerySet[Page]]:
    """Also the works at which a version points that is not public yet."""
    named = [link.target_id for link in record.links.all() if link.relation == ADAPTED_FROM]
    return (
        _public_versions([*_origin_keys(record), *named], record).select_related("locale"),
        adaptations_of(record).select_related("locale"),
    )


def _shown(pages: Iterable[Page], relation: str, language: str) -> list[dict[str, str]]:
    works: dict[UUID, list[Page]] = defaultdict(list)
    for page in pages:
        works[page.translation_key].append(page)
    return [{"relation": relation, **named_page(versions, language)} for versions in works.values()]


def named_page(versions: Sequence[Page], language: str) -> dict[str, str]:
    """Title and address of a work: of its version in the reader's language, else of the oldest one."""
    page = version_in(language, versions)
    return {
        "title": page.title,
        "url": language_path(page, language),
        "language": page.locale.language_code,
    }
