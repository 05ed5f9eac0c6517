"""Which work was adapted from which: written down as the original's version is published."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from practices.mails.adaptations import tell_adapted
from practices.models import Adaptation, Record, RecordLink, RecordPage


def note_adaptations(page: RecordPage) -> None:
    """Take over what the public original says; the city of a work that was not named before is told.

    Only the original decides: its translations say the same, perhaps as it was once.
    """
    row = Record.objects.get(pk=page.record_id)
    if page.locale.language_code != row.original_language:
        return
    links = RecordLink.objects.filter(
        page=page.pk, relation=RecordLink.Relation.ADAPTED_FROM, target__isnull=False
    ).exclude(target=row.pk)
    wanted = set(links.values_list("target", flat=True))
    stored = Adaptation.objects.filter(record=row.pk)
    stored.exclude(origin__in=wanted).delete()
    for key in wanted - set(stored.values_list("origin", flat=True)):
        try:
            with transaction.atomic():
                made = Adaptation.objects.create(record=row, origin_id=key)
        except IntegrityError:  # another process was as quick
            continue
        tell_adapted(made, page)
