"""To whom mails about a city's text go."""

from __future__ import annotations

from exchange.models import Reviewed
from kb.models import RoleKind, User


def people_behind(row: Reviewed) -> list[User]:
    """Who sent and who wrote it, while they work for the city; else its coordinators."""
    here = User.objects.filter(is_active=True, city_roles__city=row.of_city).distinct()
    own = list(here.filter(pk__in=[row.sent_by_id, row.edited_by_id]).order_by("pk"))
    coordinators = here.filter(city_roles__role=RoleKind.COORDINATOR)
    return own or list(coordinators.order_by("pk"))
