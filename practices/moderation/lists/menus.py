"""The verbs of records where editors look for them: page menus, rows of lists, the editor's foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from practices.models import RecordPage
from practices.permissions import can_moderate_record, can_take_down_record, can_withdraw_record


def verbs_of(user: Any, record: RecordPage) -> Iterator[tuple[str, str, str]]:
    """What somebody may do with a record's being read: address's name, label, icon."""
    if record.archived_on and record.live and can_moderate_record(user, record):
        yield "bring_back", _("Take from the archive"), "undo"
    if record.live and can_withdraw_record(user, record):
        yield "withdraw", _("Withdraw"), "download"
    if record.taken_down_on and not record.live:
        if can_take_down_record(user, record):
            yield "allow_again", _("Lift the take-down"), "undo"
    elif record.live and can_take_down_record(user, record):
        yield "take_down", _("Take down"), "warning"


@hooks.register("register_page_header_buttons")
def offer_verbs_on_page(page: Page, user: Any, view_name: str, next_url: str = "") -> Any:
    """On the page of a record, for those who may."""
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_verbs_in_lists(page: Page, user: Any, next_url: str | None = None) -> Any:
    """In the row of a record, for those who may."""
    yield from _buttons(page, user)


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    if not isinstance(page, RecordPage):
        return
    for place, (name, label, icon) in enumerate(verbs_of(user, page)):
        address = reverse(f"moderation:{name}", args=[page.pk])
        yield Button(label, address, icon_name=icon, priority=70 + place)


class VerbMenuItem(ActionMenuItem):
    """One of the verbs below the editor, beside "Save" and "Publish"."""

    def __init__(self, verb: str, label: Any, icon: str, order: int) -> None:
        super().__init__(order=order)
        self.verb, self.label, self.icon_name = verb, label, icon
        self.name = f"action-{verb.replace('_', '-')}"

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        if context["view"] != "edit" or not isinstance(page, RecordPage):
            return False
        return any(verb == self.verb for verb, *_more in verbs_of(context["request"].user, page))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse(f"moderation:{self.verb}", args=[parent_context["page"].pk])


@hooks.register("register_page_action_menu_item")
def offer_to_withdraw() -> ActionMenuItem:
    """At the wish of the city."""
    return VerbMenuItem("withdraw", gettext_lazy("Withdraw"), "download", 22)


@hooks.register("register_page_action_menu_item")
def offer_to_take_down() -> ActionMenuItem:
    """At once, by the editors."""
    return VerbMenuItem("take_down", gettext_lazy("Take down"), "warning", 24)
