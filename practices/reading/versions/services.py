"""Public versions that anybody may read now: listed, found by number, cited."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from kb.models.visibility import public
from kb.site.addresses import absolute
from practices.models import PublicVersion, RecordPage
from practices.models.parts.choices import Licence
from practices.reading.citing.citations import Citation, citation_key, record_citation

MOST_LISTED = 200


@dataclass(frozen=True)
class VersionRow:
    """A line in a list of versions."""

    number: int
    published_at: Any
    language: str
    is_closed: bool
    url: str


def versions_of(key: uuid.UUID) -> QuerySet[PublicVersion]:
    """The versions of a record in the languages in which it is public now, the newest first."""
    pages = public(RecordPage.objects.filter(translation_key=key))
    return (
        PublicVersion.objects.filter(record=key, page__in=pages)
        .select_related("page__locale", "page__record")
        .order_by("-number")
    )


def version_rows(versions: Sequence[PublicVersion]) -> list[VersionRow]:
    """Some versions as lines."""
    return [
        VersionRow(
            number=one.number,
            published_at=one.published_at,
            language=one.page.locale.language_code,
            is_closed=one.closed_on is not None,
            url=reverse("record_version", args=[one.record_id, one.number]),
        )
        for one in versions
    ]


def shown_in(version: PublicVersion, language: str) -> PublicVersion:
    """What the readers of a language met when this version was the newest.

    Where nothing could be read in that language then: the original as it was; else this version itself.
    """
    earlier = versions_of(version.record_id).filter(number__lte=version.number, closed_on=None)
    for code in (language, version.page.original_language):
        if found := earlier.filter(page__locale__language_code=code).first():
            return found
    return version


def before(version: PublicVersion) -> PublicVersion | None:
    """The version before it in the same language; what was closed cannot be compared with."""
    earlier = versions_of(version.record_id).filter(page=version.page_id, closed_on=None)
    return earlier.filter(number__lt=version.number).first()


def version_address(version: PublicVersion, language: str) -> str:
    """The address of a version that stays."""
    with override(language):
        return absolute(reverse("record_version", args=[version.record_id, version.number]))


def version_citation(version: PublicVersion, shown: PublicVersion) -> Citation:
    """How a version is cited: by its own address, with the words and the day of what it shows."""
    page = shown.page.specific
    language = page.locale.language_code
    licences = {one.value: str(one.label) for one in Licence}
    return replace(
        record_citation(page),
        key=f"{citation_key(page.slug, page.translation_key)}-v{version.number}",
        title=shown.words["title"],
        year=str(shown.published_at.year),
        changed=shown.published_at.date(),
        address=version_address(version, language),
        licence=licences.get(shown.words["facts"].get("licence", ""), ""),
        abstract=shown.words["summary"],
        # The DOI leads to what is newest.
        doi="",
    )
