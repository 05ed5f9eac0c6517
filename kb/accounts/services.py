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
from kb.accounts.personal_data.registry import rights_ended
from kb.accounts.rights import group_of
from kb.models import City, CityPage, CityRole, Invitation, RoleKind, User
from kb.permissions import can_invite_to_city, role_in_city
from kb.site.addresses import absolute

logger = logging.getLogger(__name__)


@transaction.atomic
def invite(email: str, city: City, role: str, *, language: str, by: Any) -> Invitation:
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
    """The open invitation that a link belongs to, as long as who sent it is there."""
    found = (
        Invitation.objects.open()
        .filter(secret_hash=Invitation.hash_of(secret))
        .select_related("city", "invited_by")
        .first()
    )
    by = found.invited_by if found is not None else None
    return found if by is not None and by.is_active else None


def withdraw_unbacked(user: User) -> int:
    """Open invitations of somebody end where they might no longer send them; how many."""
    sent = Invitation.objects.open().filter(invited_by=user.pk).select_related("city")
    ended = [one.pk for one in sent if not can_invite_to_city(user, one.city)]
    return Invitation.objects.filter(pk__in=ended).update(withdrawn_at=timezone.now())


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
def give_role(user: Any, city: City, role: str) -> CityRole:
    """Let somebody work for a city, with the rights of its group."""
    given, made = CityRole.objects.update_or_create(user=user, city=city, defaults={"role": role})
    user.groups.add(group_of(city))
    note_role(user, "give_role", city, role)
    if not made and role != RoleKind.COORDINATOR:
        end_rights(user)
    return given


@transaction.atomic
def end_role(role: CityRole, by: Any) -> None:
    """From this moment on somebody no longer works for the city: role and rights are gone."""
    with acting(by):
        role.user.groups.remove(group_of(role.city))
        note_role(role.user, "end_role", role.city, role.role)
    role.delete()
    end_rights(role.user)


def end_rights(user: Any) -> None:
    """Somebody may do less than before: what they have promised to others ends with it."""
    now = User.objects.get(pk=user.pk)  # rights are kept on the object that was asked for them
    withdraw_unbacked(now)
    rights_ended.send(sender=User, user=now)


def end_promises(user: Any) -> None:
    """Somebody leaves altogether: whatever links they have sent lead nowhere."""
    Invitation.objects.open().filter(invited_by=user.pk).update(withdrawn_at=timezone.now())
    rights_ended.send(sender=User, user=user, gone=True)


def set_clearance(page: CityPage, wanted: bool, by: Any) -> None:
    """Say whether the coordinator clears what officials send; the same for the city in all languages."""
    page.city.change(coordinator_clears=wanted)
    log(instance=page, action="kb.clearance", user=by, data={"wanted": wanted})


def withdraw(invitation: Invitation) -> None:
    """The link in the mail leads nowhere from now on."""
    Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
