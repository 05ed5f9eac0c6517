"""Sources in the admin: the secretariat names them, and switches each on by itself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from kb.accounts.rights import SECRETARIAT
from opendata.models import CollectedSource


class SourceViewSet(ModelViewSet):
    """Whose collections are read; nothing is before somebody has switched it on."""

    model = CollectedSource
    name = "sources"
    icon = "download"
    menu_label = _("Sources elsewhere")
    menu_order = 285
    add_to_settings_menu = True
    form_fields = ["title", "form", "address", "website", "is_on"]
    list_display = ["title", "form", "is_on", "read_at", "trouble"]
    inspect_view_enabled = False


def ensure_rights(**kwargs: Any) -> None:
    """The secretariat may name sources; called after each migration."""
    group, _made = Group.objects.get_or_create(name=SECRETARIAT)
    group.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="opendata", content_type__model="collectedsource"
        )
    )
