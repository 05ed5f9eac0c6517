"""Changes of the table in their order, what is gone among them: for harvesters that keep a copy (OAI-PMH)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from search.answer.walking import PublicRecord, public_record
from search.models import SearchCode, SearchDocument


@dataclass(frozen=True)
class Change:
    """What is in the table of a record; ``record`` is None of one that was public and is not any longer.

    ``version`` only grows. ``at``: when the row was written, be it because the vocabulary changed.
    """

    key: uuid.UUID
    kind: str
    version: int
    at: datetime
    record: PublicRecord | None

    def codes(self, facet: str) -> Sequence[str]:
        """Its codes in a facet; of what is gone only its kind is known."""
        if facet == "kind":
            return (self.kind,)
        return self.record.codes(facet) if self.record else ()


def changes(
    size: int,
    *,
    after: int = 0,
    since: datetime | None = None,
    before: datetime | None = None,
    codes: Mapping[str, str] | None = None,
    gone: bool = False,
) -> list[Change]:
    """The next changes behind a version, perhaps only of records with a code in each of these facets.

    With ``gone`` only those that are not public any longer. What is gone is told whatever its codes were,
    save its kind: who knows it has to hear of it.
    """
    rows = SearchDocument.objects.filter(version__gt=after).order_by("version")
    if gone:
        rows = rows.filter(deleted=True)
    if since:
        rows = rows.filter(updated_at__gte=since)
    if before:
        rows = rows.filter(updated_at__lt=before)
    for facet, code in (codes or {}).items():
        if facet == "kind":
            rows = rows.filter(kind=code)
        else:
            having = SearchCode.objects.filter(document=OuterRef("pk"), facet=facet, code=code)
            rows = rows.filter(Q(deleted=True) | Exists(having))
    return [_change(row) for row in rows[:size]]


def change_of(key: uuid.UUID) -> Change | None:
    """What is in the table of one record; None of one that was never public."""
    row = SearchDocument.objects.filter(key=key).first()
    return _change(row) if row else None


def _change(row: SearchDocument) -> Change:
    return Change(
        key=row.key,
        kind=row.kind,
        version=row.version,
        at=row.updated_at,
        record=None if row.deleted else public_record(row),
    )
