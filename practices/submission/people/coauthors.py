"""Co-authors of one record: inviting, joining, ending, and the notes of those who write together."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from kb.models import User
from practices.mails import invitations as invitation_mails
from practices.models import CoAuthor, Note, RecordPage
from practices.models.coauthors import INVITATION_LASTS
from practices.permissions import can_invite_coauthor, works_on_record

# Open invitations and present co-authors of one record together: no record is a mailing list.
MOST_COAUTHORS = 20


@transaction.atomic
def invite(record: RecordPage, by: Any, *, email: str, right: str, language: str) -> CoAuthor:
    """Ask somebody to take part in this record; an open invitation of the same address is replaced.

    Raises ``ValidationError`` where the address takes part already or too many do.
    """
    Page.objects.select_for_update().get(pk=record.pk)
    email = email.strip().lower()
    user = User.objects.filter(email__iexact=email).first()
    taken = CoAuthor.objects.present().filter(record=record, user=user).exists()
    if user is not None and (taken or works_on_record(user, record)):
        raise ValidationError(_("This address takes part in the record already."))
    CoAuthor.objects.filter(record=record, user=None, email=email).delete()
    if CoAuthor.objects.filter(record=record).count() >= MOST_COAUTHORS:
        raise ValidationError(_("A record has at most twenty co-authors."))
    made = CoAuthor.objects.create(
        record=record, email=email, right=right, language=language, invited_by=by
    )
    log(instance=record, action="practices.invite_coauthor", user=by)
    invitation_mails.tell_coauthor_invited(made, record)
    return made


def find(token: str) -> CoAuthor | None:
    """The open invitation that a link belongs to; None for one that was used, ended, changed or is old."""
    try:
        number, email = signing.loads(
            token, salt=invitation_mails.COAUTHOR_SALT, max_age=INVITATION_LASTS
        )
    except (signing.BadSignature, TypeError, ValueError):
        return None
    invited = CoAuthor.objects.open().filter(pk=number, email=email)
    found = invited.select_related("record", "invited_by").first()
    by = found.invited_by if found is not None else None
    return found if by is not None and by.is_active else None


def withdraw_unbacked(user: User, *, gone: bool = False) -> int:
    """Open links of somebody lead nowhere where they might no longer send them; how many."""
    sent = CoAuthor.objects.open().filter(invited_by=user.pk).select_related("record")
    ended = [one.pk for one in sent if gone or not can_invite_coauthor(user, one.record.specific)]
    return int(CoAuthor.objects.filter(pk__in=ended).delete()[0])


@transaction.atomic
def accept(invited: CoAuthor, user: Any) -> None:
    """Let somebody take part; the link is used up and the address is kept with the account only.

    Raises ``ValidationError`` where somebody was quicker with the same link, or takes part already.
    """
    try:
        with transaction.atomic():
            taken = CoAuthor.objects.open().filter(pk=invited.pk).update(user=user, email="")
    except IntegrityError:
        taken = 0
    if not taken:
        raise ValidationError(_("This invitation has been used already."))
    log(instance=invited.record, action="practices.join_coauthor", user=user)
    invitation_mails.tell_coauthor_joined(invited, user)


@transaction.atomic
def end(part: CoAuthor, by: Any) -> None:
    """From this moment on somebody no longer takes part; an open link leads nowhere."""
    log(instance=part.record, action="practices.end_coauthor", user=by)
    part.delete()


def add_note(record: RecordPage, author: Any, text: str) -> Note:
    """A word to the others who write this record."""
    made: Note = Note.objects.create(record=record, author=author, text=text)
    return made


def forget_expired() -> int:
    """Invitations that nobody accepted go, with their addresses; how many."""
    old = CoAuthor.objects.filter(user=None, expires_at__lte=timezone.now())
    return old.delete()[0]
