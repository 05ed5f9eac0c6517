"""Transfer plans of a city: begun beside a public record, stored, deleted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.models import TransferPlan
from kb.models import City
from practices.models import RecordPage

# More than a city works on at once; whoever needs another one deletes an old one.
MOST_PLANS = 50


@transaction.atomic
def begin(city: City, origin: RecordPage, by: Any) -> TransferPlan:
    """A new plan beside a record; the one that there is where the city has begun it already.

    Raises ``ValidationError`` where the city has as many plans as one can look after.
    """
    City.objects.select_for_update().get(pk=city.pk)
    known = city.transfer_plans.filter(record=origin.record_id).first()
    if known is not None:
        return known
    if city.transfer_plans.count() >= MOST_PLANS:
        raise ValidationError(_("Your city has many plans already. Delete one that is done."))
    return TransferPlan.objects.create(
        city=city, record_id=origin.record_id, title=origin.title, edited_by=by
    )


def store(plan: TransferPlan, version: int, title: str, answers: dict[str, str], by: Any) -> bool:
    """Store what was written on a version; False where somebody has stored another one meanwhile."""
    stored = TransferPlan.objects.filter(pk=plan.pk, version=version).update(
        title=title,
        answers=answers,
        version=F("version") + 1,
        edited_by=by,
        changed_at=timezone.now(),
    )
    return bool(stored)
