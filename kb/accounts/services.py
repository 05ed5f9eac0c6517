"""Inviting, joining and leaving: the verbs of people and cities."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from kb.accounts.events import acting, note_role
from kb.accounts.rights import group_of
from kb.addresses import absolute
from kb.models import CityPage, CityRole, Invitation, User
from kb.permissions import role_in_city

logger = logging.getLogger(__name__)


@transaction.atomic
def invite(email: str, city: CityPage, role: str, *, language: str, by: Any) -> Invitation:
    """Ask somebody to work for a city; the mail leaves after the commit. An open invitation is replaced.

    Raises ``ValidationError`` where the address already works for the city.
    """
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    if user is not None and role_in_city(user, city) is not None:
        raise ValidationError(
            _("This address already works for %(city)s."), params={"city": city.name_in()}
        )
    now = timezone.now()
    Invitation.objects.open().filter(email=email, city=city).update(withdrawn_at=now)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        city=city,
        role=role,
        language=language,
        secret_hash=Invitation.hash_of(secret),
        invited_by=by,
    )
    transaction.on_commit(lambda: _send(invitation, secret), robust=True)
    return invitation


def _send(invitation: Invitation, secret: str) -> None:
    """Write to the invited; where the mail server does not take it, the desk says so."""
    with override(invitation.language):
        city = invitation.city.name_in(invitation.language)
        context = {
            "city": city,
            "role": invitation.get_role_display(),
            "by": invitation.invited_by.shown_name if invitation.invited_by else "",
            "url": absolute(reverse("accounts:invitation", args=[secret])),
            "until": invitation.expires_at,
            "language": invitation.language,
        }
        message = EmailMultiAlternatives(
            subject=_("Invitation to work for %(city)s on Alliance Exchange") % {"city": city},
            body=render_to_string("kb/mail/invitation.txt", context),
            to=[invitation.email],
        )
        message.attach_alternative(
            render_to_string("kb/mail/invitation.html", context), "text/html"
        )
    try:
        message.send()
    except OSError:
        logger.exception("The mail of invitation %s was not sent.", invitation.pk)
        return
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now())


def find_invitation(secret: str) -> Invitation | None:
    """The open invitation that a link belongs to."""
    return (
        Invitation.objects.open()
        .filter(secret_hash=Invitation.hash_of(secret))
        .select_related("city", "invited_by")
        .first()
    )


@transaction.atomic
def accept(invitation: Invitation, user: Any) -> CityRole:
    """Let somebody work for the city; the invitation is used up.

    Raises ``ValidationError`` where somebody else was quicker with the same link.
    """
    taken = Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=timezone.now())
    if not taken:
        raise ValidationError(_("This invitation has been used already."))
    with acting(user):
        return give_role(user, invitation.city, invitation.role)


@transaction.atomic
def give_role(user: Any, city: CityPage, role: str) -> CityRole:
    """Let somebody work for a city, with the rights of its group."""
    given, _made = CityRole.objects.update_or_create(user=user, city=city, defaults={"role": role})
    user.groups.add(group_of(city))
    note_role(user, "give_role", city, role)
    return given


@transaction.atomic
def end_role(role: CityRole, by: Any) -> None:
    """From this moment on somebody no longer works for the city: role and rights are gone."""
    with acting(by):
        role.user.groups.remove(group_of(role.city))
        note_role(role.user, "end_role", role.city, role.role)
    role.delete()


def set_clearance(city: CityPage, wanted: bool, by: Any) -> None:
    """Say whether the coordinator clears what officials send; the same for the city in all languages."""
    pages = CityPage.objects.filter(translation_key=city.translation_key)
    pages.update(coordinator_clears=wanted)
    log(instance=city, action="kb.clearance", user=by, data={"wanted": wanted})


def withdraw(invitation: Invitation) -> None:
    """The link in the mail leads nowhere from now on."""
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
