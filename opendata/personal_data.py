"""What this room holds of people: alerts, given to whoever has the address and erased at their wish."""

from __future__ import annotations

from typing import Any

from kb.accounts.personal_data.holdings import when
from kb.accounts.personal_data.registry import Fate, Holding
from opendata.models import Alert


def _alert(row: Alert) -> dict[str, Any]:
    return {
        "search": row.query,
        "language": row.language,
        "rhythm": row.rhythm,
        "asked": when(row.asked_at),
        "confirmed": when(row.confirmed_at),
    }


HOLDINGS = (Holding("search_alerts", Alert, {"email": Fate.DELETED}, export=_alert),)
