"""What this room does each day, and at the side of the rest of the site."""

from __future__ import annotations

from django.utils import timezone
from wagtail import hooks

from opendata.alerts.sending import send_alerts
from opendata.alerts.services import forget
from opendata.collecting.office import SourceViewSet
from opendata.collecting.services import collect_all


@hooks.register("keep_fresh")
def keep_alerts() -> str:
    """Alerts that are due, and forgetting, with the other work of the day."""
    now = timezone.now()
    return f"{send_alerts(now)} alerts written, {forget(now)} forgotten"


@hooks.register("keep_fresh")
def collect_from_sources() -> str:
    """What others publish, where the secretariat has switched it on."""
    return f"{collect_all(timezone.now())} entries collected"


@hooks.register("register_admin_viewset")
def register_sources() -> SourceViewSet:
    """For the secretariat, in the settings."""
    return SourceViewSet()
