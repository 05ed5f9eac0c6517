"""Wagtail's own mails do not leave: people are told once, by this site, in their language.

Wagtail writes of workflows and tasks (its notifiers) and of comments (a method of its page editor), in the
language of its admin and with addresses of the admin, whether it is open to the reader or not. Both find
nobody to write to here, and the preferences that promise them are not offered. With a setting of Wagtail's,
this module goes.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.mail import EmailNotificationMixin
from wagtail.admin.views.account import NotificationsSettingsPanel
from wagtail.admin.views.pages.edit import EditView


def silence() -> None:
    """Let Wagtail write to nobody, whatever their preferences; called once when the app is ready."""
    EmailNotificationMixin.get_valid_recipients = _nobody
    EditView.send_commenting_notifications = _tell_nobody
    NotificationsSettingsPanel.is_active = _is_not_offered


def _nobody(notifier: EmailNotificationMixin, instance: Any, **kwargs: Any) -> set[Any]:
    return set()


def _tell_nobody(view: EditView, changes: dict[str, Any]) -> None:
    """Comments are read in the editor; what a city is to change is told by the review."""


def _is_not_offered(panel: NotificationsSettingsPanel) -> bool:
    return False
