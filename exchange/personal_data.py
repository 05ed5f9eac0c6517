"""What this room holds of people: registrations, given to whom they are about and erased at their wish."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from exchange.models import Registration
from kb.accounts.personal_data.holdings import when
from kb.accounts.personal_data.registry import Fate, Holding


def _registration(row: Registration) -> dict[str, Any]:
    return {
        "event": str(row.event),
        "name": row.name,
        "function": row.function,
        "city": row.city_name,
        "language": row.language,
        "listens_in": row.hears,
        "sessions": len(row.sessions),
        "travel_support": row.travel_support,
        "needs": row.needs,
        "state": row.state,
        "consent_version": row.consent_version,
        "written": when(row.consented_at),
    }


HOLDINGS = (
    Holding("event_registrations", Registration, {"email": Fate.DELETED}, export=_registration),
    Holding(
        "event_registrations_answered",
        Registration,
        {"decided_by": Fate.NAMELESS},
        label=_("Registrations answered"),
        why="The answer stays with whoever registered.",
    ),
)
