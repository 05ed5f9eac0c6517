"""Listings of the admin whose rows can be merged, each into another one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.admin.widgets import ListingButton


class ListingWithMerge(generic.IndexView):
    """Offers "Merge" for each row to whoever has ``merge_permission``; ``merge_url_name`` leads there."""

    merge_permission: str
    merge_url_name: str

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = list(super().get_list_more_buttons(instance))
        if self.user_has_permission(self.merge_permission):
            address = reverse(self.merge_url_name, args=[instance.pk])
            buttons.append(
                ListingButton(_("Merge"), url=address, icon_name="resubmit", priority=25)
            )
        return buttons
