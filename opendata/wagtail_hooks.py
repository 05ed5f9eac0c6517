"""What this room does each day, and at the side of the rest of the site."""

from __future__ import annotations

from django.utils import timezone
from wagtail import hooks

from opendata.alerts.sending import send_alerts
from opendata.alerts.services import forget


@hooks.register("keep_fresh")
def keep_alerts() -> str:
    """Alerts that are due, and forgetting, with the other work of the day."""
    now = timezone.now()
    return f"{send_alerts(now)} alerts written, {forget(now)} forgotten"
