"""Messages to the Alliance: to whom they go, whatever accounts there are, and how."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.urls import Resolver404, resolve
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from wagtail import hooks

from kb.accounts.rights import SECRETARIAT
from kb.mail.services import Letter, write, write_to_address
from kb.models import User
from kb.permissions import editors
from kb.site.addresses import absolute
from kb.texts.language_field import language_name

MOST_PEOPLE = 20
LONGEST_PATH = 500


class Reason(models.TextChoices):
    """Why somebody writes to the Alliance."""

    QUESTION = "question", gettext_lazy("A question")
    ERROR = "error", gettext_lazy("Something is wrong on a page")
    PERSONAL_DATA = "personal-data", gettext_lazy("Personal data of somebody is on a page")
    BARRIER = "barrier", gettext_lazy("I cannot read or use something (accessibility)")


def own_path(typed: str) -> str:
    """The path of a page of this site that ``about`` names, without its query; empty for anything else."""
    try:
        parts = urlsplit(typed[:LONGEST_PATH])
    except ValueError:
        return ""
    path = parts.path
    languages = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
    if parts.scheme or parts.netloc or not path.startswith(languages) or not path.isprintable():
        return ""
    try:
        with override(path.split("/")[1]):
            resolve(path)
    except Resolver404:
        return ""
    return path


def secretariat() -> list[User]:
    """The people of the secretariat; where there are none, the administrators."""
    for people in (
        User.objects.filter(groups__name=SECRETARIAT),
        User.objects.filter(is_superuser=True),
    ):
        found = list(people.filter(is_active=True).distinct().order_by("pk")[:MOST_PEOPLE])
        if found:
            return found
    return []


def tell_alliance(key: str, compose: Callable[[], Letter], *, reply_to: str = "") -> None:
    """Write to the secretariat at once, past any daily summary; where nobody is, to ``CONTACT_EMAIL``.

    Nothing is lost on an installation without accounts: the last address is the one the site writes from.
    """
    people = secretariat()
    for person in people:
        write(person, key, compose, wanted=True, reply_to=reply_to)
    if settings.CONTACT_EMAIL or not people:
        address = settings.CONTACT_EMAIL or settings.DEFAULT_FROM_EMAIL
        write_to_address(
            address, settings.LANGUAGE_CODE, f"{key}:office", compose, reply_to=reply_to
        )


def _in_charge(path: str) -> Iterable[User]:
    """The editors who can take what stands there from the public: those in charge, else all."""
    for find in hooks.get_hooks("editors_in_charge_of"):
        found = find(path)
        if found:
            return found
    return editors().order_by("pk")[:MOST_PEOPLE]


@transaction.atomic
def send_to_alliance(letter: dict[str, Any], *, number: str) -> None:
    """Have the message sent. Whoever found personal data reaches the editors in charge too, at once."""
    reason = Reason(letter["reason"])
    language = letter["language"]

    def compose() -> Letter:
        sender = {"name": letter["name"], "organisation": letter["organisation"]}
        first = (
            _("%(name)s (%(organisation)s) writes to the Alliance:") % sender
            if letter["organisation"]
            else _("%(name)s writes to the Alliance:") % sender
        )
        paragraphs = [
            first,
            str(reason.label),
            letter["words"],
            _("Written in: %(language)s.") % {"language": language_name(language)},
        ]
        if reason == Reason.PERSONAL_DATA:
            paragraphs.append(
                _("Please look at once, and take the record from the public if it is so.")
            )
        paragraphs.append(
            _("Answer to this mail to write back; your address is seen by the sender only then.")
        )
        about = letter["about"]
        return Letter(
            _("A message to the Alliance: %(reason)s") % {"reason": reason.label},
            paragraphs,
            _("The page it is about") if about else _("The site"),
            absolute(about or f"/{get_language()}/"),
        )

    key = f"alliance:{number}"
    tell_alliance(key, compose, reply_to=letter["email"])
    if reason == Reason.PERSONAL_DATA:
        for person in _in_charge(letter["about"]):
            write(person, key, compose, wanted=True, reply_to=letter["email"])
