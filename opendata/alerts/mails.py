"""The mails of alerts: the link that begins one, what has changed, whether it is still wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from kb.mail.services import Letter, write_to_address
from kb.site.addresses import absolute
from opendata.models import Alert, Rhythm

CONFIRM_SALT = "opendata.alerts.confirm"
STOP_SALT = "opendata.alerts.stop"
# So many records stand in a mail; the others are behind its link.
MOST_TOLD = 20


@dataclass(frozen=True)
class Told:
    """A record that changed: what stands in a mail of it."""

    key: str
    title: str
    city: str
    published: datetime | None
    changed: datetime


def confirm_link(alert: Alert, rhythm: Rhythm) -> str:
    """What begins an alert, in its language."""
    token = signing.dumps([str(alert.key), rhythm.value], salt=CONFIRM_SALT)
    with override(alert.language):
        return absolute(reverse("opendata:alert_confirm", args=[token]))


def stop_link(alert: Alert) -> str:
    """What ends it with one click, for people and for mail programs."""
    token = signing.dumps(str(alert.key), salt=STOP_SALT)
    with override(alert.language):
        return absolute(reverse("opendata:alert_stop", args=[token]))


def tell_to_confirm(alert: Alert, rhythm: Rhythm, words: str) -> None:
    """At most once a day to each address and search."""

    def compose() -> Letter:
        return Letter(
            _("Please confirm: mails about a search in Alliance Exchange"),
            [
                _(
                    "Somebody, we think you, wants to be told what changes in this search: %(search)s"
                )
                % {"search": words},
                _(
                    "Open the link to begin. If it was not you, do nothing: it is forgotten in two weeks."
                ),
            ],
            _("Yes, tell me"),
            confirm_link(alert, rhythm),
        )

    key = f"alert-confirm:{alert.key}:{timezone.localdate().isoformat()}"
    write_to_address(alert.email, alert.language, key, compose)


def tell_changes(
    alert: Alert, words: str, link: str, told: Sequence[Told], until: datetime
) -> None:
    """What has changed since the last time."""

    def compose() -> Letter:
        subject = ngettext(
            "%(number)s change in your search: %(search)s",
            "%(number)s changes in your search: %(search)s",
            len(told),
        ) % {"number": len(told), "search": words}
        lines = [_line(alert, one) for one in told[:MOST_TOLD]]
        if len(told) > MOST_TOLD:
            lines.append(_("The others stand on the page of results."))
        return Letter(subject, lines, _("All results of this search"), link)

    key = f"alert:{alert.key}:{until.isoformat()}"
    write_to_address(alert.email, alert.language, key, compose, stop=stop_link(alert))


def _line(alert: Alert, one: Told) -> str:
    address = absolute(f"/{alert.language}/record/{one.key}/")
    named = f"{one.title} ({one.city})" if one.city else one.title
    is_new = one.published and alert.told_until and one.published > alert.told_until
    words = _("New: %(record)s") if is_new else _("Changed: %(record)s")
    return f"{words % {'record': named}} – {address}"


def ask_again(alert: Alert) -> None:
    """After two years; who does not answer is forgotten."""

    def compose() -> Letter:
        return Letter(
            _("Do you still want these mails?"),
            [
                _("For two years we have told you by mail what changes in a search of yours."),
                _("Open the link to go on. If you do nothing, your address is deleted in a month."),
            ],
            _("Yes, go on"),
            confirm_link(alert, Rhythm(alert.rhythm)),
        )

    key = f"alert-again:{alert.key}:{timezone.localdate().isoformat()}"
    write_to_address(alert.email, alert.language, key, compose, stop=stop_link(alert))
